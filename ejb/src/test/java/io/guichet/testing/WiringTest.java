package io.guichet.testing;

import io.guichet.kernel.CallContext;
import io.guichet.tenancy.Tenants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(RealPostgres.class)
class WiringTest {

    private final Wiring wiring = new Wiring();
    private final Tenants tenants = wiring.get(Tenants.class);

    @Test
    void a_use_case_commits_in_the_tenant_of_its_context() {
        var added = tenants.add(TestTenants.slug(), "Durant", "business");

        var read = tenants.get(CallContext.platform(added.id(), "test", "corr"));

        assertThat(read).isEqualTo(added);
        assertThat(wiring.transactions().active()).isFalse();
    }

    @Test
    void a_use_case_that_fails_leaves_nothing() {
        var context = TestTenants.aTenant(wiring);

        assertThatThrownBy(() -> wiring.inTenant(context, () -> {
                    tenants.addApiKey(context);
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");

        var keys = RealPostgres.inTenant(
                context.tenant(),
                c -> c.createStatement().executeQuery("select 1 from api_keys").next());
        assertThat(keys).isFalse();
    }
}
