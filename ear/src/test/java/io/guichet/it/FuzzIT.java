package io.guichet.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every operation of the description, also one that is added tomorrow, asked by everybody and with everything: nothing
 * breaks, nothing of the inside is told, nothing of one tenant is seen by another. {@code GUICHET_TEST_SEED} takes another
 * seed, or {@code random}.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FuzzIT {

    private static final int MOST_ON_ISOLATION = 2_000;
    private static final int MOST = 4_000;
    private static final Duration LONGEST = Duration.ofSeconds(75);
    private static final int SHOWN = 25;

    /** A build that failed fails again: another seed is for whoever goes looking. */
    private static final long SEED = Optional.ofNullable(System.getenv("GUICHET_TEST_SEED"))
            .filter(seed -> !seed.isBlank())
            .map(seed -> seed.equals("random") ? System.nanoTime() : Long.parseLong(seed))
            .orElse(1L);

    private static final Map<String, String> FAULTS = new LinkedHashMap<>();
    private static final Map<Contract.Endpoint, Map<String, JsonNode>> REFUSED = new LinkedHashMap<>();
    private static final Map<Integer, Integer> STATUSES = new java.util.TreeMap<>();

    private static Tenant tenant;
    private static Prey prey;
    private static Credential own;
    private static List<Credential> others;
    private static List<Credential> people;

    @BeforeAll
    static void two_tenants_who_know_nothing_of_each_other() {
        var run = Long.toHexString(new Random(SEED).nextLong() & 0xffffffL);
        tenant = OwnTenant.called("fuzz-a-" + run + System.nanoTime() % 1000);
        var other = OwnTenant.called("fuzz-b-" + run + System.nanoTime() % 1000);
        prey = Prey.of(tenant, other);
        own = Credential.key(tenant);
        var visitor = Visitor.opens(Tenant.Link.of(other.asksForALink(Map.of("deployment_key", other.deployment()))
                .is(201)
                .data()));
        others = List.of(Credential.key(other), Credential.session("another's visitor", visitor));
        people = Platform.demoUsers().stream()
                .map(user -> Credential.bearer(
                        user.at("/username").asText(), user.at("/roles/0").asText()))
                .toList();
    }

    @Test
    @Order(1)
    void nobody_gets_what_is_anothers() {
        var attacks = new Attacks(prey, new Random(SEED));
        var bodies = new BodyAttacks(prey);
        var all = new ArrayList<Attack>();
        for (var endpoint : prey.contract().endpoints()) {
            var everybody = Stream.of(List.of(Credential.none(), Credential.unknown()), others, people)
                    .flatMap(Collection::stream)
                    .toList();
            for (var credential : everybody) {
                if (!credential.opens(endpoint) || isAboveHim(endpoint, credential)) {
                    all.add(attacks.uninvited(endpoint, credential).failing(true));
                }
                if (credential.opens(endpoint) && credential.powers() != Credential.Powers.PLATFORM) {
                    all.addAll(attacks.onPath(endpoint, credential));
                }
            }
            others.stream()
                    .filter(other -> other.opens(endpoint))
                    .forEach(other -> all.addAll(bodies.stealing(endpoint, other)));
        }
        sendAll(all, MOST_ON_ISOLATION);
        nothingIsFaulty();
    }

    @Test
    @Order(2)
    void nothing_that_is_sent_breaks_anything() {
        var attacks = new Attacks(prey, new Random(SEED));
        var bodies = new BodyAttacks(prey);
        var all = new ArrayList<Attack>();
        var last = new ArrayList<Attack>();
        var visitor = Credential.session("its visitor", prey.visitor());
        for (var endpoint : prey.contract().endpoints()) {
            for (var credential : List.of(own, visitor)) {
                if (!credential.opens(endpoint) || endpoint.streams()) {
                    continue;
                }
                var ofKeys = endpoint.template().startsWith("/api/client/keys");
                (ofKeys ? last : all).addAll(bodies.refused(endpoint, credential));
                (ofKeys ? last : all).addAll(bodies.onFields(endpoint, credential));
                var changes = endpoint.method().equals("GET") ? all : last;
                changes.addAll(attacks.onQuery(endpoint, credential));
                changes.addAll(attacks.onHeaders(endpoint, credential));
            }
            for (var person : people) {
                if (person.opens(endpoint) && !endpoint.opensBy("apiKey") && !isAboveHim(endpoint, person)) {
                    all.addAll(bodies.refused(endpoint, person));
                    if (Attacks.isHarmless(endpoint, person)) {
                        all.addAll(attacks.onPath(endpoint, person).stream()
                                .map(attack -> attack.failing(false))
                                .toList());
                        all.addAll(attacks.onQuery(endpoint, person));
                    }
                }
            }
        }
        // What may take the tenant's own keys away comes last.
        var deadline = System.nanoTime() + LONGEST.toNanos();
        Collections.shuffle(all, new Random(SEED));
        send(all.subList(0, Math.min(all.size(), MOST - MOST_ON_ISOLATION)), deadline);
        Collections.shuffle(last, new Random(SEED));
        send(last.subList(0, Math.min(last.size(), 300)), deadline);
        nothingIsFaulty();
        assertThat(STATUSES.getOrDefault(429, 0))
                .as("requests that only met the limit of the rate, of %s", STATUSES)
                .isLessThan(STATUSES.values().stream().mapToInt(n -> n).sum() / 3);
    }

    /** What was refused for one field each is refused for all of them together. */
    @Test
    @Order(3)
    void every_faulty_field_is_named_at_once() {
        // Its first one may have been taken away meanwhile.
        var key = Credential.key(new Tenant(tenant.slug(), OwnTenant.anotherKeyOf(tenant), tenant.deployment()));
        REFUSED.forEach((endpoint, fields) -> endpoint.body().ifPresent(media -> {
            var body = prey.example(media);
            fields.forEach(body::set);
            var attack = Attack.on(endpoint, prey.address(endpoint), key, "sends all of " + fields.keySet() + " wrong")
                    .with("If-Match", "*")
                    .json(body.toString());
            if (endpoint.opensBy("session")) {
                attack = attack.with("X-Session-ID", prey.visitor().secret());
            }
            var named = namedIn(answerTo(attack));
            if (fields.size() > 1 && !named.containsAll(fields.keySet())) {
                fault(attack, "names only " + named);
            }
        }));
        nothingIsFaulty();
        assertThat(REFUSED).as("operations that refuse a field").isNotEmpty();
    }

    /** Whether his role is not enough, whatever he asks for. */
    private static boolean isAboveHim(Contract.Endpoint endpoint, Credential credential) {
        if (!credential.scheme().equals("bearer")) {
            return false;
        }
        if (endpoint.template().startsWith("/api/admin/")) {
            return credential.powers() != Credential.Powers.PLATFORM;
        }
        return endpoint.template().startsWith("/api/client/")
                && !credential.name().contains("(client_admin)");
    }

    private static void sendAll(List<Attack> attacks, int most) {
        Collections.shuffle(attacks, new Random(SEED));
        send(attacks.subList(0, Math.min(attacks.size(), most)), System.nanoTime() + LONGEST.toNanos());
    }

    private static void send(List<Attack> attacks, long deadline) {
        for (var attack : attacks) {
            if (System.nanoTime() > deadline) {
                return;
            }
            answerTo(attack);
        }
    }

    private static Reply answerTo(Attack attack) {
        try {
            var reply = attack.send();
            STATUSES.merge(reply.status(), 1, Integer::sum);
            judge(attack, reply);
            return reply;
        } catch (AssertionError | RuntimeException e) {
            fault(attack, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static void judge(Attack attack, Reply reply) {
        if (reply.status() >= 500 && reply.status() != 503) {
            fault(attack, "answers " + reply.status() + " " + reply.text());
        }
        if (attack.mustFail() && reply.status() < 400) {
            fault(attack, "is let in: " + reply.status() + " " + reply.text());
        }
        if (reply.status() >= 400) {
            reply.inner().ifPresent(inner -> fault(attack, "tells what is inside: " + inner + " in " + reply.text()));
        }
        if (attack.credential().powers() != Credential.Powers.PLATFORM && !isItsOwn(attack)) {
            var seen = prey.seenIn(reply.text(), attack.sent());
            if (!seen.isEmpty()) {
                fault(attack, "shows what is another's: " + seen);
            }
        }
        if (attack.field() != null && namedIn(reply).equals(new TreeSet<>(List.of(attack.field())))) {
            REFUSED.computeIfAbsent(attack.endpoint(), e -> new LinkedHashMap<>())
                    .merge(attack.field(), attack.value(), FuzzIT::shorter);
        }
    }

    /** All of them together have to be small enough to be read. */
    private static JsonNode shorter(JsonNode one, JsonNode other) {
        return one.toString().length() <= other.toString().length() ? one : other;
    }

    private static boolean isItsOwn(Attack attack) {
        return attack.credential().equals(own)
                || prey.visitor().secret().equals(attack.headers().get("X-Session-ID"));
    }

    /** The fields that a refusal finds wrong, but for those that Jackson could not even read. */
    private static TreeSet<String> namedIn(Reply reply) {
        var named = new TreeSet<String>();
        if (reply != null && reply.status() == 422) {
            for (var error : reply.json().at("/errors")) {
                if (!error.at("/message").asText().equals("is not of the expected type")
                        && !error.at("/message").asText().contains("NUL")) {
                    // A field of a list counts as the list.
                    named.add(error.at("/field").asText().replaceAll("[\\[.].*", ""));
                }
            }
        }
        return named;
    }

    private static void fault(Attack attack, String what) {
        var kind = attack.endpoint()
                + what.replaceAll("[0-9a-f]{12,}|\\d+", "#").substring(0, Math.min(60, what.length() / 2));
        FAULTS.putIfAbsent(kind, attack + "\n    " + shortened(what) + "\n    " + attack.curl(FAULTS.size()));
    }

    private static String shortened(String text) {
        var line = text.replaceAll("\\s+", " ").strip();
        return line.length() > 900 ? line.substring(0, 900) + "…" : line;
    }

    private static void nothingIsFaulty() {
        var faults = FAULTS.values().stream().limit(SHOWN).toList();
        var count = FAULTS.size();
        FAULTS.clear();
        assertThat(faults)
                .as("%s kinds of faults; answers by status: %s; GUICHET_TEST_SEED=%s repeats it", count, STATUSES, SEED)
                .isEmpty();
    }
}
