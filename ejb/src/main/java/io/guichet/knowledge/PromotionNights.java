package io.guichet.knowledge;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.Ids;
import io.guichet.kernel.PlatformCaller;
import io.guichet.tenancy.TenantView;
import io.guichet.tenancy.Tenants;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import org.jboss.logging.Logger;

/**
 * Once a night, what was learned long enough ago is proposed to its agent, tenant by tenant, each answer in a transaction of
 * its own; then the vectors go of what the agents no longer say. On every node: what one has done is no work for another.
 */
@Singleton
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class PromotionNights {

    private static final Logger LOG = Logger.getLogger(PromotionNights.class);

    @Inject
    Tenants tenants;

    @Inject
    ProposeDue proposeDue;

    @Inject
    ForgetVectors vectors;

    @Inject
    Embedder embedder;

    @Schedule(hour = "3", minute = "47", second = "0", persistent = false)
    void atNight() {
        var correlation = Ids.print("req_", Ids.next());
        var proposed = 0;
        for (var tenant : tenants.active()) {
            proposed += of(tenant, correlation);
        }
        LOG.infof("GUI1412 the night proposed %d learned answers to their agents", proposed);
        vectors.common(PlatformCaller.itself("promotion-nights", correlation), embedder.model());
    }

    /** What makes trouble keeps no other tenant. */
    private int of(TenantView tenant, String correlation) {
        try {
            return proposeDue.of(CallContext.platform(tenant.id(), "promotion-nights", correlation));
        } catch (RuntimeException e) {
            LOG.warnf(e, "GUI1413 nothing was proposed for %s", tenant.id());
            return 0;
        }
    }
}
