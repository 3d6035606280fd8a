package io.guichet.tenancy;

import io.guichet.kernel.CallContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.nio.charset.StandardCharsets;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keeps what must be read back: encrypted with the tenant's own key, which the platform key wraps. Works inside the
 * transaction of a use case.
 */
@ApplicationScoped
public class Secrets {

    @PersistenceContext
    EntityManager em;

    @Inject
    PlatformKey platform;

    public byte[] seal(CallContext context, String secret) {
        return PlatformKey.seal(
                key(context),
                secret.getBytes(StandardCharsets.UTF_8),
                context.tenant().toString());
    }

    /**
     * @throws IllegalStateException if it was not sealed for this tenant
     */
    public String open(CallContext context, byte[] sealed) {
        return new String(
                PlatformKey.open(key(context), sealed, context.tenant().toString()), StandardCharsets.UTF_8);
    }

    private SecretKeySpec key(CallContext context) {
        var tenant = em.find(Tenant.class, context.tenant().value());
        if (tenant == null) {
            throw new IllegalStateException("no tenant " + context.tenant() + " in this transaction");
        }
        return platform.unwrap(tenant.dataKey, context.tenant().toString());
    }
}
