package io.guichet.billing;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.Cursor;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Page;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.Permission;
import io.guichet.kernel.ProblemCode;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.UUID;
import org.hibernate.Session;
import org.hibernate.jdbc.ReturningWork;

/** What a tenant owes and owed. */
@UseCase
@Stateless
public class Invoices {

    @PersistenceContext
    EntityManager em;

    /**
     * @param page sorted by {@code month}
     * @throws GuichetException {@link ProblemCode#CLIENT_NOT_FOUND} if the context's tenant is none
     */
    public Page<InvoiceView> list(CallContext context, PageRequest page) {
        context.require(Permission.READ_USAGE);
        var tenant = context.tenant().value();
        var from = page.after().map(Invoices::month).orElse(null);
        var rows = with(connection -> {
            locale(connection, tenant);
            return InvoiceRows.page(connection, tenant, from, page.descending(), page.limit() + 1);
        });
        return Page.cut(
                rows,
                page.limit(),
                invoice -> new Cursor(invoice.month(), invoice.id().value()));
    }

    /**
     * @throws GuichetException {@link ProblemCode#NOT_FOUND}, {@link ProblemCode#CLIENT_NOT_FOUND}
     */
    public InvoiceInFull get(CallContext context, InvoiceId id) {
        context.require(Permission.READ_USAGE);
        var tenant = context.tenant().value();
        return with(connection -> InvoiceRows.one(connection, tenant, id.value(), locale(connection, tenant)))
                .orElseThrow(() -> new GuichetException(ProblemCode.NOT_FOUND, "There is no such invoice."));
    }

    private static LocalDate month(Cursor cursor) {
        var first = new Cursor(cursor.key() + "-01T00:00:00Z", cursor.id());
        return LocalDate.ofInstant(first.instant(), ZoneOffset.UTC);
    }

    /** The language of the transaction's tenant. */
    static Locale locale(Connection connection, UUID tenant) throws SQLException {
        try (var query = connection.prepareStatement("select locale from tenants where id = ?")) {
            query.setObject(1, tenant);
            try (var row = query.executeQuery()) {
                if (!row.next()) {
                    throw new GuichetException(ProblemCode.CLIENT_NOT_FOUND, "There is no such client.");
                }
                return Locale.forLanguageTag(row.getString(1));
            }
        }
    }

    private <T> T with(ReturningWork<T> work) {
        return em.unwrap(Session.class).doReturningWork(work);
    }
}
