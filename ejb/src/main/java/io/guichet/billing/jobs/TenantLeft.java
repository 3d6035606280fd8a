package io.guichet.billing.jobs;

import io.guichet.kernel.TenantId;
import java.util.List;

/**
 * A tenant for which a job has something left to do.
 *
 * @param page those that were read with it, itself among them: they can be done together
 */
record TenantLeft(TenantId tenant, List<TenantId> page) {

    /** For the log, which names tenants that were passed over. */
    @Override
    public String toString() {
        return tenant.toString();
    }
}
