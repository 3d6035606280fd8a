package io.guichet.billing;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.Permission;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is used of what there is. Reads counters, one row for each metric and month: never the ledger. */
@UseCase
@Stateless
public class UsageFigures {

    private static final int MONTHS = 12;

    @PersistenceContext
    EntityManager em;

    @Inject
    SubscriptionRows subscriptions;

    @Inject
    Holdings holdings;

    @Inject
    Clock clock;

    /** The running period and the twelve before. */
    public UsageView current(CallContext context) {
        context.require(Permission.READ_USAGE);
        var now = clock.instant();
        var month = subscriptions.month(context, now);
        var sold = subscriptions.view(context, now).current();
        var used = used(context, month.first().minusMonths(MONTHS));
        var running = used.getOrDefault(month.first(), Map.of());
        var own = own(context);
        var lines = Arrays.stream(Metric.values())
                .map(metric -> line(
                        metric,
                        metric.isCounted() ? running.getOrDefault(metric, 0L) : holdings.count(context, metric),
                        limit(metric, sold),
                        own.get(metric),
                        month))
                .toList();
        return new UsageView(
                sold == null ? null : sold.plan(),
                YearMonth.from(month.first()).toString(),
                month.zone().getId(),
                month.end(),
                lines,
                history(used, month.first()));
    }

    private static @Nullable PlanLimit limit(Metric metric, SubscriptionView.@Nullable Sold sold) {
        return sold == null
                ? null
                : sold.limits().stream()
                        .filter(limit -> limit.metric() == metric)
                        .findFirst()
                        .orElse(null);
    }

    private static UsageView.Line line(
            Metric metric, long used, @Nullable PlanLimit limit, @Nullable Long own, Month month) {
        var included = own != null || limit == null ? own : limit.included();
        var beyond = own != null ? Beyond.STOP : limit == null ? Beyond.UNLIMITED : limit.beyond();
        return new UsageView.Line(
                metric,
                used,
                included,
                included == null ? null : Math.max(0, included - used),
                beyond,
                included == null || included == 0 ? null : percent(used, included),
                metric.isCounted() ? month.end() : null);
    }

    private static BigDecimal percent(long used, long included) {
        return BigDecimal.valueOf(used)
                .multiply(BigDecimal.valueOf(100))
                .divide(BigDecimal.valueOf(included), 1, RoundingMode.DOWN);
    }

    private Map<Metric, Long> own(CallContext context) {
        var row = (Object[]) em.createNativeQuery(
                        "select max_sessions_month, max_messages_month, max_deployments from tenants where id = :tenant")
                .setParameter("tenant", context.tenant().value())
                .getSingleResult();
        var metrics = List.of(Metric.SESSIONS, Metric.MESSAGES, Metric.DEPLOYMENTS);
        var own = new HashMap<Metric, Long>();
        for (var i = 0; i < metrics.size(); i++) {
            if (row[i] != null) {
                own.put(metrics.get(i), ((Number) row[i]).longValue());
            }
        }
        return own;
    }

    @SuppressWarnings("unchecked")
    private Map<LocalDate, Map<Metric, Long>> used(CallContext context, LocalDate since) {
        var rows = (List<Object[]>) em.createNativeQuery("select cast(period as text), metric, used from usage_counters"
                        + " where tenant_id = :tenant and period >= :since")
                .setParameter("tenant", context.tenant().value())
                .setParameter("since", since)
                .getResultList();
        var used = new TreeMap<LocalDate, Map<Metric, Long>>();
        for (var row : rows) {
            used.computeIfAbsent(LocalDate.parse((String) row[0]), period -> new HashMap<>())
                    .put(Metric.of((String) row[1]), ((Number) row[2]).longValue());
        }
        return used;
    }

    private static List<UsageView.Past> history(Map<LocalDate, Map<Metric, Long>> used, LocalDate current) {
        var past = new ArrayList<UsageView.Past>();
        used.forEach((period, metrics) -> {
            if (period.isBefore(current)) {
                var byCode = new HashMap<String, Long>();
                metrics.forEach((metric, quantity) -> byCode.put(metric.code(), quantity));
                past.addFirst(new UsageView.Past(YearMonth.from(period).toString(), byCode));
            }
        });
        return past;
    }
}
