package io.guichet.billing.jobs;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.partition.PartitionMapper;
import jakarta.batch.api.partition.PartitionPlan;
import jakarta.batch.api.partition.PartitionPlanImpl;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Properties;

/** Divides the tenants by their ids, so that a tenant is in the same slice when a job is restarted. */
@Dependent
@Named
public class TenantSlices implements PartitionMapper {

    @Inject
    @BatchProperty
    String slices;

    @Override
    public PartitionPlan mapPartitions() {
        var count = Integer.parseInt(slices);
        var each = new Properties[count];
        for (var i = 0; i < count; i++) {
            each[i] = new Properties();
            each[i].setProperty("slice", Integer.toString(i));
        }
        var plan = new PartitionPlanImpl();
        plan.setPartitions(count);
        plan.setThreads(count);
        plan.setPartitionProperties(each);
        return plan;
    }
}
