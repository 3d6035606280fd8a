package io.guichet.tenancy;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.Token;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of API keys, and what the trail says of them. Inside the transaction of a use case of their tenant. */
@ApplicationScoped
class KeyCabinet {

    @PersistenceContext
    EntityManager em;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    Token add(CallContext context, @Nullable String name) {
        return cut(context, name).key();
    }

    Cut cut(CallContext context, @Nullable String name) {
        var key = Token.random("gk_");
        var row = new ApiKey(context.tenant(), key, context.actor().text(), now());
        row.name = name;
        em.persist(row);
        var view = row.view(now());
        audit.record(context, "api_key.created", view.id().toString(), null, view);
        return new Cut(key, row);
    }

    boolean revoke(CallContext context, Token key) {
        var live = em.createQuery("from ApiKey k where k.keyHash = :hash and k.revokedAt is null", ApiKey.class)
                .setParameter("hash", key.hash())
                .getResultList();
        live.forEach(k -> revoke(context, k));
        return !live.isEmpty();
    }

    void revoke(CallContext context, ApiKey key) {
        var before = key.view(now());
        key.revokedAt = now();
        audit.record(context, "api_key.revoked", before.id().toString(), before, key.view(now()));
    }

    /** Lets a key end later by itself; one that ends sooner stays as it is. */
    void expire(CallContext context, ApiKey key, Instant at) {
        if (key.expiresAt != null && !at.isBefore(key.expiresAt)) {
            return;
        }
        var before = key.view(now());
        key.expiresAt = at;
        audit.record(context, "api_key.expires", before.id().toString(), before, key.view(now()));
    }

    /** Those that open the tenant, the oldest first. */
    List<ApiKey> live(CallContext context) {
        var now = now();
        return em.createQuery(
                        "from ApiKey k where k.tenantId = :tenant and k.revokedAt is null order by k.id", ApiKey.class)
                .setParameter("tenant", context.tenant().value())
                .getResultStream()
                .filter(k -> k.isLive(now))
                .toList();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    record Cut(Token key, ApiKey row) {}
}
