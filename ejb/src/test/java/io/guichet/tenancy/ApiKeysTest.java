package io.guichet.tenancy;

import io.guichet.kernel.Actor;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.Token;
import io.guichet.tenancy.ApiKeys.Rotation;
import io.guichet.testing.MovingClock;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(RealPostgres.class)
class ApiKeysTest {

    private static final Rotation IN_A_DAY = new Rotation(null, null);

    private final MovingClock clock = new MovingClock("2026-11-02T08:00:00Z");
    private final Wiring wiring = new Wiring().with(Clock.class, clock);
    private final ApiKeys keys = wiring.get(ApiKeys.class);
    private final Authenticate authenticate = wiring.get(Authenticate.class);

    private CallContext ebp;
    private Token first;

    @BeforeEach
    void a_tenant_with_a_key() {
        ebp = TestTenants.aTenant(wiring);
        first = wiring.get(Tenants.class).addApiKey(ebp);
    }

    @Test
    void both_keys_work_during_the_overlap_and_the_new_one_after_it() {
        var made = keys.rotate(ebp, new Rotation(3600L, " site "), null);
        var second = new Token(made.apiKey());

        assertThat(made.previousExpireAt()).isEqualTo(clock.instant().plusSeconds(3600));
        assertThat(made.name()).isEqualTo("site");
        assertThat(opens(first)).isTrue();
        assertThat(opens(second)).isTrue();
        assertThat(list()).extracting(ApiKeyView::status).containsExactly("active", "expiring");

        clock.advance(Duration.ofSeconds(3600));

        assertThat(opens(first)).isFalse();
        assertThat(opens(second)).isTrue();
        assertThat(list()).extracting(ApiKeyView::status).containsExactly("active", "expired");
    }

    @Test
    void without_an_overlap_the_other_ends_at_once() {
        var made = keys.rotate(ebp, new Rotation(0L, null), null);

        assertThat(opens(first)).isFalse();
        assertThat(opens(new Token(made.apiKey()))).isTrue();
    }

    @Test
    void there_are_never_three_and_none_ends_before_its_time() {
        var second = keys.rotate(ebp, IN_A_DAY, null);

        refused(ProblemCode.CONFLICT, () -> keys.rotate(ebp, IN_A_DAY, null));
        assertThat(opens(first)).isTrue();
        assertThat(opens(new Token(second.apiKey()))).isTrue();

        keys.rotate(ebp, new Rotation(0L, null), null);
        assertThat(list()).extracting(ApiKeyView::status).containsExactly("active", "revoked", "revoked");
    }

    @Test
    void of_many_rotations_at_once_one_is_done() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, 6)
                    .mapToObj(i -> (Callable<Boolean>) () -> {
                        try {
                            keys.rotate(ebp, IN_A_DAY, null);
                            return true;
                        } catch (GuichetException e) {
                            return false;
                        }
                    })
                    .toList();
            var done = 0;
            for (var call : threads.invokeAll(calls)) {
                done += call.get() ? 1 : 0;
            }
            assertThat(done).isEqualTo(1);
        }
        assertThat(list()).hasSize(2);
    }

    @Test
    void a_rotation_asked_for_twice_is_done_once_and_shows_the_same_key() {
        var made = keys.rotate(ebp, IN_A_DAY, "k");

        assertThat(keys.rotate(ebp, IN_A_DAY, "k")).isEqualTo(made);
        assertThat(list()).hasSize(2);
    }

    @Test
    void the_last_key_that_lives_stays() {
        var only = list().getFirst().id();
        refused(ProblemCode.CONFLICT, () -> keys.revoke(ebp, only));

        var second = keys.rotate(ebp, IN_A_DAY, null);
        refused(ProblemCode.CONFLICT, () -> keys.revoke(ebp, second.id()));
        keys.revoke(ebp, only);
        keys.revoke(ebp, only);

        assertThat(opens(first)).isFalse();
        refused(ProblemCode.CONFLICT, () -> keys.revoke(ebp, second.id()));
    }

    @Test
    void another_tenants_key_does_not_exist() {
        var sage = TestTenants.aTenant(wiring);
        wiring.get(Tenants.class).addApiKey(sage);
        var ofEbp = list().getFirst().id();

        refused(ProblemCode.NOT_FOUND, () -> keys.revoke(sage, ofEbp));
        assertThat(keys.list(sage, newest()).items()).hasSize(1);
        assertThat(opens(first)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 2_592_001, Long.MIN_VALUE, Long.MAX_VALUE})
    void an_overlap_is_at_most_thirty_days(long seconds) {
        refused(ProblemCode.INVALID_FIELDS, () -> keys.rotate(ebp, new Rotation(seconds, null), null));
    }

    @Test
    void who_may_not_manage_keys_does_not() {
        var craftsman = new CallContext(ebp.tenant(), new Actor.Software("gk_x"), Set.of(), "c");

        refused(ProblemCode.FORBIDDEN, () -> keys.list(craftsman, newest()));
        refused(ProblemCode.FORBIDDEN, () -> keys.rotate(craftsman, IN_A_DAY, null));
        refused(ProblemCode.FORBIDDEN, () -> keys.revoke(craftsman, ApiKeyId.next()));
    }

    @Test
    void its_use_is_noted_at_most_once_a_minute() {
        opens(first);
        var noted = clock.instant();
        assertThat(lastUse()).isEqualTo(noted);

        clock.advance(Duration.ofSeconds(59));
        opens(first);
        assertThat(lastUse()).isEqualTo(noted);

        clock.advance(Duration.ofSeconds(1));
        opens(first);
        assertThat(lastUse()).isEqualTo(clock.instant());
    }

    @Test
    void the_list_is_read_in_pages() {
        for (var i = 0; i < 4; i++) {
            keys.rotate(ebp, new Rotation(0L, null), null);
        }
        var one = keys.list(ebp, PageRequest.of(3, null, null, null, Set.of("created_at"), "-created_at"));
        var two = keys.list(ebp, PageRequest.of(3, one.next(), null, null, Set.of("created_at"), "-created_at"));

        assertThat(one.items()).hasSize(3);
        assertThat(two.items()).hasSize(2);
        assertThat(two.next()).isNull();
    }

    private Instant lastUse() {
        return list().getFirst().lastUsedAt();
    }

    private boolean opens(Token key) {
        return authenticate.byApiKey(key, "c", null).isPresent();
    }

    private List<ApiKeyView> list() {
        return keys.list(ebp, newest()).items();
    }

    private static PageRequest newest() {
        return PageRequest.of(null, null, null, null, Set.of("created_at"), "-created_at");
    }

    private static void refused(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
