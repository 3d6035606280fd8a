package io.guichet.tenancy;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.PlatformCaller;
import io.guichet.kernel.TenantId;
import io.guichet.testing.DueWork;
import io.guichet.testing.MovingClock;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import io.guichet.work.WorkOutcome;
import jakarta.enterprise.inject.Instance;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(RealPostgres.class)
class NightlyRoundTest {

    private final MovingClock clock = new MovingClock("2026-11-02T02:17:00Z");
    private final Wiring wiring = new Wiring().with(Clock.class, clock);
    private final List<TenantId> visited = new ArrayList<>();
    private final ForgetOfTenant forget = new ForgetOfTenant();
    private final DueWork work = new DueWork(forget, clock);

    private CallContext ebp;
    private CallContext sage;

    @BeforeEach
    void two_tenants() {
        ebp = TestTenants.aTenant(wiring);
        sage = TestTenants.aTenant(wiring);
        forget.keys = new BrokenKeys();
        forget.others = parts(List.of(
                context -> {
                    throw new IllegalStateException("the storage is away");
                },
                context -> {
                    visited.add(context.tenant());
                    return 1;
                }));
    }

    @Test
    void what_fails_keeps_neither_the_rest_of_its_tenant_nor_other_tenants() {
        aNode().go();
        clock.advance(Duration.ofHours(1));

        assertThat(work.run(ebp)).containsExactly(WorkOutcome.DONE);
        assertThat(work.run(sage)).containsExactly(WorkOutcome.DONE);
        assertThat(visited).containsExactly(ebp.tenant(), sage.tenant());
    }

    @Test
    void however_many_nodes_there_are_one_does_it_once_all_of_them_have_asked() {
        aNode().go();
        clock.advance(Duration.ofSeconds(20));
        aNode().go();
        assertThat(work.run(ebp)).isEmpty();

        clock.advance(Duration.ofHours(1));
        work.run(ebp);
        work.run(ebp);

        assertThat(visited).containsExactly(ebp.tenant());
    }

    private NightlyRound aNode() {
        var night = new NightlyRound();
        night.tenants = new TwoTenants();
        night.keys = new BrokenKeys();
        night.ask = wiring.get(AskToForget.class);
        return night;
    }

    @SuppressWarnings("unchecked")
    private static Instance<Forgetting> parts(List<Forgetting> parts) {
        return (Instance<Forgetting>) Proxy.newProxyInstance(
                NightlyRoundTest.class.getClassLoader(),
                new Class<?>[] {Instance.class},
                (proxy, method, arguments) -> parts.iterator());
    }

    private final class TwoTenants extends Tenants {
        @Override
        public List<TenantId> all(PlatformCaller caller) {
            return List.of(ebp.tenant(), sage.tenant());
        }
    }

    private static final class BrokenKeys extends ForgetOldKeys {
        @Override
        public int of(CallContext context) {
            throw new IllegalStateException("no");
        }

        @Override
        public int ofThePlatform(PlatformCaller caller) {
            return 0;
        }
    }
}
