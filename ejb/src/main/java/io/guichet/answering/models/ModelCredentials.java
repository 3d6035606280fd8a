package io.guichet.answering.models;

import com.fasterxml.jackson.core.type.TypeReference;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.Json;
import io.guichet.kernel.Permission;
import io.guichet.tenancy.Audit;
import io.guichet.tenancy.Secrets;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A tenant's own settings of providers, encrypted with the tenant's key. */
@UseCase
@Stateless
public class ModelCredentials {

    private static final TypeReference<Map<String, String>> SETTINGS = new TypeReference<>() {};

    @PersistenceContext
    EntityManager em;

    @Inject
    Secrets secrets;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    /**
     * What a tenant set for one provider.
     *
     * @param settings names and values, secrets among them
     */
    public record Kept(String provider, Map<String, String> settings, Instant updatedAt, String updatedBy) {

        public Kept {
            settings = Map.copyOf(settings);
        }

        /** Never the values. */
        @Override
        public String toString() {
            return "Kept[" + provider + "]";
        }
    }

    /** Of all providers, by name. */
    public List<Kept> all(CallContext context) {
        context.require(Permission.MANAGE_DEPLOYMENTS);
        return rows(context, "");
    }

    /** For asking a model on the tenant's behalf, whoever speaks. */
    public Optional<Map<String, String>> of(CallContext context, String provider) {
        return rows(context, provider).stream().map(Kept::settings).findFirst();
    }

    /** Keeps these settings, and none of those before. */
    public void replace(CallContext context, String provider, Map<String, String> settings) {
        context.require(Permission.MANAGE_DEPLOYMENTS);
        var before = rows(context, provider).stream().map(Change::of).findFirst();
        em.createNativeQuery("""
                        insert into model_credentials (tenant_id, provider, settings, updated_at, updated_by)
                        values (:tenant, :provider, :settings, :now, :by)
                        on conflict (tenant_id, provider) do update
                           set settings = excluded.settings, updated_at = excluded.updated_at,
                               updated_by = excluded.updated_by""")
                .setParameter("tenant", context.tenant().value())
                .setParameter("provider", provider)
                .setParameter("settings", secrets.seal(context, Json.write(settings)))
                .setParameter("now", Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MICROS)))
                .setParameter("by", context.actor().text())
                .executeUpdate();
        audit.record(
                context,
                "model_credentials.set",
                provider,
                before.orElse(null),
                new Change(settings.keySet().stream().sorted().toList()));
    }

    /**
     * Forgets a tenant's settings of a provider.
     *
     * @return whether there were any
     */
    public boolean remove(CallContext context, String provider) {
        context.require(Permission.MANAGE_DEPLOYMENTS);
        var before = rows(context, provider).stream().map(Change::of).findFirst();
        if (before.isEmpty()) {
            return false;
        }
        em.createNativeQuery("delete from model_credentials where tenant_id = :tenant and provider = :provider")
                .setParameter("tenant", context.tenant().value())
                .setParameter("provider", provider)
                .executeUpdate();
        audit.record(context, "model_credentials.removed", provider, before.get(), null);
        return true;
    }

    @SuppressWarnings("unchecked")
    private List<Kept> rows(CallContext context, String provider) {
        List<Object[]> rows = em.createNativeQuery("""
                        select provider, settings, updated_at, updated_by from model_credentials
                         where tenant_id = :tenant and (:provider = '' or provider = :provider)
                         order by provider""")
                .setParameter("tenant", context.tenant().value())
                .setParameter("provider", provider)
                .getResultList();
        return rows.stream()
                .map(row -> new Kept(
                        (String) row[0],
                        Json.read(secrets.open(context, (byte[]) row[1]), SETTINGS),
                        (Instant) row[2],
                        (String) row[3]))
                .toList();
    }

    /** What the audit trail keeps: which settings there are, and no value. */
    record Change(List<String> settings) {

        static Change of(Kept kept) {
            return new Change(kept.settings().keySet().stream().sorted().toList());
        }
    }
}
