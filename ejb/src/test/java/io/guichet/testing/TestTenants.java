package io.guichet.testing;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.Ids;
import io.guichet.tenancy.Tenants;

/** Tenants for tests, each a new one. */
public final class TestTenants {

    private TestTenants() {}

    /** A new tenant, and a context that may do everything in it. */
    public static CallContext aTenant(Wiring wiring) {
        var tenant = wiring.get(Tenants.class).add(slug(), "Durant Peinture", "business");
        return CallContext.platform(tenant.id(), "test", "test-correlation");
    }

    public static String slug() {
        return "t-" + Ids.next();
    }
}
