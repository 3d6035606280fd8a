package io.guichet.answering.models;

import io.guichet.answering.ModelUsage;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.Permission;
import io.guichet.tenancy.Audit;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What models' calls may cost, and did: reserved before each in one transaction, written after it in another. */
@UseCase
@Stateless
public class ModelMeter {

    @PersistenceContext
    EntityManager em;

    @Inject
    ModelsConfig config;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    /**
     * A call that ended.
     *
     * @param id the reservation's, where there was one
     * @param own whether it was asked with a key of the tenant's own
     * @param outcome {@code complete}, {@code cut_off}, or why there was no answer
     */
    public record Ended(
            UUID id,
            String provider,
            String model,
            boolean own,
            int inputTokens,
            int outputTokens,
            long costMicros,
            long millis,
            String outcome) {

        boolean failed() {
            return !outcome.equals("complete") && !outcome.equals("cut_off");
        }
    }

    /**
     * Sets aside what a call may cost. Calls at once come one after the other here, so that together they stay under the
     * ceiling.
     *
     * @param lapsesAfter how long it stands where nobody says how the call ended
     * @return whether the day's ceiling has room for it
     */
    public boolean reserve(CallContext context, UUID id, long costMicros, Duration lapsesAfter) {
        var now = clock.instant();
        var day = Date.valueOf(today(context, now));
        on(context, day, """
                        insert into model_spending (tenant_id, day, cost_micros) values (:tenant, :day, 0)
                        on conflict do nothing""").executeUpdate();
        var spent = (Number) on(context, day, """
                        select cost_micros from model_spending where tenant_id = :tenant and day = :day for update""").getSingleResult();
        lapse(context, now);
        var reserved = (Number) on(context, day, """
                        select coalesce(sum(cost_micros), 0) from model_reservations
                         where tenant_id = :tenant and day = :day""").getSingleResult();
        if (spent.longValue() + reserved.longValue() + costMicros > ceiling(context)) {
            return false;
        }
        on(context, day, """
                        insert into model_reservations (tenant_id, id, day, cost_micros, lapses_at)
                        values (:tenant, :id, :day, :cost, :lapses)""")
                .setParameter("id", id)
                .setParameter("cost", costMicros)
                .setParameter("lapses", Timestamp.from(now.plus(lapsesAfter)))
                .executeUpdate();
        return true;
    }

    /** Writes down how a call ended, and gives back what was set aside for it. Told twice, it is written once. */
    public void settle(CallContext context, Ended call) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (!write(context, now, call)) {
            return;
        }
        var day = Date.valueOf(today(context, now));
        if (call.costMicros() > 0) {
            on(context, day, """
                            insert into model_spending (tenant_id, day, cost_micros) values (:tenant, :day, :cost)
                            on conflict (tenant_id, day) do update
                               set cost_micros = model_spending.cost_micros + excluded.cost_micros""").setParameter("cost", call.costMicros()).executeUpdate();
        }
        figures(on(context, day, """
                        insert into model_days (tenant_id, day, provider, model, calls, failed, input_tokens,
                                                output_tokens, cost_micros)
                        values (:tenant, :day, :provider, :model, 1, :failed, :input, :output, :cost)
                        on conflict (tenant_id, day, provider, model) do update
                           set calls = model_days.calls + 1, failed = model_days.failed + excluded.failed,
                               input_tokens = model_days.input_tokens + excluded.input_tokens,
                               output_tokens = model_days.output_tokens + excluded.output_tokens,
                               cost_micros = model_days.cost_micros + excluded.cost_micros"""), call)
                .setParameter("failed", call.failed() ? 1 : 0)
                .executeUpdate();
        release(context, call.id());
    }

    /** Gives back what was set aside for a call that was never made. */
    public void release(CallContext context, UUID id) {
        em.createNativeQuery("delete from model_reservations where tenant_id = :tenant and id = :id")
                .setParameter("tenant", context.tenant().value())
                .setParameter("id", id)
                .executeUpdate();
    }

    private boolean write(CallContext context, Instant now, Ended call) {
        var insert = em.createNativeQuery("""
                        insert into model_calls (tenant_id, id, at, provider, model, own, input_tokens, output_tokens,
                                                 cost_micros, millis, outcome)
                        values (:tenant, :id, :now, :provider, :model, :own, :input, :output, :cost, :millis, :outcome)
                        on conflict do nothing""")
                .setParameter("tenant", context.tenant().value());
        return figures(insert, call)
                        .setParameter("id", call.id())
                        .setParameter("now", Timestamp.from(now))
                        .setParameter("own", call.own())
                        .setParameter("millis", Math.toIntExact(Math.min(call.millis(), Integer.MAX_VALUE)))
                        .setParameter("outcome", call.outcome())
                        .executeUpdate()
                > 0;
    }

    /**
     * What models did and cost, the newest day first.
     *
     * @param days how many, today included
     */
    @SuppressWarnings("unchecked")
    public ModelUsage usage(CallContext context, int days) {
        context.require(Permission.READ_USAGE);
        var today = today(context, clock.instant());
        List<Object[]> rows =
                on(context, Date.valueOf(today.minusDays(days)), """
                        select day, provider, model, calls, failed, input_tokens, output_tokens, cost_micros
                          from model_days where tenant_id = :tenant and day > :day
                         order by day desc, provider, model""").getResultList();
        var used = rows.stream().map(ModelMeter::used).toList();
        var spent = used.stream()
                .filter(row -> row.day().equals(today))
                .mapToLong(ModelUsage.Day::costMicros)
                .sum();
        return new ModelUsage(today.minusDays(days - 1L), today, ceiling(context), spent, used);
    }

    /**
     * Says what a tenant's models may cost in a day, for those who run the platform.
     *
     * @param dailyMicros millionths of a euro, or null for what the configuration says
     */
    public void setCeiling(CallContext context, @Nullable Long dailyMicros) {
        context.require(Permission.MANAGE_SUBSCRIPTION);
        var before = new Ceiling(ceiling(context));
        em.createNativeQuery("delete from model_ceilings where tenant_id = :tenant")
                .setParameter("tenant", context.tenant().value())
                .executeUpdate();
        if (dailyMicros != null) {
            em.createNativeQuery(
                            "insert into model_ceilings (tenant_id, daily_micros, updated_at) values (:tenant, :micros, :now)")
                    .setParameter("tenant", context.tenant().value())
                    .setParameter("micros", dailyMicros)
                    .setParameter("now", Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MICROS)))
                    .executeUpdate();
        }
        audit.record(context, "model_ceiling.set", context.tenant().toString(), before, new Ceiling(ceiling(context)));
    }

    private long ceiling(CallContext context) {
        List<?> own = em.createNativeQuery("select daily_micros from model_ceilings where tenant_id = :tenant")
                .setParameter("tenant", context.tenant().value())
                .getResultList();
        return own.isEmpty() ? config.ceilingMicros() : ((Number) own.getFirst()).longValue();
    }

    record Ceiling(long dailyCeilingMicros) {}

    /**
     * Forgets single calls that are older than is kept, what lapsed, and what former days cost; the figures of the days stay.
     *
     * @return how many
     */
    public int forget(CallContext context) {
        var now = clock.instant();
        lapse(context, now);
        on(context, Date.valueOf(today(context, now).minusDays(2)), """
                        delete from model_spending where tenant_id = :tenant and day < :day""").executeUpdate();
        return em.createNativeQuery("delete from model_calls where tenant_id = :tenant and at < :before")
                .setParameter("tenant", context.tenant().value())
                .setParameter("before", Timestamp.from(now.minus(config.callsKept)))
                .executeUpdate();
    }

    private void lapse(CallContext context, Instant now) {
        em.createNativeQuery("delete from model_reservations where tenant_id = :tenant and lapses_at <= :now")
                .setParameter("tenant", context.tenant().value())
                .setParameter("now", Timestamp.from(now))
                .executeUpdate();
    }

    private Query on(CallContext context, Date day, String sql) {
        return em.createNativeQuery(sql)
                .setParameter("tenant", context.tenant().value())
                .setParameter("day", day);
    }

    private static Query figures(Query query, Ended call) {
        return query.setParameter("provider", call.provider())
                .setParameter("model", call.model())
                .setParameter("input", call.inputTokens())
                .setParameter("output", call.outputTokens())
                .setParameter("cost", call.costMicros());
    }

    /** The day that it is for a tenant. */
    private LocalDate today(CallContext context, Instant now) {
        var zone = (String) em.createNativeQuery("select zone from tenants where id = :tenant")
                .setParameter("tenant", context.tenant().value())
                .getSingleResult();
        return LocalDate.ofInstant(now, ZoneId.of(zone));
    }

    private static ModelUsage.Day used(Object[] row) {
        return new ModelUsage.Day(
                ((Date) row[0]).toLocalDate(),
                (String) row[1],
                (String) row[2],
                ((Number) row[3]).intValue(),
                ((Number) row[4]).intValue(),
                ((Number) row[5]).longValue(),
                ((Number) row[6]).longValue(),
                ((Number) row[7]).longValue());
    }
}
