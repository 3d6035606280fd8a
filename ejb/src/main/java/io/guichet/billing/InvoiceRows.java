package io.guichet.billing;

import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads invoices of the transaction's tenant. */
final class InvoiceRows {

    private static final String INVOICES = """
            select id, period, number, status, currency, total_ht_minor, total_vat_minor, total_ttc_minor, created_at
              from invoices where tenant_id = ?""";

    private InvoiceRows() {}

    static List<InvoiceView> page(
            Connection connection, UUID tenant, @Nullable LocalDate from, boolean descending, int limit)
            throws SQLException {
        var after = descending
                ? " and (?::date is null or period < ?::date) order by period desc limit ?"
                : " and (?::date is null or period > ?::date) order by period limit ?";
        try (var query = connection.prepareStatement(INVOICES + after)) {
            var period = from == null ? null : Date.valueOf(from);
            query.setObject(1, tenant);
            query.setDate(2, period);
            query.setDate(3, period);
            query.setInt(4, limit);
            return views(query);
        }
    }

    static Optional<InvoiceInFull> one(Connection connection, UUID tenant, UUID id, Locale locale) throws SQLException {
        try (var query = connection.prepareStatement(INVOICES + " and id = ?")) {
            query.setObject(1, tenant);
            query.setObject(2, id);
            return inFull(connection, tenant, query, locale);
        }
    }

    static Optional<InvoiceInFull> ofMonth(Connection connection, UUID tenant, YearMonth month, Locale locale)
            throws SQLException {
        try (var query = connection.prepareStatement(INVOICES + " and period = ?")) {
            query.setObject(1, tenant);
            query.setDate(2, Date.valueOf(month.atDay(1)));
            return inFull(connection, tenant, query, locale);
        }
    }

    private static Optional<InvoiceInFull> inFull(
            Connection connection, UUID tenant, PreparedStatement query, Locale locale) throws SQLException {
        var found = views(query);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var invoice = found.getFirst();
        return Optional.of(new InvoiceInFull(
                invoice, lines(connection, tenant, invoice.id().value(), locale)));
    }

    private static List<InvoiceView> views(PreparedStatement query) throws SQLException {
        var found = new ArrayList<InvoiceView>();
        try (var row = query.executeQuery()) {
            while (row.next()) {
                found.add(new InvoiceView(
                        new InvoiceId(row.getObject(1, UUID.class)),
                        YearMonth.from(row.getDate(2).toLocalDate()).toString(),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getLong(6),
                        row.getLong(7),
                        row.getLong(8),
                        row.getTimestamp(9).toInstant()));
            }
        }
        return found;
    }

    private static List<InvoiceInFull.Line> lines(Connection connection, UUID tenant, UUID invoice, Locale locale)
            throws SQLException {
        try (var query = connection.prepareStatement("""
                select position, label, metric, quantity, unit_price_minor, total_ht_minor, vat_rate, vat_reason, vat_minor
                  from invoice_lines where tenant_id = ? and invoice_id = ? order by position""")) {
            query.setObject(1, tenant);
            query.setObject(2, invoice);
            var found = new ArrayList<InvoiceInFull.Line>();
            try (var row = query.executeQuery()) {
                while (row.next()) {
                    found.add(line(row, locale));
                }
            }
            return found;
        }
    }

    private static InvoiceInFull.Line line(ResultSet row, Locale locale) throws SQLException {
        var reason = row.getString(8);
        return new InvoiceInFull.Line(
                row.getInt(1),
                row.getString(2),
                row.getString(3),
                row.getBigDecimal(4).stripTrailingZeros(),
                row.getLong(5),
                row.getLong(6),
                row.getBigDecimal(7),
                reason,
                Vat.ofCode(reason).mention(locale),
                row.getLong(9));
    }
}
