package io.guichet.billing.jobs;

import io.guichet.billing.JobRunId;
import io.guichet.billing.JobTenants;
import io.guichet.kernel.TenantId;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(RealPostgres.class)
class TenantsLeftTest {

    /** Before any other test's tenants. */
    private static final String MONTH = "2018-03";

    private final Wiring wiring = new Wiring();

    @Test
    void each_tenant_comes_once_and_names_those_that_can_be_done_with_it() {
        var tenants = new HashSet<TenantId>();
        for (var i = 0; i < 5; i++) {
            var tenant = TestTenants.aTenant(wiring).tenant();
            RealPostgres.inTenant(tenant, connection -> {
                try (var statement = connection.createStatement()) {
                    return statement.executeUpdate("update tenants set created_at = '2018-01-01T00:00:00Z'");
                }
            });
            tenants.add(tenant);
        }

        var read = read(2);

        assertThat(read).extracting(TenantLeft::tenant).containsExactlyInAnyOrderElementsOf(tenants);
        assertThat(read).allMatch(left -> left.page().contains(left.tenant()));
        assertThat(read).extracting(left -> left.page().size()).containsExactly(2, 2, 2, 2, 1);
    }

    private List<TenantLeft> read(int page) {
        var reader = new TenantsLeft();
        reader.job = "close-month";
        reader.run = JobRunId.next().toString();
        reader.month = MONTH;
        reader.slice = "0";
        reader.slices = "1";
        reader.page = Integer.toString(page);
        reader.tenants = wiring.get(JobTenants.class);
        var all = new ArrayList<TenantLeft>();
        for (var next = reader.readItem(); next != null; next = reader.readItem()) {
            all.add((TenantLeft) next);
        }
        return all;
    }
}
