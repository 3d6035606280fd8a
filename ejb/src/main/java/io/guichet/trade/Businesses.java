package io.guichet.trade;

import io.guichet.conversation.ConversationId;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.Permission;
import io.guichet.spi.sector.Business;
import io.guichet.tenancy.Audit;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** What a business says of itself, and what an agent is given of it. */
@UseCase
@Stateless
public class Businesses {

    @PersistenceContext
    EntityManager em;

    @Inject
    BusinessRows rows;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    /** What was said; what holds without where nothing was. */
    public BusinessProfile get(CallContext context) {
        return rows.profile(context);
    }

    /**
     * Replaces all of it. What was ordered and booked stays.
     *
     * @throws io.guichet.kernel.GuichetException {@link io.guichet.kernel.ProblemCode#INVALID_FIELDS}
     */
    public BusinessProfile replace(CallContext context, BusinessProfile wanted) {
        context.require(Permission.MANAGE_PRICES);
        wanted.requireValid();
        var profile = wanted.filled();
        var before = rows.profile(context);
        em.createNativeQuery("""
                        insert into businesses (tenant_id, chairs, slot_minutes, preparation_minutes, updated_at)
                        values (:tenant, :chairs, :slot, :preparation, :now)
                        on conflict (tenant_id) do update
                           set chairs = excluded.chairs, slot_minutes = excluded.slot_minutes,
                               preparation_minutes = excluded.preparation_minutes,
                               version = businesses.version + 1, updated_at = excluded.updated_at""")
                .setParameter("tenant", context.tenant().value())
                .setParameter("chairs", profile.chairs())
                .setParameter("slot", profile.slotMinutes())
                .setParameter("preparation", profile.preparationMinutes())
                .setParameter("now", Timestamp.from(clock.instant()))
                .executeUpdate();
        rows.replace(context, profile);
        var after = rows.profile(context);
        audit.record(context, "business.replaced", context.tenant().toString(), before, after);
        return after;
    }

    /** What an agent is given: hours, offers, what is taken, and what this conversation ordered or booked. */
    public Business of(CallContext context, ConversationId conversation) {
        return rows.business(context, conversation, now());
    }

    /** Today, at the business. */
    public LocalDate today(CallContext context) {
        return LocalDate.ofInstant(clock.instant(), rows.zone(context));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
