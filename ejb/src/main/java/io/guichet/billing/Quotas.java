package io.guichet.billing;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Ids;
import io.guichet.kernel.ProblemCode;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.OptionalLong;
import java.util.UUID;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant may use. A limit of the tenant's own comes before the plan's; a tenant with neither has none. All of it
 * happens in the transaction of whoever uses something: rolled back, nothing was used.
 */
@ApplicationScoped
public class Quotas {

    private static final UUID NONE = new UUID(0, 0);

    @PersistenceContext
    EntityManager em;

    @Resource
    TransactionSynchronizationRegistry transactions;

    @Inject
    LedgerMonths months;

    @Inject
    TellOfThresholds thresholds;

    @Inject
    Clock clock;

    /**
     * Takes units, if there are as many; the ledger has them then. Taken at the end of a transaction: the next who wants
     * some of the same waits until it is over.
     *
     * @throws GuichetException {@link ProblemCode#QUOTA_EXCEEDED} with the time until the next period; the transaction
     *     cannot be committed any more
     */
    public Taken take(CallContext context, Usage usage) {
        months.ensure(usage.at());
        var answer = em.unwrap(Session.class).doReturningWork(connection -> {
            try (var statement = connection.prepareStatement(QuotaStatement.TAKE)) {
                bind(statement, context, usage);
                try (var row = statement.executeQuery()) {
                    if (!row.next()) {
                        throw new IllegalStateException("there is no tenant " + context.tenant());
                    }
                    return Answer.read(row);
                }
            }
        });
        switch (answer.outcome()) {
            case "month" -> throw refused(usage, "this month", answer.resetsAt());
            case "day" -> throw refused(usage, "today by this deployment", answer.tomorrow());
            case "known" -> {
                return new Taken(answer.used(), answer.quota(), false);
            }
            default -> {
                thresholds.look(context, usage.metric(), answer);
                return new Taken(answer.used(), answer.quota(), true);
            }
        }
    }

    private static void bind(PreparedStatement statement, CallContext context, Usage usage) throws SQLException {
        var deployment = usage.deployment() == null ? NONE : usage.deployment();
        var member = usage.member() == null ? null : usage.member().value();
        statement.setString(1, usage.metric().code());
        statement.setLong(2, usage.quantity());
        statement.setTimestamp(3, Timestamp.from(usage.at()));
        statement.setObject(4, usage.dayLimit(), Types.BIGINT);
        statement.setObject(5, deployment);
        statement.setObject(6, member, Types.OTHER);
        statement.setObject(7, usage.conversation(), Types.OTHER);
        statement.setString(8, usage.source());
        statement.setObject(9, Ids.next());
        statement.setObject(10, context.tenant().value());
    }

    private GuichetException refused(Usage usage, String when, Instant until) {
        transactions.setRollbackOnly();
        var wait = Duration.between(clock.instant(), until);
        return GuichetException.retryAfter(
                ProblemCode.QUOTA_EXCEEDED,
                "All " + usage.metric().code() + " that may be used " + when + " are used.",
                wait.isNegative() ? Duration.ZERO : wait);
    }

    /** Whether there is another unit now; nothing keeps it from being taken by somebody else. */
    boolean hasRoom(CallContext context, Metric metric) {
        var limit = limit(context, metric);
        if (limit.isEmpty()) {
            return true;
        }
        var used = (Number) em.createNativeQuery("""
                        select coalesce(sum(c.used), 0) from usage_counters c join tenants t on t.id = c.tenant_id
                         where c.tenant_id = :tenant and c.metric = :metric
                           and c.period = cast(date_trunc('month', cast(:now as timestamptz) at time zone t.zone) as date)""")
                .setParameter("tenant", context.tenant().value())
                .setParameter("metric", metric.code())
                .setParameter("now", Timestamp.from(clock.instant()))
                .getSingleResult();
        return used.longValue() < limit.getAsLong();
    }

    /**
     * How many of something the tenant may have or use in a period; nothing where there is no limit. Of what exists at a
     * time, a plan that is to follow counts already.
     */
    public OptionalLong limit(CallContext context, Metric metric) {
        var limit = (Number) em.createNativeQuery(QuotaStatement.LIMIT)
                .setParameter("metric", metric.code())
                .setParameter("gauge", !metric.isCounted())
                .setParameter("now", Timestamp.from(clock.instant()))
                .setParameter("tenant", context.tenant().value())
                .getSingleResult();
        return limit == null ? OptionalLong.empty() : OptionalLong.of(limit.longValue());
    }

    /**
     * What was taken.
     *
     * @param used of the metric in the period, this included
     * @param quota what the period has; null where nothing is counted against it
     * @param counted false where the same source was counted before
     */
    public record Taken(long used, @Nullable Long quota, boolean counted) {}

    /** What the statement answers. */
    record Answer(
            String outcome,
            LocalDate period,
            Instant resetsAt,
            Instant tomorrow,
            long used,
            @Nullable Long quota,
            int alerted) {

        static Answer read(ResultSet row) throws SQLException {
            return new Answer(
                    row.getString("outcome"),
                    row.getObject("period", LocalDate.class),
                    row.getTimestamp("resets_at").toInstant(),
                    row.getTimestamp("tomorrow").toInstant(),
                    row.getLong("used"),
                    row.getObject("quota", Long.class),
                    row.getInt("alerted"));
        }
    }
}
