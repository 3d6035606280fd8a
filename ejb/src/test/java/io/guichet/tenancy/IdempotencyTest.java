package io.guichet.tenancy;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(RealPostgres.class)
class IdempotencyTest {

    private final Wiring wiring = new Wiring();
    private final Idempotency idempotency = wiring.get(Idempotency.class);
    private final AtomicInteger done = new AtomicInteger();

    private CallContext ebp;
    private CallContext sage;

    @BeforeEach
    void two_tenants() {
        ebp = TestTenants.aTenant(wiring);
        sage = TestTenants.aTenant(wiring);
    }

    @Test
    void the_same_request_twice_is_done_once() {
        assertThat(once(ebp, "send", "k", "a")).isEqualTo("answer 1");
        assertThat(once(ebp, "send", "k", "a")).isEqualTo("answer 1");
        assertThat(done).hasValue(1);
    }

    @Test
    void without_a_key_it_is_done_each_time() {
        once(ebp, "send", null, "a");
        once(ebp, "send", null, "a");

        assertThat(done).hasValue(2);
    }

    @Test
    void a_key_belongs_to_one_request_of_one_operation_of_one_tenant() {
        once(ebp, "send", "k", "a");

        assertProblem(ProblemCode.IDEMPOTENCY_KEY_REUSED, () -> once(ebp, "send", "k", "b"));
        assertThat(once(ebp, "create", "k", "b")).isEqualTo("answer 2");
        assertThat(once(sage, "send", "k", "b")).isEqualTo("answer 3");
    }

    @Test
    void what_was_rolled_back_may_be_tried_again() {
        assertThatThrownBy(() -> wiring.inTenant(
                        ebp,
                        () -> idempotency.once(ebp, "send", "k", "a", String.class, () -> {
                            throw new IllegalStateException("no");
                        })))
                .hasMessage("no");

        assertThat(once(ebp, "send", "k", "b")).isEqualTo("answer 1");
    }

    @Test
    void of_many_at_once_one_acts_and_all_hear_its_answer() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, 6)
                    .mapToObj(i -> (Callable<String>) () -> once(ebp, "send", "k", "a"))
                    .toList();
            for (Future<String> call : threads.invokeAll(calls)) {
                assertThat(call.get()).isEqualTo("answer 1");
            }
        }
        assertThat(done).hasValue(1);
    }

    @Test
    void a_key_has_1_to_200_characters() {
        assertProblem(ProblemCode.BAD_REQUEST, () -> once(ebp, "send", " ", "a"));
        assertProblem(ProblemCode.BAD_REQUEST, () -> once(ebp, "send", "k".repeat(201), "a"));
        assertThat(once(ebp, "send", "k".repeat(200), "a")).isEqualTo("answer 1");
    }

    @Test
    void the_answer_is_no_readable_secret_in_the_database() {
        once(ebp, "send", "k", "a");

        List<byte[]> kept = RealPostgres.inTenant(ebp.tenant(), c -> {
            var row = c.createStatement().executeQuery("select answer from idempotency_keys");
            row.next();
            return List.of(row.getBytes(1));
        });

        assertThat(new String(kept.getFirst(), StandardCharsets.ISO_8859_1)).doesNotContain("answer");
    }

    private String once(CallContext context, String operation, @Nullable String key, String request) {
        return wiring.inTenant(
                context,
                () -> idempotency.once(
                        context,
                        operation,
                        key,
                        Map.of("request", request),
                        String.class,
                        () -> "answer " + done.incrementAndGet()));
    }

    private static void assertProblem(ProblemCode code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
