package io.guichet.billing;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Permission;
import io.guichet.kernel.ProblemCode;
import io.guichet.mail.Letter;
import io.guichet.mail.Letters;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Connection;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** The monthly reports of a tenant: made of the month's statement, so the same whenever they are asked for. */
@UseCase
@Stateless
public class UsageReports {

    @PersistenceContext
    EntityManager em;

    @Inject
    Letters letters;

    @Inject
    Quotas quotas;

    @Inject
    Clock clock;

    /**
     * @throws GuichetException {@link ProblemCode#NOT_FOUND} if the month is not closed, {@link
     *     ProblemCode#CLIENT_NOT_FOUND}
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public UsageReport read(CallContext context, YearMonth month) {
        context.require(Permission.READ_USAGE);
        var tenant = context.tenant().value();
        return em.unwrap(Session.class).doReturningWork(connection -> read(connection, tenant, month));
    }

    private static UsageReport read(Connection connection, UUID tenant, YearMonth month) throws SQLException {
        var locale = Invoices.locale(connection, tenant);
        try (var query = connection.prepareStatement("""
                select t.name, t.billing_email, b.closed_at from tenants t
                  join billing_periods b on b.tenant_id = t.id and b.period = ? where t.id = ?""")) {
            query.setDate(1, Date.valueOf(month.atDay(1)));
            query.setObject(2, tenant);
            try (var row = query.executeQuery()) {
                if (!row.next()) {
                    throw new GuichetException(ProblemCode.NOT_FOUND, "This month is not closed.");
                }
                return new UsageReport(
                        row.getString(1),
                        locale,
                        month,
                        row.getTimestamp(3).toInstant(),
                        row.getString(2),
                        usage(connection, tenant, month),
                        InvoiceRows.ofMonth(connection, tenant, month, locale));
            }
        }
    }

    private static List<UsageReport.Line> usage(Connection connection, UUID tenant, YearMonth month)
            throws SQLException {
        try (var query = connection.prepareStatement("select metric, quantity, included, overage"
                + " from usage_statements where tenant_id = ? and period = ? order by metric")) {
            query.setObject(1, tenant);
            query.setDate(2, Date.valueOf(month.atDay(1)));
            var found = new ArrayList<UsageReport.Line>();
            try (var row = query.executeQuery()) {
                while (row.next()) {
                    found.add(new UsageReport.Line(
                            row.getString(1), row.getLong(2), row.getObject(3, Long.class), row.getLong(4)));
                }
            }
            return found;
        }
    }

    /**
     * Notes that the report was made, and writes the letter where there is an address. Once for each month. What is sent
     * is a unit of {@link Metric#REPORTS}; where the plan has none left, the report is there to be fetched alone.
     *
     * @return whether it was now
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public boolean send(
            CallContext context, UsageReport report, List<Letter.Attachment> files, @Nullable JobRunId run) {
        context.require(Permission.ACT_FOR_PLATFORM);
        var recipient = quotas.hasRoom(context, Metric.REPORTS) ? report.recipient() : null;
        if (!note(context, report.month(), recipient != null, run)) {
            return false;
        }
        if (recipient != null) {
            letters.write(context, letter(recipient, report, files));
            quotas.take(context, Usage.of(Metric.REPORTS, 1, clock.instant(), "usage-report:" + report.month()));
        }
        return true;
    }

    private boolean note(CallContext context, YearMonth month, boolean sent, @Nullable JobRunId run) {
        return em.unwrap(Session.class).doReturningWork(connection -> {
            try (var insert = connection.prepareStatement("insert into usage_reports"
                    + " (tenant_id, period, sent, run_id, created_at) values (?, ?, ?, ?, ?) on conflict do nothing")) {
                insert.setObject(1, context.tenant().value());
                insert.setDate(2, Date.valueOf(month.atDay(1)));
                insert.setBoolean(3, sent);
                insert.setObject(4, run == null ? null : run.value());
                insert.setTimestamp(5, Timestamp.from(clock.instant()));
                return insert.executeUpdate() == 1;
            }
        });
    }

    private static Letter letter(String recipient, UsageReport report, List<Letter.Attachment> files) {
        var english = report.locale().getLanguage().equals(Locale.ENGLISH.getLanguage());
        var month = UsageReportFiles.monthName(report);
        var subject = (english ? "Your usage in %s" : "Votre relevé d'usage, %s").formatted(month);
        var text = english
                ? "Hello,\n\nyou will find attached what %s used in %s, as PDF and as CSV.\n\nGuichet\n"
                : "Bonjour,\n\nvous trouverez ci-joint le relevé d'usage de %s pour %s, en PDF et en CSV.\n\nGuichet\n";
        return new Letter(
                recipient, subject, text.formatted(report.client(), month), "usage-report:" + report.month(), files);
    }
}
