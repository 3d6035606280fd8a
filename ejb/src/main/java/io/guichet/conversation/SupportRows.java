package io.guichet.conversation;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** A tenant's settings of support, as they are kept. Works in the transaction of a use case. */
@ApplicationScoped
class SupportRows {

    @PersistenceContext
    EntityManager em;

    /** The usual ones where the tenant said nothing. */
    SupportSettings of(CallContext context) {
        List<?> found = em.createNativeQuery(
                        "select settings from support_settings where tenant_id = :tenant", String.class)
                .setParameter("tenant", context.tenant().value())
                .getResultList();
        return found.isEmpty() ? SupportSettings.USUAL : Json.read((String) found.getFirst(), SupportSettings.class);
    }

    void write(CallContext context, SupportSettings settings, Instant now) {
        em.createNativeQuery("""
                        insert into support_settings (tenant_id, settings, updated_at) values (:tenant, :settings, :now)
                        on conflict (tenant_id) do update set settings = excluded.settings,
                                                              updated_at = excluded.updated_at""")
                .setParameter("tenant", context.tenant().value())
                .setParameter("settings", Json.write(settings))
                .setParameter("now", Timestamp.from(now))
                .executeUpdate();
    }

    /** The tenant's clock. */
    ZoneId zone(CallContext context) {
        return ZoneId.of((String) em.createNativeQuery("select zone from tenants where id = :tenant", String.class)
                .setParameter("tenant", context.tenant().value())
                .getSingleResult());
    }
}
