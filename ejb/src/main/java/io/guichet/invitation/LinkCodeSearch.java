package io.guichet.invitation;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.Cursor;
import io.guichet.kernel.Page;
import io.guichet.kernel.PageRequest;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/** Finds a tenant's LINK- codes, in the order of their making. */
record LinkCodeSearch(EntityManager em, Instant now) {

    Page<LinkCodeView> page(CallContext context, PageRequest page, @Nullable String status) {
        var beyond = page.descending() ? "<" : ">";
        var order = page.descending() ? " desc" : "";
        var where = new StringBuilder("from LinkCode c where c.tenantId = :tenant");
        var parameters = new HashMap<String, Object>();
        parameters.put("tenant", context.tenant().value());
        if (status != null) {
            where.append(" and ").append(condition(status));
            if (status.equals(LinkCodeView.PENDING) || status.equals(LinkCodeView.EXPIRED)) {
                parameters.put("now", now);
            }
        }
        if (!page.search().isEmpty()) {
            where.append(" and (lower(c.externalId) like :q escape '\\' or lower(c.name) like :q escape '\\')");
            parameters.put("q", page.pattern());
        }
        page.after().ifPresent(cursor -> {
            where.append(" and (c.createdAt " + beyond + " :key or (c.createdAt = :key and c.id " + beyond + " :id))");
            parameters.put("key", cursor.instant());
            parameters.put("id", cursor.id());
        });
        where.append(" order by c.createdAt" + order + ", c.id" + order);
        var query = em.createQuery(where.toString(), LinkCode.class).setMaxResults(page.limit() + 1);
        parameters.forEach(query::setParameter);
        var rows = query.getResultStream().map(code -> code.view(now)).toList();
        return Page.cut(
                rows,
                page.limit(),
                code -> new Cursor(code.createdAt().toString(), code.id().value()));
    }

    private static String condition(String status) {
        return switch (status) {
            case LinkCodeView.USED -> "c.usedAt is not null";
            case LinkCodeView.REVOKED -> "c.usedAt is null and c.revokedAt is not null";
            case LinkCodeView.EXPIRED -> "c.usedAt is null and c.revokedAt is null and c.expiresAt <= :now";
            default -> "c.usedAt is null and c.revokedAt is null and c.expiresAt > :now";
        };
    }
}
