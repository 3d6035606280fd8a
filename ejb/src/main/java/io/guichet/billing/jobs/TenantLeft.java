package io.guichet.billing.jobs;

import io.guichet.kernel.TenantId;
import java.util.List;

/**
 * A tenant for which a job has something left to do.
 *
 * @param page those that can be done together with it, itself among them
 */
record TenantLeft(TenantId tenant, List<TenantId> page) {

    /** For the log, which names tenants that were passed over. */
    @Override
    public String toString() {
        return tenant.toString();
    }
}
