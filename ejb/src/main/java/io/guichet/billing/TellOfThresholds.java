package io.guichet.billing;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Set;

/** Tells of a quota that is nearly used up, in the transaction that brought it there, once for each threshold. */
@ApplicationScoped
class TellOfThresholds {

    private static final Set<Metric> TOLD = Set.of(Metric.SESSIONS, Metric.MESSAGES);

    @PersistenceContext
    EntityManager em;

    @Inject
    Event<QuotaThresholdReached> reached;

    @Inject
    Clock clock;

    /** The counter's row is held by this transaction: nobody else sees the same threshold for the first time. */
    void look(CallContext context, Metric metric, Quotas.Answer answer) {
        if (answer.quota() == null || !TOLD.contains(metric)) {
            return;
        }
        var news = Thresholds.reached(answer.used(), answer.quota(), answer.alerted());
        if (news.isEmpty()) {
            return;
        }
        em.createNativeQuery("update usage_counters set alerted = :threshold"
                        + " where tenant_id = :tenant and metric = :metric and period = :period")
                .setParameter("threshold", news.getLast())
                .setParameter("tenant", context.tenant().value())
                .setParameter("metric", metric.code())
                .setParameter("period", answer.period())
                .executeUpdate();
        for (var threshold : news) {
            if (note(context, metric, answer, threshold)) {
                reached.fire(new QuotaThresholdReached(
                        context, metric, answer.period(), threshold, answer.used(), answer.quota(), answer.resetsAt()));
            }
        }
    }

    private boolean note(CallContext context, Metric metric, Quotas.Answer answer, int threshold) {
        return em.createNativeQuery("""
                        insert into quota_alerts (id, tenant_id, metric, period, threshold, used, quota, created_at)
                        values (:id, :tenant, :metric, :period, :threshold, :used, :quota, :now)
                        on conflict (tenant_id, metric, period, threshold) do nothing""")
                        .setParameter("id", Ids.next())
                        .setParameter("tenant", context.tenant().value())
                        .setParameter("metric", metric.code())
                        .setParameter("period", answer.period())
                        .setParameter("threshold", threshold)
                        .setParameter("used", answer.used())
                        .setParameter("quota", answer.quota())
                        .setParameter("now", Timestamp.from(clock.instant()))
                        .executeUpdate()
                == 1;
    }
}
