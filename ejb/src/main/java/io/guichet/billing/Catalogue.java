package io.guichet.billing;

import io.guichet.kernel.FieldErrors;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads plans and their versions, which belong to no tenant and may be read by all. */
@ApplicationScoped
class Catalogue {

    private static final String VERSIONS = """
            select p.code, p.name, p.family, v.version, v.price_minor, v.currency, v.valid_from, p.retired_at, v.id
              from plans p join plan_versions v on v.plan_id = p.id
             where %s order by p.family desc, v.price_minor nulls last, p.code""";

    @PersistenceContext
    EntityManager em;

    /** Every plan in the newest version that is valid at an instant. */
    List<Version> newest(Instant at) {
        return versions("""
                v.version = (select max(n.version) from plan_versions n
                              where n.plan_id = p.id and n.valid_from <= :at)""", Map.of("at", Timestamp.from(at)));
    }

    /** A plan in the newest version that is valid at an instant. */
    Optional<Version> newest(String code, Instant at) {
        return newest(at).stream().filter(v -> v.plan().code().equals(code)).findFirst();
    }

    Map<UUID, Version> byIds(List<UUID> ids) {
        return ids.isEmpty()
                ? Map.of()
                : versions("v.id in (:ids)", Map.of("ids", ids)).stream()
                        .collect(Collectors.toMap(Version::id, version -> version));
    }

    @SuppressWarnings("unchecked")
    private List<Version> versions(String condition, Map<String, Object> parameters) {
        var query = em.createNativeQuery(VERSIONS.formatted(condition));
        parameters.forEach(query::setParameter);
        var rows = (List<Object[]>) query.getResultList();
        var limits = limits(rows.stream().map(row -> (UUID) row[8]).toList());
        return rows.stream()
                .map(row -> new Version(
                        (UUID) row[8],
                        new PlanView(
                                (String) row[0],
                                (String) row[1],
                                (String) row[2],
                                ((Number) row[3]).intValue(),
                                number(row[4]),
                                String.valueOf(row[5]),
                                limits.getOrDefault((UUID) row[8], List.of()),
                                instant(row[6]),
                                row[7] == null ? null : instant(row[7]))))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private Map<UUID, List<PlanLimit>> limits(List<UUID> versions) {
        if (versions.isEmpty()) {
            return Map.of();
        }
        var rows = (List<Object[]>)
                em.createNativeQuery("""
                        select plan_version_id, metric, included, beyond, overage_minor from plan_limits
                         where plan_version_id in (:ids) order by metric desc""").setParameter("ids", versions).getResultList();
        var limits = new HashMap<UUID, List<PlanLimit>>();
        for (var row : rows) {
            var limit = new PlanLimit(
                    Metric.of((String) row[1]), number(row[2]), Beyond.of((String) row[3]), number(row[4]));
            limits.merge((UUID) row[0], List.of(limit), Catalogue::both);
        }
        return limits;
    }

    private static List<PlanLimit> both(List<PlanLimit> some, List<PlanLimit> more) {
        var all = new java.util.ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    static @Nullable Long number(@Nullable Object value) {
        return value == null ? null : ((Number) value).longValue();
    }

    /** Native queries answer instants, or what JDBC has for them. */
    static Instant instant(Object value) {
        return value instanceof Timestamp timestamp ? timestamp.toInstant() : (Instant) value;
    }

    /** Says what keeps a plan from being sold. */
    static FieldErrors checkSold(@Nullable PlanView plan, FieldErrors faults) {
        return faults.check(plan != null, "plan", "is the code of a plan")
                .check(plan == null || plan.retiredAt() == null, "plan", "is a plan that is sold");
    }

    /** A version with its row's id. */
    record Version(UUID id, PlanView plan) {}
}
