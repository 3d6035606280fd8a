package io.guichet.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
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

    private static final int MOST_ON_ISOLATION = 1_500;
    private static final int MOST = 2_000;
    private static final int MOST_OF_THE_LAST = 400;
    private static final int SHOWN = 25;

    /** What other fields are judged by: where it is wrong, nothing can be said of them. */
    private static final Set<String> JUDGED_BY = Set.of("plan", "agent_id", "action");

    /** Nobody of another test is he. */
    private static final String PERSON = "metreur";

    /** A build that failed fails again: another seed is for whoever goes looking. */
    private static final long SEED = Optional.ofNullable(System.getenv("GUICHET_TEST_SEED"))
            .filter(seed -> !seed.isBlank())
            .map(seed -> seed.equals("random") ? System.nanoTime() : Long.parseLong(seed))
            .orElse(1L);

    private static final Map<String, String> FAULTS = new LinkedHashMap<>();
    private static final Map<Contract.Endpoint, Map<String, JsonNode>> REFUSED = new LinkedHashMap<>();
    private static final Map<Integer, Integer> STATUSES = new TreeMap<>();
    private static final Coverage COVERAGE = new Coverage();

    private static Tenant tenant;
    private static Prey prey;
    private static Grounds platform;
    private static Credential own;
    private static Credential keeper;
    private static Credential person;
    private static JsonNode brandingOfThePerson;
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
        signIn();
        platform = ofThePlatform();
        brandingOfThePerson = branding("GET", null).at("/data");
    }

    @AfterAll
    static void the_person_looks_as_before() {
        branding("PUT", brandingOfThePerson);
    }

    @Test
    @Order(1)
    void nobody_gets_what_is_anothers() {
        var all = new LinkedHashMap<Contract.Endpoint, List<Attack>>();
        for (var endpoint : prey.contract().endpoints()) {
            var attacks = new Attacks(prey, groundsOf(endpoint), new Random(SEED));
            var bodies = new BodyAttacks(prey, prey.grounds());
            var these = all.computeIfAbsent(endpoint, e -> new ArrayList<>());
            Stream.of(List.of(Credential.none(), Credential.unknown()), others, people)
                    .flatMap(Collection::stream)
                    .forEach(credential -> {
                        if (!credential.mayUse(endpoint)) {
                            these.add(attacks.uninvited(endpoint, credential));
                        }
                        if (credential.opens(endpoint) && credential.powers() != Credential.Powers.PLATFORM) {
                            these.addAll(attacks.onPath(endpoint, credential));
                        }
                    });
            others.stream()
                    .filter(other -> other.opens(endpoint))
                    .forEach(other -> these.addAll(bodies.stealing(endpoint, other)));
        }
        send(inTurns(all), MOST_ON_ISOLATION);
        nothingIsFaulty();
    }

    @Test
    @Order(2)
    void nothing_that_is_sent_breaks_anything() {
        var all = new LinkedHashMap<Contract.Endpoint, List<Attack>>();
        var last = new LinkedHashMap<Contract.Endpoint, List<Attack>>();
        for (var endpoint : prey.contract().endpoints()) {
            var attacks = new Attacks(prey, groundsOf(endpoint), new Random(SEED));
            var bodies = new BodyAttacks(prey, groundsOf(endpoint));
            var credential = whoMay(endpoint);
            if (endpoint.streams()) {
                all.put(endpoint, attacks.onPathOfNobody(endpoint, credential));
                continue;
            }
            var harmless = new ArrayList<>(bodies.refused(endpoint, credential));
            harmless.addAll(attacks.onPathOfNobody(endpoint, credential));
            harmless.addAll(bodies.onFields(endpoint, credential));
            var changes = new ArrayList<>(attacks.onQuery(endpoint, credential));
            changes.addAll(attacks.onHeaders(endpoint, credential));
            changes.add(attacks.invited(endpoint, credential));
            var late = endpoint.template().startsWith("/api/client/keys");
            (late ? last : all).put(endpoint, harmless);
            (late || !endpoint.method().equals("GET") ? last : all)
                    .computeIfAbsent(endpoint, e -> new ArrayList<>())
                    .addAll(changes);
        }
        send(inTurns(all), MOST);
        // What may take the tenant's own keys away, or what root has to ruin, comes last.
        send(inTurns(last), MOST_OF_THE_LAST);
        nothingIsFaulty();
        assertThat(STATUSES.getOrDefault(429, 0))
                .as("requests that only met the limit of the rate, of %s", STATUSES)
                .isLessThan(STATUSES.values().stream().mapToInt(n -> n).sum() / 3);
    }

    /** What was refused for one field each is refused for all of them together, as far as they are judged each by itself. */
    @Test
    @Order(3)
    void every_faulty_field_is_named_at_once() {
        everythingIsThereAgain();
        REFUSED.forEach((endpoint, refused) -> endpoint.body().ifPresent(media -> {
            var fields = new LinkedHashMap<>(refused);
            fields.keySet().removeAll(JUDGED_BY);
            if (fields.size() < 2) {
                return;
            }
            var grounds = groundsOf(endpoint);
            var body = grounds.example(media);
            fields.forEach(body::set);
            var what = "sends all of " + fields.keySet() + " wrong";
            var attack = Attack.on(endpoint, grounds.address(endpoint), whoMay(endpoint), what)
                    .with("If-Match", "*")
                    .json(body.toString());
            var named = namedIn(answerTo(attack));
            if (!named.containsAll(fields.keySet())) {
                fault(attack, "names only " + named);
            }
        }));
        nothingIsFaulty();
        assertThat(REFUSED).as("operations that refuse a field").isNotEmpty();
    }

    /** Also those that nobody has thought of yet. */
    @Test
    @Order(4)
    void every_operation_was_asked_by_who_may_and_by_who_may_not() {
        everythingIsThereAgain();
        for (var endpoint : prey.contract().endpoints()) {
            var attacks = new Attacks(prey, groundsOf(endpoint), new Random(SEED));
            if (COVERAGE.lacksSomebodyWhoMayNot(endpoint)) {
                answerTo(attacks.uninvited(endpoint, Credential.none()));
            }
            if (COVERAGE.lacksSomebodyWhoMay(endpoint)) {
                answerTo(attacks.invited(endpoint, whoMay(endpoint)));
            }
            if (COVERAGE.lacksABody(endpoint)) {
                new BodyAttacks(prey, groundsOf(endpoint))
                        .onFields(endpoint, whoMay(endpoint)).stream()
                                .filter(attack -> attack.field() != null)
                                .takeWhile(attack -> COVERAGE.lacksABody(endpoint))
                                .forEach(FuzzIT::answerTo);
            }
        }
        nothingIsFaulty();
        assertThat(COVERAGE.missing(prey.contract())).isEmpty();
    }

    private static void signIn() {
        keeper = Credential.bearer("root", "super_admin");
        person = Credential.bearer(PERSON, "metreur");
    }

    /** What the attacks or the time took away: who signed in, root's own, and the tenant's key. */
    private static void everythingIsThereAgain() {
        signIn();
        own = Credential.key(new Tenant(tenant.slug(), OwnTenant.anotherKeyOf(tenant), tenant.deployment()));
        prey.grounds().with(own);
        platform = ofThePlatform();
    }

    /** Whatever is made for root to ruin. Asking once more for what a job has done already changes nothing. */
    private static Grounds ofThePlatform() {
        return new Grounds(
                        prey.contract(),
                        Map.of(
                                "name",
                                FuzzIT::word,
                                "slug",
                                FuzzIT::word,
                                "code",
                                FuzzIT::word,
                                "external_id",
                                FuzzIT::word,
                                "agent_id",
                                prey::agent))
                .knows("/api/admin/jobs/close-month")
                .with(keeper);
    }

    private static String word() {
        return "fuzz-" + Long.toHexString(System.nanoTime());
    }

    /** Where an operation may do whatever it does. */
    private static Grounds groundsOf(Contract.Endpoint endpoint) {
        return keeper.mayUse(endpoint) && !own.mayUse(endpoint) ? platform : prey.grounds();
    }

    private static Credential whoMay(Contract.Endpoint endpoint) {
        var visitor = Credential.session("its visitor", prey.visitor());
        var runs = endpoint.template().startsWith("/api/admin/");
        return Stream.of(own, visitor, runs ? keeper : person)
                .filter(credential -> credential.mayUse(endpoint))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody may ask " + endpoint));
    }

    private static JsonNode branding(String method, JsonNode body) {
        var call = Call.of(method, "/api/me/branding").bearer(Platform.tokenOf(PERSON));
        return (body == null ? call : call.json(body)).send().is(200).json();
    }

    /** One for each operation, then another for each, so that none is forgotten where time is short. */
    private static List<Attack> inTurns(Map<Contract.Endpoint, List<Attack>> attacks) {
        var random = new Random(SEED);
        var shuffled = attacks.values().stream().map(ArrayList::new).toList();
        shuffled.forEach(list -> Collections.shuffle(list, random));
        var longest = shuffled.stream().mapToInt(List::size).max().orElse(0);
        return IntStream.range(0, longest)
                .boxed()
                .flatMap(turn -> shuffled.stream().filter(l -> turn < l.size()).map(l -> l.get(turn)))
                .toList();
    }

    /** No more than that: by number and not by time, so that a run that failed fails again on any machine. */
    private static void send(List<Attack> attacks, int most) {
        attacks.stream().limit(most).forEach(FuzzIT::answerTo);
    }

    private static Reply answerTo(Attack attack) {
        try {
            var reply = attack.send();
            STATUSES.merge(reply.status(), 1, Integer::sum);
            COVERAGE.saw(attack, reply);
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
