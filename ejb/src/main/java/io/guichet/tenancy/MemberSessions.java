package io.guichet.tenancy;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** How many session links were made for a member in a month of the tenant's zone. Works in the transaction of a use case. */
@ApplicationScoped
public class MemberSessions {

    private static final String TAKE = """
            insert into member_sessions (tenant_id, member_id, period, used) values (:tenant, :member, :period, 1)
            on conflict (tenant_id, member_id, period) do update set used = member_sessions.used + 1
             where member_sessions.used < :most
            returning used""";

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    /**
     * Takes one for a member: by one statement, so that of many at once no more get through than may.
     *
     * @throws GuichetException {@link ProblemCode#FORBIDDEN} where he may have none, {@link ProblemCode#QUOTA_EXCEEDED}
     *     with {@code Retry-After} where the month's are used up
     */
    public void take(CallContext context, MemberView member) {
        var permissions = member.permissions();
        if (!permissions.canCreateSessions()) {
            throw new GuichetException(ProblemCode.FORBIDDEN, "This member has no permission can_create_sessions.");
        }
        var zone = zone(context);
        var period = LocalDate.ofInstant(clock.instant(), zone).withDayOfMonth(1);
        var most = permissions.maxSessionsMonth() == null ? Long.MAX_VALUE : permissions.maxSessionsMonth();
        if (most == 0 || !taken(context, member, period, most)) {
            var next = period.plusMonths(1).atStartOfDay(zone).toInstant();
            throw GuichetException.retryAfter(
                    ProblemCode.QUOTA_EXCEEDED,
                    "This member's max_sessions_month of " + most + " is used up.",
                    Duration.between(clock.instant(), next));
        }
    }

    private boolean taken(CallContext context, MemberView member, LocalDate period, long most) {
        return !em.createNativeQuery(TAKE, Long.class)
                .setParameter("tenant", context.tenant().value())
                .setParameter("member", member.id().value())
                .setParameter("period", java.sql.Date.valueOf(period))
                .setParameter("most", most)
                .getResultList()
                .isEmpty();
    }

    /** How many were taken this month. */
    public long used(CallContext context, MemberId member) {
        var period = LocalDate.ofInstant(clock.instant(), zone(context)).withDayOfMonth(1);
        List<Long> used = em.createNativeQuery(
                        "select used from member_sessions where member_id = :member and period = :period", Long.class)
                .setParameter("member", member.value())
                .setParameter("period", java.sql.Date.valueOf(period))
                .getResultList();
        return used.isEmpty() ? 0 : used.getFirst();
    }

    private ZoneId zone(CallContext context) {
        return ZoneId.of(em.find(Tenant.class, context.tenant().value()).zone);
    }
}
