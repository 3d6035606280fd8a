package io.guichet.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** JARs are dropped, replaced and removed in a server that goes on answering. */
class PluginsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Writes half of its reply, and the rest when somebody opened the gate. */
    private static final String SLOW_WRITER = """
            public List<SectorAgent> sectorAgents() {
                return List.of(new SectorAgent() {
                    public String sector() { return "artisan"; }
                    public Turn answer(TurnRequest request) {
                        return new Turn(
                            List.of(new Turn.Part.Text("Bonjour, que voulez-vous refaire ?")), request.known(), List.of());
                    }
                    public Turn answer(TurnRequest request, java.util.function.Consumer<String> words) {
                        words.accept("Bonjour, ");
                        words.accept("que voulez");
                        try (var gate = new java.net.Socket("127.0.0.1", %d)) {
                            gate.getInputStream().read();
                        } catch (java.io.IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                        words.accept("-vous refaire ?");
                        return answer(request);
                    }
                });
            }
            """;

    private Path artisan;
    private byte[] bundled;
    private List<Path> before;
    private String admin;

    @BeforeEach
    void remember_what_is_there() throws IOException {
        before = PluginJar.inTheFolder();
        artisan = before.stream()
                .filter(file -> file.getFileName().toString().startsWith("guichet-sector-artisan"))
                .findFirst()
                .orElseThrow();
        bundled = Files.readAllBytes(artisan);
        admin = Platform.tokenOf("root");
    }

    @AfterEach
    void put_it_back() throws IOException {
        for (var file : PluginJar.inTheFolder()) {
            if (!before.contains(file)) {
                Files.delete(file);
            }
        }
        PluginJar.drop(artisan.getFileName().toString(), bundled);
        awaits(
                "the bundled ones alone",
                all -> all.stream().allMatch(plugin -> plugin.at("/active").asBoolean())
                        && all.stream()
                                .anyMatch(plugin -> plugin.at("/id").asText().equals("sector-artisan")));
        Eventually.holds(
                "agent that knows its trade",
                () -> Visitor.ofEbp()
                        .says("Refaire ma salle de bain de 8 m²")
                        .content()
                        .contains("ans"));
    }

    @Test
    void a_plugin_is_dropped_replaced_and_removed() throws IOException {
        PluginJar.agent("essai", "coiffure", "Bonjour").dropAs("essai.jar");
        awaits("active essai", all -> all.stream().anyMatch(p -> isActive(p, "essai.jar", "coiffure")));

        PluginJar.agent("essai", "fleurs", "Bonjour").dropAs("essai.jar");
        awaits("other sector of essai", all -> all.stream().anyMatch(p -> isActive(p, "essai.jar", "fleurs")));

        Files.delete(Platform.pluginsFolder().resolve("essai.jar"));
        awaits("end of essai", all -> all.stream().noneMatch(p -> file(p).equals("essai.jar")));
        Call.get("/api/health/ready").send().is(200);
    }

    @Test
    void conversations_go_on_while_the_agent_is_replaced() throws Exception {
        var talking = new AtomicBoolean(true);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = threads.submit(() -> {
                var heard = new ArrayList<String>();
                var visitor = Visitor.ofEbp();
                while (talking.get()) {
                    heard.add(visitor.says("Je veux refaire ma salle de bain de 8 m²")
                            .content());
                }
                return heard;
            });
            PluginJar.agent("sector-artisan", "artisan", "version deux")
                    .dropAs(artisan.getFileName().toString());
            Eventually.get(
                    "version two",
                    PATIENCE,
                    () -> Visitor.ofEbp().says("Bonjour").content().equals("version deux") ? Boolean.TRUE : null);
            talking.set(false);
            assertThat(answers.get())
                    .isNotEmpty()
                    .allSatisfy(text -> assertThat(text).isNotBlank());
        } finally {
            talking.set(false);
        }
    }

    @Test
    void a_message_waits_while_nobody_knows_the_trade_and_is_answered_once_somebody_does() throws IOException {
        var visitor = Visitor.ofEbp();
        Files.delete(artisan);
        awaits("an empty place", all -> of(artisan, all).isEmpty());

        var message = visitor.writes("Je veux refaire ma salle de bain de 8 m²");
        Eventually.holds(
                "a message that waits",
                () -> List.of("queued", "processing")
                        .contains(visitor.statusOf(message).data().at("/status").asText()));
        Call.get("/api/health/ready").send().is(200);
        PluginJar.drop(artisan.getFileName().toString(), bundled);

        assertThat(visitor.answerTo(message).content()).isNotBlank();
        assertThat(visitor.messages()).hasSize(2);
    }

    @Test
    void what_an_agent_writes_is_read_before_it_has_finished() throws Exception {
        try (var gate = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var since = of(artisan, all()).orElseThrow().at("/since");
            PluginJar.with("sector-artisan", SLOW_WRITER.formatted(gate.getLocalPort()))
                    .dropAs(artisan.getFileName().toString());
            awaits(
                    "the slow writer",
                    all -> of(artisan, all)
                            .filter(plugin -> !plugin.at("/since").equals(since))
                            .isPresent());
            var visitor = Visitor.ofEbp();
            try (var stream = EventStream.followedBy(visitor)) {
                var message = visitor.writes("Bonjour");
                var draft = stream.awaits(
                        "half of the reply",
                        event -> event.name().equals("draft")
                                && event.data().at("/text").asText().equals("Bonjour, que voulez"));
                assertThat(draft.id()).isEmpty();
                assertThat(draft.data().at("/reply_to").asText()).isEqualTo(message);
                assertThat(visitor.statusOf(message).data().at("/status").asText())
                        .isEqualTo("processing");
                gate.accept().close();

                var reply = stream.awaitsReplyTo(message);
                assertThat(reply.data().at("/content").asText()).isEqualTo("Bonjour, que voulez-vous refaire ?");
                assertThat(visitor.messages()).hasSize(2);
            }
        }
    }

    @Test
    void what_is_not_let_in_is_named_with_its_reason_and_holds_nobody_up() {
        PluginJar.drop("aucun-zip.jar", "ceci n'est pas un zip".getBytes(StandardCharsets.UTF_8));
        PluginJar.agent("autre-spi", "autre", "Bonjour").builtFor("99").dropAs("autre-spi.jar");
        PluginJar.with("malade", "static { if (true) throw new IllegalStateException(\"pas de licence\"); }")
                .dropAs("malade.jar");
        // It never ends, and leaves the processors to the tests that follow.
        PluginJar.with(
                        "sans-fin",
                        "static { while (Thread.currentThread() != null) {"
                                + " java.util.concurrent.locks.LockSupport.parkNanos(1_000_000_000L); } }")
                .dropAs("sans-fin.jar");
        PluginJar.agent("double", "artisan", "Bonjour").dropAs("double.jar");

        var all = awaits(
                "five in quarantine",
                plugins -> plugins.stream()
                                .filter(p -> !p.at("/active").asBoolean())
                                .count()
                        == 5);

        assertThat(reason(all, "aucun-zip.jar")).isEqualTo("NOT_A_ZIP");
        assertThat(reason(all, "autre-spi.jar")).isEqualTo("WRONG_SPI_VERSION");
        assertThat(reason(all, "malade.jar")).isEqualTo("START_FAILED");
        assertThat(reason(all, "sans-fin.jar")).isEqualTo("START_TIMED_OUT");
        assertThat(reason(all, "double.jar")).isEqualTo("DUPLICATE_CAPABILITY");
        var ready = Call.get("/api/health/ready").send().is(200).text();
        assertThat(ready).contains("\"quarantined\":5");
        assertThat(Visitor.ofEbp().says("Refaire ma salle de bain de 8 m²").content())
                .isNotBlank();
    }

    private List<JsonNode> awaits(String what, Predicate<List<JsonNode>> wanted) {
        return Eventually.get(what, PATIENCE, () -> {
            var all = all();
            return wanted.test(all) ? all : null;
        });
    }

    private List<JsonNode> all() {
        return StreamSupport.stream(
                        Call.get("/api/admin/plugins")
                                .bearer(admin)
                                .send()
                                .is(200)
                                .data()
                                .spliterator(),
                        false)
                .toList();
    }

    private static Optional<JsonNode> of(Path file, List<JsonNode> all) {
        return all.stream()
                .filter(plugin -> file(plugin).equals(file.getFileName().toString()))
                .findFirst();
    }

    private static String file(JsonNode plugin) {
        return plugin.at("/file").asText();
    }

    private static boolean isActive(JsonNode plugin, String file, String sector) {
        return file(plugin).equals(file)
                && plugin.at("/active").asBoolean()
                && plugin.at("/state/capabilities/0/name").asText().equals(sector);
    }

    private static String reason(List<JsonNode> all, String file) {
        return all.stream()
                .filter(plugin -> file(plugin).equals(file))
                .findFirst()
                .orElseThrow()
                .at("/state/reason")
                .asText();
    }
}
