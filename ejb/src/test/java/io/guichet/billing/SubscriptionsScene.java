package io.guichet.billing;

import io.guichet.kernel.Actor;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.PlatformCaller;
import io.guichet.kernel.ProblemCode;
import io.guichet.testing.MovingClock;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.time.Clock;
import java.util.List;
import java.util.OptionalInt;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A tenant with a subscription, and a clock that moves through its months. */
@ExtendWith(RealPostgres.class)
class SubscriptionsScene {

    static final PlatformCaller ROOT = PlatformCaller.itself("test", "test");
    static final PlatformCaller ADMIN = new PlatformCaller(new Actor.Platform("admin"), false, "test", null);

    final MovingClock clock = new MovingClock("2026-11-15T23:00:00Z");

    Wiring wiring;
    Plans plans;
    Subscriptions subscriptions;
    CallContext ebp;

    @BeforeEach
    void a_tenant() {
        wiring = new Wiring().with(Clock.class, clock);
        plans = wiring.get(Plans.class);
        subscriptions = wiring.get(Subscriptions.class);
        ebp = TestTenants.aTenant(wiring);
    }

    String aPlan(Long price) {
        var code = TestTenants.slug();
        plans.add(ROOT, new Plans.NewPlan(code, "Craft", "vendor", new Plans.Terms(price, List.of())), null);
        return code;
    }

    SubscriptionView change(String plan, String at, @Nullable Long price) {
        return subscriptions.change(ebp, new SubscriptionChange(plan, at, price), any());
    }

    SubscriptionView.Sold current() {
        return subscriptions.get(ebp).current();
    }

    static OptionalInt any() {
        return OptionalInt.empty();
    }

    static void assertFaulty(String field, ThrowingCallable call) {
        assertFaulty(List.of(field), call);
    }

    static void assertFaulty(List<String> fields, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        GuichetException.class,
                        e -> assertThat(e.fields())
                                .extracting(GuichetException.FieldError::field)
                                .containsExactlyElementsOf(fields));
    }

    static void assertProblem(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
