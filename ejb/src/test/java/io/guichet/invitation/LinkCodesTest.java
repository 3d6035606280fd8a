package io.guichet.invitation;

import io.guichet.invitation.LinkCodes.CodeCreated;
import io.guichet.invitation.LinkCodes.Redemption;
import io.guichet.kernel.Actor;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Ids;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.Permission;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.UserId;
import io.guichet.tenancy.MemberPermissions;
import io.guichet.tenancy.NewMember;
import io.guichet.testing.FiredEvents;
import io.guichet.testing.MovingClock;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import jakarta.enterprise.event.Event;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(RealPostgres.class)
class LinkCodesTest {

    private final MovingClock clock = new MovingClock("2026-11-02T08:00:00Z");
    private final Wiring wiring = new Wiring()
            .with(Clock.class, clock)
            .with(Accounts.class, new FakeAccounts())
            .with(Event.class, FiredEvents.heardByNobody());
    private final LinkCodes codes = wiring.get(LinkCodes.class);

    private CallContext ebp;

    @BeforeEach
    void a_tenant() {
        ebp = TestTenants.aTenant(wiring);
    }

    @Test
    void who_types_the_code_is_a_member() {
        var code = code("DUR-001");
        var durant = somebody();

        assertThat(code.code()).matches("LINK-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}");
        assertThat(code.expiresAt()).isEqualTo(clock.instant().plus(Duration.ofDays(1)));
        assertThat(redeem(durant, code.code())).isInstanceOfSatisfying(Redemption.Linked.class, linked -> {
            assertThat(linked.tenant().id()).isEqualTo(ebp.tenant());
            assertThat(linked.member().externalId()).isEqualTo("DUR-001");
            assertThat(linked.member().name()).isEqualTo("Durant");
        });
    }

    @ParameterizedTest
    @CsvSource({"link-7kq2-m9xd", "7KQ2M9XD", "' link 7kq2 m9xd '", "LINK–7KQ2–M9XD"})
    void it_is_read_as_people_type_it(String typed) {
        assertThat(CodeText.read(typed)).contains("LINK-7KQ2-M9XD");
        assertThat(CodeText.read("LINK-OIl0-0000")).contains("LINK-0110-0000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "LINK-", "LINK-7KQ2-M9X", "LINK-7KQ2-M9XDD", "LINK-7KQU-M9XD", "LINK-7KQ2-M9Xé"})
    void what_cannot_be_one_is_none(String typed) {
        assertThat(CodeText.read(typed)).isEmpty();
        assertThat(redeem(somebody(), typed)).isInstanceOf(Redemption.Wrong.class);
    }

    @Test
    void it_works_once() throws Exception {
        var code = code("DUR-001");
        var linked = 0;
        try (var threads = Executors.newFixedThreadPool(10)) {
            var calls = IntStream.range(0, 5)
                    .<Callable<Redemption>>mapToObj(i -> () -> redeem(somebody(), code.code()))
                    .toList();
            for (var call : threads.invokeAll(calls)) {
                linked += call.get() instanceof Redemption.Linked ? 1 : 0;
            }
        }

        assertThat(linked).isOne();
        assertThat(redeem(somebody(), code.code())).isInstanceOf(Redemption.Wrong.class);
    }

    @Test
    void it_works_when_the_platform_key_was_changed_meanwhile() {
        var code = code("DUR-001");
        var other = Base64.getEncoder().encodeToString("another-platform-key-of-32-bytes".getBytes(US_ASCII));
        var changed = new Wiring()
                .with(Clock.class, clock)
                .with(Accounts.class, new FakeAccounts())
                .with(Event.class, FiredEvents.heardByNobody())
                .configured("guichet.platform.key", other)
                .configured("guichet.platform.previous-keys", Wiring.PLATFORM_KEY);
        var durant = somebody();

        assertThat(changed.get(LinkCodes.class).redeem(durant.id(), durant, code.code()))
                .isInstanceOf(Redemption.Linked.class);
    }

    @Test
    void it_works_until_its_date() {
        var code = code("DUR-001");
        clock.advance(Duration.ofDays(1));

        assertThat(redeem(somebody(), code.code())).isInstanceOf(Redemption.Wrong.class);
    }

    @Test
    void a_suspended_tenants_code_links_nothing() {
        var code = code("DUR-001");
        RealPostgres.inTenant(
                ebp.tenant(), c -> c.createStatement().executeUpdate("update tenants set status = 'suspended'"));

        assertThat(redeem(somebody(), code.code())).isInstanceOf(Redemption.Wrong.class);
    }

    @Test
    void the_database_holds_no_code() {
        var code = code("DUR-001");
        var found = RealPostgres.<String>inTenant(ebp.tenant(), c -> {
            var row = c.createStatement().executeQuery("select l::text from link_codes l");
            row.next();
            return row.getString(1);
        });

        assertThat(found).doesNotContain(code.code()).doesNotContain(code.code().substring(5, 9) + "-");
    }

    @Test
    void after_five_wrong_ones_an_account_waits_a_quarter_of_an_hour() {
        var right = code("DUR-001").code();
        var durant = somebody();
        for (var i = 0; i < 5; i++) {
            assertThat(redeem(durant, "LINK-0000-000" + i)).isInstanceOf(Redemption.Wrong.class);
        }

        assertThat(redeem(durant, right)).isEqualTo(new Redemption.Locked(Duration.ofMinutes(15)));
        clock.advance(Duration.ofMinutes(14));
        assertThat(redeem(elsewhere(durant), right)).isEqualTo(new Redemption.Locked(Duration.ofMinutes(1)));
        clock.advance(Duration.ofMinutes(1));
        assertThat(redeem(durant, right)).isInstanceOf(Redemption.Linked.class);
    }

    @Test
    void an_address_waits_whoever_signs_in_there() {
        var right = code("DUR-001").code();
        var address = "192.0.2." + Ids.next();
        for (var i = 0; i < 5; i++) {
            redeem(at(address), "LINK-0000-0000");
        }

        assertThat(redeem(at(address), right)).isInstanceOf(Redemption.Locked.class);
        assertThat(redeem(somebody(), right)).isInstanceOf(Redemption.Linked.class);
    }

    @Test
    void many_wrong_ones_at_once_are_as_many() throws Exception {
        var durant = somebody();
        var wrong = 0;
        try (var threads = Executors.newFixedThreadPool(10)) {
            var calls = IntStream.range(0, 30)
                    .<Callable<Redemption>>mapToObj(i -> () -> redeem(elsewhere(durant), "LINK-0000-0000"))
                    .toList();
            for (var call : threads.invokeAll(calls)) {
                wrong += call.get() instanceof Redemption.Wrong ? 1 : 0;
            }
        }

        assertThat(wrong).isEqualTo(5);
    }

    @Test
    void wrong_ones_of_long_ago_do_not_count() {
        var durant = somebody();
        for (var i = 0; i < 8; i++) {
            assertThat(redeem(durant, "LINK-0000-0000")).isInstanceOf(Redemption.Wrong.class);
            clock.advance(Duration.ofMinutes(16));
        }
    }

    @Test
    void a_right_one_does_not_forgive_the_wrong_ones_before() {
        var durant = somebody();
        for (var i = 0; i < 4; i++) {
            redeem(elsewhere(durant), "LINK-0000-0000");
        }
        assertThat(redeem(elsewhere(durant), code("DUR-001").code())).isInstanceOf(Redemption.Linked.class);

        assertThat(redeem(elsewhere(durant), "LINK-0000-0000")).isInstanceOf(Redemption.Wrong.class);
        assertThat(redeem(elsewhere(durant), code("DUR-002").code())).isInstanceOf(Redemption.Locked.class);
    }

    @Test
    void an_ipv6_customer_is_his_network_of_64_bits() {
        var right = code("DUR-001").code();
        var network = "2001:db8:" + Integer.toHexString((int) (Ids.next().getLeastSignificantBits() & 0xffff)) + ":1:";
        for (var i = 0; i < 5; i++) {
            redeem(at(network + ":" + i), "LINK-0000-0000");
        }

        assertThat(redeem(at(network + "ffff:0:0:1"), right)).isInstanceOf(Redemption.Locked.class);
    }

    @Test
    void who_is_a_member_is_told_so_and_the_code_still_works_for_another() {
        var durant = somebody();
        redeem(durant, code("DUR-001").code());
        var second = code("DUR-002").code();

        assertProblem(ProblemCode.CONFLICT, () -> redeem(durant, second));
        assertProblem(ProblemCode.CONFLICT, () -> code("DUR-001"));
        assertThat(redeem(somebody(), second)).isInstanceOf(Redemption.Linked.class);
    }

    @Test
    void an_account_without_an_address_is_asked_for_one() {
        var nobody = new Invitee(UserId.next(), "X", null, Set.of("artisan"), "test", address());

        assertProblem(
                ProblemCode.FORBIDDEN, () -> redeem(nobody, code("DUR-001").code()));
    }

    @Test
    void a_code_lives_a_minute_to_thirty_days() {
        assertProblem(ProblemCode.INVALID_FIELDS, () -> codes.create(ebp, as("A"), 59L, null));
        assertProblem(ProblemCode.INVALID_FIELDS, () -> codes.create(ebp, as("A"), 2_592_001L, null));
        assertThat(codes.create(ebp, as("A"), 2_592_000L, null).expiresAt())
                .isEqualTo(clock.instant().plus(Duration.ofDays(30)));
    }

    @Test
    void the_same_key_gives_the_same_code() {
        var first = codes.create(ebp, as("DUR-001"), null, "key");

        assertThat(codes.create(ebp, as("DUR-001"), null, "key")).isEqualTo(first);
        assertProblem(ProblemCode.IDEMPOTENCY_KEY_REUSED, () -> codes.create(ebp, as("DUR-002"), null, "key"));
    }

    @Test
    void the_codes_are_listed_without_what_they_say() {
        var used = code("DUR-001");
        clock.advance(Duration.ofHours(1));
        var revoked = code("DUR-002");
        clock.advance(Duration.ofHours(1));
        var open = codes.create(ebp, as("DUR-003"), 2_592_000L, null);
        redeem(somebody(), used.code());
        codes.revoke(ebp, id(revoked));

        var first = codes.list(ebp, newest(null, 2), null);
        var second = codes.list(ebp, newest(first.next(), 2), null);

        assertThat(first.items())
                .extracting(code -> code.externalId() + " " + code.status())
                .containsExactly("DUR-003 pending", "DUR-002 revoked");
        assertThat(second.items())
                .extracting(code -> code.externalId() + " " + code.status())
                .containsExactly("DUR-001 used");
        assertThat(second.items().getFirst().member()).isNotNull();
        assertThat(second.next()).isNull();
        assertThat(first.items().getFirst().prefix())
                .isEqualTo(open.code().substring(0, 7))
                .hasSize(7);
        assertThat(first.items().toString())
                .doesNotContain(open.code(), open.code().substring(10));
        clock.advance(Duration.ofDays(30));
        assertThat(codes.list(ebp, newest(null, 50), "expired").items())
                .extracting(LinkCodeView::externalId)
                .containsExactly("DUR-003");
        assertThat(codes.list(ebp, newest(null, 50), "pending").items()).isEmpty();
        assertThat(codes.list(ebp, newest(null, 50), "used").items()).hasSize(1);
        assertThat(codes.list(ebp, newest(null, 50), "revoked").items()).hasSize(1);
        assertThat(codes.list(TestTenants.aTenant(wiring), newest(null, 50), null)
                        .items())
                .isEmpty();
    }

    @Test
    void the_codes_are_searched_by_whom_they_are_for() {
        codes.create(ebp, new NewMember("DUR-1", "Durant", null, MemberPermissions.USUAL), null, null);
        codes.create(ebp, as("OTHER-2"), null, null);

        assertThat(Stream.of("durant", "dur-1", "other", "%")
                        .map(words -> codes.list(
                                        ebp,
                                        PageRequest.of(null, null, words, null, Set.of("created_at"), "created_at"),
                                        null)
                                .items()
                                .size()))
                .containsExactly(1, 1, 1, 0);
    }

    @Test
    void a_code_that_was_taken_back_links_nobody() {
        var code = code("DUR-001");

        codes.revoke(ebp, id(code));
        codes.revoke(ebp, id(code));

        assertThat(redeem(somebody(), code.code())).isInstanceOf(Redemption.Wrong.class);
        assertThat(code("DUR-001").id()).isNotEqualTo(code.id());
    }

    @Test
    void how_often_a_code_was_typed_in_vain_is_told() {
        var code = code("DUR-001");
        codes.revoke(ebp, id(code));

        redeem(somebody(), code.code());
        redeem(somebody(), code.code());

        assertThat(codes.list(ebp, newest(null, 50), null).items())
                .extracting(LinkCodeView::tries)
                .containsExactly(2);
    }

    @Test
    void only_ones_own_code_is_taken_back_and_none_that_was_used() {
        var used = code("DUR-001");
        var open = code("DUR-002");
        redeem(somebody(), used.code());
        var sage = TestTenants.aTenant(wiring);
        var reader = new CallContext(ebp.tenant(), new Actor.Software("gk_x"), Set.of(Permission.READ_USAGE), "test");

        assertProblem(ProblemCode.CONFLICT, () -> codes.revoke(ebp, id(used)));
        assertProblem(ProblemCode.NOT_FOUND, () -> codes.revoke(sage, id(open)));
        assertProblem(ProblemCode.NOT_FOUND, () -> codes.revoke(ebp, LinkCodeId.next()));
        assertProblem(ProblemCode.FORBIDDEN, () -> codes.revoke(reader, id(open)));
        assertProblem(ProblemCode.FORBIDDEN, () -> codes.list(reader, newest(null, 50), null));
        assertThat(redeem(somebody(), open.code())).isInstanceOf(Redemption.Linked.class);
    }

    private static LinkCodeId id(CodeCreated code) {
        return LinkCodeId.parse(code.id()).orElseThrow();
    }

    private static PageRequest newest(String cursor, int limit) {
        return PageRequest.of(limit, cursor, null, null, Set.of("created_at"), "-created_at");
    }

    private CodeCreated code(String externalId) {
        return codes.create(ebp, as(externalId), null, null);
    }

    private static NewMember as(String externalId) {
        return new NewMember(externalId, null, null, MemberPermissions.USUAL);
    }

    private Redemption redeem(Invitee who, String code) {
        return codes.redeem(who.id(), who, code);
    }

    private static Invitee somebody() {
        return at(address());
    }

    private static Invitee at(String address) {
        var user = UserId.next();
        return new Invitee(user, "Durant", user + "@durant.example", Set.of("artisan"), "test", address);
    }

    private static Invitee elsewhere(Invitee who) {
        return new Invitee(who.id(), who.name(), who.email(), who.roles(), "test", address());
    }

    /** One of its own, so that tests do not lock each other out. */
    private static String address() {
        return "192.0.2." + Ids.next();
    }

    private static void assertProblem(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
