package io.guichet.tenancy;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.PlatformCaller;
import io.guichet.testing.MovingClock;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(RealPostgres.class)
class ForgetOldKeysTest {

    private final MovingClock clock = new MovingClock("2026-11-02T08:00:00Z");
    private final Wiring wiring = new Wiring().with(Clock.class, clock);
    private final ForgetOldKeys forget = wiring.get(ForgetOldKeys.class);

    @Test
    void a_key_is_known_for_thirty_days() {
        CallContext ebp = TestTenants.aTenant(wiring);
        CallContext sage = TestTenants.aTenant(wiring);
        once(ebp);
        once(sage);

        clock.advance(Duration.ofDays(30));
        assertThat(forget.of(ebp)).isZero();

        clock.advance(Duration.ofSeconds(1));
        assertThat(forget.of(ebp)).isEqualTo(1);
        assertThat(forget.of(ebp)).isZero();
        assertThat(forget.of(sage)).isEqualTo(1);
    }

    @Test
    void the_platforms_own_are_forgotten_too_and_all_tenants_are_found() {
        var platform = PlatformCaller.itself("test", "req_test");
        var ebp = TestTenants.aTenant(wiring);

        forget.ofThePlatform(platform);
        assertThat(wiring.get(Tenants.class).all(platform)).contains(ebp.tenant());
    }

    private void once(CallContext context) {
        wiring.inTenant(
                context, () -> wiring.get(Idempotency.class).once(context, "o", "k", "r", String.class, () -> "a"));
    }
}
