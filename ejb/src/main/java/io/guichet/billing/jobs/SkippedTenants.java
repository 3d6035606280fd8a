package io.guichet.billing.jobs;

import jakarta.batch.api.chunk.listener.SkipProcessListener;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Named;
import org.jboss.logging.Logger;

/** Names the tenants that could not be done. */
@Dependent
@Named
public class SkippedTenants implements SkipProcessListener {

    private static final Logger LOG = Logger.getLogger(SkippedTenants.class);

    @Override
    public void onSkipProcessItem(Object item, Exception failure) {
        LOG.errorf(failure, "GUI0712 the job passed over %s", item);
    }
}
