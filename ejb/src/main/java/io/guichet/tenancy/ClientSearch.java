package io.guichet.tenancy;

import io.guichet.kernel.Cursor;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.Page;
import io.guichet.kernel.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.util.Set;

/** Finds tenants for those who run the platform. */
@ApplicationScoped
class ClientSearch {

    private static final Set<String> STATUSES = Set.of("active", "suspended", "deleted");

    /** The latter two are what clients were noted as before they were refused: all are invoiced each month. */
    @PersistenceContext
    EntityManager em;

    Page<ClientView> page(PageRequest page, Clients.ClientFilter filter) {
        new FieldErrors()
                .check(
                        filter.status() == null || STATUSES.contains(filter.status()),
                        "status",
                        "is active, suspended or deleted")
                .check(
                        filter.billingType() == null || ClientDetails.BILLING_TYPES.contains(filter.billingType()),
                        "billing_type",
                        "is monthly, yearly or usage")
                .throwIfAny();
        var key = page.sort().equals("name") ? "lower(t.name)" : "t.createdAt";
        var direction = page.descending() ? "desc" : "asc";
        var beyond = page.descending() ? "<" : ">";
        var sql = "select t, " + key + " from Tenant t where "
                + (filter.status() == null ? "t.status <> 'deleted'" : "t.status = :status")
                + (filter.billingType() == null ? "" : " and t.billingType = :billing")
                + (page.search().isEmpty()
                        ? ""
                        : " and (lower(t.name) like :words escape '\\' or t.slug like :words escape '\\'"
                                + " or lower(t.contactEmail) like :words escape '\\')")
                + (page.after().isEmpty()
                        ? ""
                        : " and (%1$s %2$s :key or (%1$s = :key and t.id %2$s :id))".formatted(key, beyond))
                + " order by " + key + " " + direction + ", t.id " + direction;
        var query = em.createQuery(sql, Object[].class).setMaxResults(page.limit() + 1);
        if (filter.status() != null) {
            query.setParameter("status", filter.status());
        }
        if (filter.billingType() != null) {
            query.setParameter("billing", filter.billingType());
        }
        if (!page.search().isEmpty()) {
            query.setParameter("words", page.pattern());
        }
        page.after().ifPresent(after -> goOn(query, page.sort(), after));
        return Page.cut(query.getResultList(), page.limit(), row -> position(row))
                .map(row -> ((Tenant) row[0]).client());
    }

    private static void goOn(TypedQuery<Object[]> query, String sort, Cursor after) {
        query.setParameter("id", after.id());
        if (sort.equals("name")) {
            query.setParameter("key", after.key());
            return;
        }
        query.setParameter("key", after.instant());
    }

    private static Cursor position(Object[] row) {
        return new Cursor(row[1].toString(), ((Tenant) row[0]).id);
    }
}
