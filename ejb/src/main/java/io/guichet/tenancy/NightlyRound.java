package io.guichet.tenancy;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.Ids;
import io.guichet.kernel.PlatformCaller;
import io.guichet.kernel.TenantId;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.function.IntSupplier;
import org.jboss.logging.Logger;

/**
 * Once a night, what is too old is forgotten, tenant by tenant, each in a transaction of its own. On every node: what one
 * has forgotten is no work for another.
 */
@Singleton
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class NightlyRound {

    private static final Logger LOG = Logger.getLogger(NightlyRound.class);

    @Inject
    Tenants tenants;

    @Inject
    ForgetOldKeys keys;

    @Inject
    @Any
    Instance<Forgetting> others;

    @Schedule(hour = "3", minute = "17", second = "0", persistent = false)
    void go() {
        var correlation = Ids.print("req_", Ids.next());
        var platform = PlatformCaller.itself("nightly", correlation);
        var forgotten = keys.ofThePlatform(platform);
        for (var tenant : tenants.all(platform)) {
            forgotten += round(tenant, correlation);
        }
        LOG.infof("GUI0801 the nightly round removed %d rows that were too old", forgotten);
    }

    private int round(TenantId tenant, String correlation) {
        var context = CallContext.platform(tenant, "nightly", correlation);
        var forgotten = part(tenant, () -> keys.of(context));
        for (var other : others) {
            forgotten += part(tenant, () -> other.forget(context));
        }
        return forgotten;
    }

    /** What makes trouble does not keep the rest of its tenant, nor other tenants. */
    private static int part(TenantId tenant, IntSupplier forgetting) {
        try {
            return forgetting.getAsInt();
        } catch (RuntimeException e) {
            LOG.warnf(e, "GUI0802 the nightly round failed for %s", tenant);
            return 0;
        }
    }
}
