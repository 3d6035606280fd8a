package io.guichet.tenancy;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.PlatformCaller;
import io.guichet.kernel.Token;
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

    private static final String OWN = "answers";

    @PersistenceContext
    EntityManager em;

    @Inject
    PlatformKey platform;

    @Inject
    TenantScope scope;

    public byte[] seal(CallContext context, String secret) {
        return KeyRing.seal(
                key(context),
                secret.getBytes(StandardCharsets.UTF_8),
                context.tenant().toString());
    }

    /**
     * @throws IllegalStateException if it was not sealed for this tenant
     */
    public String open(CallContext context, byte[] sealed) {
        return new String(KeyRing.open(key(context), sealed, context.tenant().toString()), StandardCharsets.UTF_8);
    }

    /** Keeps what belongs to no tenant, with a key of the platform's own. */
    byte[] seal(PlatformCaller caller, String secret) {
        return KeyRing.seal(ownKey(), secret.getBytes(StandardCharsets.UTF_8), OWN);
    }

    String open(PlatformCaller caller, byte[] sealed) {
        return new String(KeyRing.open(ownKey(), sealed, OWN), StandardCharsets.UTF_8);
    }

    /**
     * What a text is found again by, which nobody makes who has the database alone. It stays the same when the platform
     * key is changed.
     *
     * @param purpose keeps those for different things apart
     */
    public Token mark(CallContext context, String purpose, String text) {
        return new Token(PlatformKey.sign(key(context), purpose, text));
    }

    /** The same for what is looked for before its tenant is known. */
    public Token mark(String purpose, String text) {
        return new Token(PlatformKey.sign(scope.asPlatform(this::ownKey), purpose, text));
    }

    private SecretKeySpec ownKey() {
        em.createNativeQuery("""
                        insert into platform_data_keys (purpose, data_key) values (:own, :key) on conflict do nothing""")
                .setParameter("own", OWN)
                .setParameter("key", platform.newDataKey(OWN))
                .executeUpdate();
        var wrapped = (byte[]) em.createNativeQuery("select data_key from platform_data_keys where purpose = :own")
                .setParameter("own", OWN)
                .getSingleResult();
        return platform.unwrap(wrapped, OWN);
    }

    SecretKeySpec key(CallContext context) {
        var tenant = em.find(Tenant.class, context.tenant().value());
        if (tenant == null) {
            throw new IllegalStateException("no tenant " + context.tenant() + " in this transaction");
        }
        return platform.unwrap(tenant.dataKey, context.tenant().toString());
    }
}
