package io.guichet.tenancy;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.Cursor;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.Instants;
import io.guichet.kernel.Json;
import io.guichet.kernel.Page;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.Permission;
import io.guichet.kernel.PlatformCaller;
import io.guichet.kernel.TenantId;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the audit trail, the newest first: a tenant its own, those who run the platform all of it. */
@UseCase
@Stateless
public class AuditTrail {

    private static final String PLATFORM = "platform";
    private static final int LONGEST = 200;

    @PersistenceContext
    EntityManager em;

    /** The tenant's own; the filter's {@code client} is left aside. */
    public Page<AuditEntry> list(CallContext context, PageRequest page, AuditFilter filter) {
        context.require(Permission.READ_AUDIT);
        var conditions = conditions(filter);
        conditions.put("tenant_id = :chain", Map.of("chain", context.tenant().value()));
        return page(page, conditions);
    }

    /** Everybody's. */
    public Page<AuditEntry> list(PlatformCaller caller, PageRequest page, AuditFilter filter) {
        var conditions = conditions(filter);
        if (filter.client() != null) {
            conditions.put("tenant_id = :chain", Map.of("chain", chain(filter.client())));
        }
        return page(page, conditions);
    }

    /** An id that nobody has is one without entries. */
    private static UUID chain(String client) {
        return client.equals(PLATFORM)
                ? Audit.PLATFORM
                : TenantId.parse(client).map(TenantId::value).orElse(new UUID(-1, -1));
    }

    private static Map<String, Map<String, Object>> conditions(AuditFilter filter) {
        var errors = new FieldErrors();
        var conditions = new LinkedHashMap<String, Map<String, Object>>();
        text(errors, conditions, "actor", filter.actor(), "actor = :actor");
        text(errors, conditions, "thing", filter.thing(), "thing = :thing");
        text(
                errors,
                conditions,
                "action",
                filter.action(),
                "(action = :action or starts_with(action, :action || '.'))");
        time(errors, conditions, "from", filter.from(), "at >= :from");
        time(errors, conditions, "to", filter.to(), "at < :to");
        errors.throwIfAny();
        return conditions;
    }

    private static void text(
            FieldErrors errors,
            Map<String, Map<String, Object>> conditions,
            String field,
            @Nullable String value,
            String condition) {
        if (value == null || value.isBlank()) {
            return;
        }
        errors.check(
                value.length() <= LONGEST && value.indexOf('\0') < 0, field, "is at most " + LONGEST + " characters");
        conditions.put(condition, Map.of(field, value));
    }

    private static void time(
            FieldErrors errors,
            Map<String, Map<String, Object>> conditions,
            String field,
            @Nullable String value,
            String condition) {
        if (value == null || value.isBlank()) {
            return;
        }
        var instant = Instants.read(value);
        errors.check(instant.isPresent(), field, "is an instant, e.g. 2026-11-01T00:00:00Z");
        instant.ifPresent(i -> conditions.put(condition, Map.of(field, Timestamp.from(i))));
    }

    private Page<AuditEntry> page(PageRequest page, Map<String, Map<String, Object>> conditions) {
        page.after()
                .ifPresent(after -> conditions.put(
                        "(at, id) < (:at, :id)", Map.of("at", Timestamp.from(after.instant()), "id", after.id())));
        var where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions.keySet());
        var query = em.createNativeQuery("""
                select id, tenant_id, number, at, actor, actor_name, address, action, thing, before, after, correlation
                  from audit_log""" + where + " order by at desc, id desc");
        conditions.values().forEach(values -> values.forEach(query::setParameter));
        @SuppressWarnings("unchecked")
        List<Object[]> rows = query.setMaxResults(page.limit() + 1).getResultList();
        return Page.cut(rows, page.limit(), row -> new Cursor(((Instant) row[3]).toString(), (UUID) row[0]))
                .map(AuditTrail::entry);
    }

    private static AuditEntry entry(Object[] row) {
        var chain = (UUID) row[1];
        return new AuditEntry(
                chain.equals(Audit.PLATFORM) ? null : new TenantId(chain),
                ((Number) row[2]).longValue(),
                (Instant) row[3],
                (String) row[4],
                (String) row[5],
                (String) row[6],
                (String) row[7],
                (String) row[8],
                row[9] == null ? null : Json.tree((String) row[9]),
                row[10] == null ? null : Json.tree((String) row[10]),
                (String) row[11]);
    }

    /**
     * Which entries a list shows; null for all.
     *
     * @param client a tenant's id, or {@code platform} for what belongs to no tenant
     * @param actor as an entry says it, e.g. {@code user:usr_…}
     * @param action a whole one, e.g. {@code client.suspended}, or its first word
     * @param thing a public id
     * @param from an instant, included
     * @param to an instant, excluded
     */
    public record AuditFilter(
            @Nullable String client,
            @Nullable String actor,
            @Nullable String action,
            @Nullable String thing,
            @Nullable String from,
            @Nullable String to) {}
}
