package io.guichet.billing.jobs;

import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Named;
import java.util.List;
import org.jboss.logging.Logger;

/** Counts the tenants that were done. The processor wrote what there is of them, in transactions of its own. */
@Dependent
@Named
public class TenantsDone extends AbstractItemWriter {

    private static final Logger LOG = Logger.getLogger(TenantsDone.class);

    @Override
    public void writeItems(List<Object> items) {
        LOG.debugf("%d tenants are done", items.size());
    }
}
