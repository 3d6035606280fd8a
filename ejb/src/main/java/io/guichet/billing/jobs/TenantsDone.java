package io.guichet.billing.jobs;

import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Named;
import java.util.List;
import org.jboss.logging.Logger;

/** Counts the tenants that were done. Each was written by the processor, in its own transaction: no other may see it. */
@Dependent
@Named
public class TenantsDone extends AbstractItemWriter {

    private static final Logger LOG = Logger.getLogger(TenantsDone.class);

    @Override
    public void writeItems(List<Object> items) {
        LOG.debugf("%d tenants are done", items.size());
    }
}
