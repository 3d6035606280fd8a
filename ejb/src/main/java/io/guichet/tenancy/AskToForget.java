package io.guichet.tenancy;

import io.guichet.kernel.CallContext;
import io.guichet.work.Work;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;

/** Leaves a tenant's part of the nightly round to be done a little later, each tenant's at a time of its own. */
@UseCase
@Stateless
public class AskToForget {

    /** Longer than the clocks of nodes differ. */
    private static final Duration FIRST = Duration.ofMinutes(5);

    private static final int SECONDS = 1_800;

    @Inject
    Work work;

    @Inject
    Clock clock;

    /** Asks for it; asked twice before it begins, it is done once. */
    public void of(CallContext context) {
        var tenant = context.tenant().toString();
        var at = clock.instant().plus(FIRST).plusSeconds(Math.floorMod(tenant.hashCode(), SECONDS));
        work.schedule(context, ForgetOfTenant.TYPE, tenant, tenant, at);
    }
}
