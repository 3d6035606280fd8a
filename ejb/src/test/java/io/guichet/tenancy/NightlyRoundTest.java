package io.guichet.tenancy;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.PlatformCaller;
import io.guichet.kernel.TenantId;
import jakarta.enterprise.inject.Instance;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NightlyRoundTest {

    private final TenantId ebp = TenantId.next();
    private final TenantId sage = TenantId.next();
    private final List<TenantId> visited = new ArrayList<>();

    @Test
    void what_fails_keeps_neither_the_rest_of_its_tenant_nor_other_tenants() {
        var night = new NightlyRound();
        night.tenants = new TwoTenants();
        night.keys = new BrokenKeys();
        night.others = parts(List.of(
                context -> {
                    throw new IllegalStateException("the storage is away");
                },
                context -> {
                    visited.add(context.tenant());
                    return 1;
                }));

        night.go();

        assertThat(visited).containsExactly(ebp, sage);
    }

    @SuppressWarnings("unchecked")
    private static Instance<Forgetting> parts(List<Forgetting> parts) {
        return (Instance<Forgetting>) Proxy.newProxyInstance(
                NightlyRoundTest.class.getClassLoader(),
                new Class<?>[] {Instance.class},
                (proxy, method, arguments) -> parts.iterator());
    }

    private final class TwoTenants extends Tenants {
        @Override
        public List<TenantId> all(PlatformCaller caller) {
            return List.of(ebp, sage);
        }
    }

    private static final class BrokenKeys extends ForgetOldKeys {
        @Override
        public int of(CallContext context) {
            throw new IllegalStateException("no");
        }

        @Override
        public int ofThePlatform(PlatformCaller caller) {
            return 0;
        }
    }
}
