package io.guichet.it;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import static io.guichet.it.WrappedKeys.secret;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The platform key is changed by {@code ./guichet rotate-keys} while the platform is used, and whatever is killed on the way,
 * everything opens. Runs last: the server is started again.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DurableKeysIT {

    private static final String KEY = "GUICHET_PLATFORM_KEY";
    private static final String PREVIOUS = "GUICHET_PLATFORM_PREVIOUS_KEYS";
    private static final String OF_THE_TESTS = Platform.told("PLATFORM_KEY");

    /** What the server says where something goes on without what it needs: a request that ends, a round that begins. */
    private static final Pattern TOO_LATE = Pattern.compile("UT015021|WFLYTX0002|WFLYEE0110");

    private static final Path LOG = Path.of(Platform.told("LOGS"), "guichet.json.log");

    @Test
    @Order(1)
    void a_change_that_is_killed_in_the_middle_goes_on_and_everything_opens() throws Exception {
        var ebp = Tenant.ebp();
        var last = OwnTenant.called("held-" + System.nanoTime());
        var before = WrappedKeys.read().openedBy(OF_THE_TESTS);
        try (var receiver = new Receiver()) {
            var endpoint = ebp.listensAt(receiver.url(), "project.completed");
            var visitor = Visitor.ofEbp();
            visitor.says("Je souhaite refaire ma salle de bain, 8m², douche italienne, carrelage mural et sol");
            killedInTheMiddle(last);

            assertThat(secret(PREVIOUS)).isEqualTo(OF_THE_TESTS);
            assertThat(WrappedKeys.read().of(secret(KEY))).isBetween(1L, before.size() - 1L);
            last.listensAt("http://127.0.0.1:9/held", "project.completed");
            ebp.stopsListening(ebp.listensAt(receiver.url() + "/other", "project.completed")
                            .at("/id")
                            .asText())
                    .is(204);

            Machine.ends(Machine.guichet("rotate-keys"));

            assertThat(secret(PREVIOUS)).isEmpty();
            assertThat(secret(KEY)).isNotEqualTo(OF_THE_TESTS);
            assertThat(WrappedKeys.read().of(secret(KEY))).isEqualTo(before.size());
            assertThat(WrappedKeys.read().openedBy(secret(KEY))).isEqualTo(before);
            visitor.says("Non, moins de deux ans");
            visitor.sendsPhoto("mur.jpg", Photos.jpeg()).is(201);
            visitor.says("Voici une photo");
            assertThat(receiver.awaits(1, visitor.conversation()))
                    .allMatch(
                            d -> d.standardSignatureHolds(endpoint.at("/secret").asText()));
            ebp.stopsListening(endpoint.at("/id").asText()).is(204);
        }
    }

    /** The tests' own key is what the others know: it is the one that is changed to. */
    @Test
    @Order(2)
    void a_change_that_was_killed_before_a_key_was_wrapped_goes_on_and_quietly_lets_go_who_follows() throws Exception {
        var current = secret(KEY);
        var before = WrappedKeys.read().openedBy(current);
        write(OF_THE_TESTS, current);

        try (var stream = EventStream.followedBy(Visitor.ofEbp())) {
            stream.awaitsRetry();
            var logged = Files.size(LOG);
            Machine.ends(Machine.guichet("rotate-keys"));
            stream.awaitsEnd();
            assertThat(loggedSince(logged)).noneMatch(TOO_LATE.asPredicate());
        }

        assertThat(secret(KEY)).isEqualTo(OF_THE_TESTS);
        assertThat(secret(PREVIOUS)).isEmpty();
        assertThat(WrappedKeys.read().of(OF_THE_TESTS)).isEqualTo(before.size());
        assertThat(WrappedKeys.read().openedBy(OF_THE_TESTS)).isEqualTo(before);
        Tenant.ebp().asks("/api/client/webhooks").is(200);
    }

    /** It comes to all but the one that is held, and is killed while it waits for that. */
    private static void killedInTheMiddle(Tenant held) throws Exception {
        var connection = WrappedKeys.holding(held);
        try (connection) {
            var rotation = Machine.guichet("rotate-keys");
            var all = WrappedKeys.read().boxes().size();
            var patience = Duration.ofSeconds(150);
            var wrapping = Eventually.get("all but one are wrapped", patience, () -> {
                assertThat(rotation.isAlive()).as("it waits for what is held").isTrue();
                var begun = !secret(KEY).equals(OF_THE_TESTS);
                return begun && WrappedKeys.read().of(secret(KEY)) == all - 1
                        ? rotation.descendants().filter(DurableKeysIT::wraps).toList()
                        : null;
            });
            assertThat(wrapping).isNotEmpty();
            Machine.kill(rotation.toHandle());
            for (var process : wrapping) {
                Machine.kill(process);
            }
            connection.rollback();
        }
    }

    private static boolean wraps(ProcessHandle process) {
        return process.info().commandLine().orElse("").contains("RotateKeys.java");
    }

    private static List<String> loggedSince(long position) throws IOException {
        try (var log = Files.newByteChannel(LOG)) {
            log.position(position);
            return new String(Channels.newInputStream(log).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    /** As a change begins. */
    private static void write(String key, String previous) throws IOException {
        var file = Platform.state().resolve("secrets.env");
        var part = Platform.state().resolve("secrets.env.part");
        var lines = Files.readAllLines(file).stream()
                .filter(line -> !line.startsWith(KEY + "=") && !line.startsWith(PREVIOUS + "="))
                .toList();
        Files.write(part, lines);
        Files.writeString(part, KEY + "=" + key + "\n" + PREVIOUS + "=" + previous + "\n", StandardOpenOption.APPEND);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
