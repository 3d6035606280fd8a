package io.guichet.trade;

import io.guichet.agent.AgentId;
import io.guichet.conversation.ConversationId;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.Cursor;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Page;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.Permission;
import io.guichet.kernel.ProblemCode;
import io.guichet.quote.PriceBooks;
import io.guichet.spi.sector.AppointmentDraft;
import io.guichet.spi.sector.Business;
import io.guichet.tenancy.Audit;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Appointments that agents made. A chair is taken once: whoever comes second is told, and nothing is stored. */
@UseCase
@Stateless
public class Appointments {

    @PersistenceContext
    EntityManager em;

    @Inject
    AppointmentRows rows;

    @Inject
    BusinessRows businesses;

    @Inject
    PriceBooks books;

    @Inject
    Audit audit;

    @Inject
    Event<AppointmentBooked> booked;

    @Inject
    Event<AppointmentChanged> changed;

    @Inject
    Clock clock;

    /**
     * Stores an appointment at a chair that is free, or moves one of the same conversation.
     *
     * @param agent whose price book holds where the tenant has none of its own
     * @return nothing where it is past, closed or taken, something of it cannot be had, or what was to be moved stands no
     *     more: nothing was stored
     */
    public Optional<AppointmentView> book(
            CallContext context, ConversationId conversation, AgentId agent, AppointmentDraft draft) {
        hold(context);
        var now = now();
        var business = businesses.business(context, conversation, now);
        var moved = moved(business, draft);
        if (draft.replaces() != null && moved.isEmpty()) {
            return Optional.empty();
        }
        var free = moved.map(business::without).orElse(business);
        var chair = free.freeChair(draft.startsAt(), draft.length());
        var book = books.current(context, agent);
        if (chair.isEmpty()
                || !free.canBook(draft.startsAt(), draft.length())
                || !Pricing.hasAll(draft.services(), book)
                || !draft.services().stream().allMatch(business::has)) {
            return Optional.empty();
        }
        var id = moved.flatMap(m -> AppointmentId.parse(m.id())).orElseGet(AppointmentId::next);
        var appointment = new AppointmentView(
                id,
                conversation,
                AppointmentStatus.BOOKED.wireName(),
                draft.startsAt(),
                draft.startsAt().plus(draft.length()),
                chair.getAsInt(),
                AppointmentRows.services(draft.services(), book),
                new Customer(draft.contact().name(), draft.contact().phone()),
                draft.note(),
                1,
                now,
                now);
        var stored =
                moved.isPresent() ? rows.move(context, appointment) : Optional.of(rows.insert(context, appointment));
        stored.ifPresent(a -> booked.fire(new AppointmentBooked(context, a)));
        return stored;
    }

    /** Two that book at a business at once do it one after the other: the second sees what the first took. */
    private void hold(CallContext context) {
        em.createNativeQuery("select 1 from businesses where tenant_id = :tenant for update")
                .setParameter("tenant", context.tenant().value())
                .getResultList();
    }

    private static Optional<Business.Standing> moved(Business business, AppointmentDraft draft) {
        return business.standing().stream()
                .filter(s -> s.kind() == Business.Kind.APPOINTMENT && s.id().equals(draft.replaces()))
                .findFirst();
    }

    /** Cancels what a conversation booked; false where it is past or cancelled already. */
    public boolean cancel(CallContext context, ConversationId conversation, AppointmentId id) {
        var cancelled = em.createNativeQuery("update appointments set status = 'cancelled', updated_at = :now"
                                + " where tenant_id = :tenant and id = :id and conversation_id = :conversation"
                                + " and status in ('booked', 'accepted') and starts_at > :now")
                        .setParameter("now", Timestamp.from(now()))
                        .setParameter("tenant", context.tenant().value())
                        .setParameter("id", id.value())
                        .setParameter("conversation", conversation.value())
                        .executeUpdate()
                == 1;
        if (cancelled) {
            rows.find(context, id, false).ifPresent(row -> changed.fire(new AppointmentChanged(context, row)));
        }
        return cancelled;
    }

    /** A page of them, by the time at which they begin. */
    public Page<AppointmentView> list(CallContext context, TradeSearch search, PageRequest page) {
        context.require(Permission.READ_ALL_MEMBERS);
        var found = rows.list(context, search, businesses.zone(context), page);
        return Page.cut(found, page.limit(), a -> new Cursor(a.startsAt().toString(), a.id().value()));
    }

    /**
     * @throws GuichetException {@link ProblemCode#NOT_FOUND} also for another tenant's
     */
    public AppointmentView get(CallContext context, AppointmentId id) {
        context.require(Permission.READ_ALL_MEMBERS);
        return rows.find(context, id, false).orElseThrow(Appointments::none);
    }

    /**
     * Says how far it is. What it is already, it stays.
     *
     * @throws GuichetException {@link ProblemCode#NOT_FOUND}; {@link ProblemCode#CONFLICT} where it is too far for that
     */
    public AppointmentView change(CallContext context, AppointmentId id, AppointmentStatus next) {
        context.require(Permission.READ_ALL_MEMBERS);
        var before = rows.find(context, id, true).orElseThrow(Appointments::none);
        var was = AppointmentStatus.of(before.status()).orElseThrow();
        if (!was.mayBecome(next)) {
            throw new GuichetException(
                    ProblemCode.CONFLICT,
                    "The appointment is " + was.wireName() + " and cannot become " + next.wireName() + ".");
        }
        if (was == next) {
            return before;
        }
        em.createNativeQuery("update appointments set status = :status, updated_at = :now"
                        + " where tenant_id = :tenant and id = :id")
                .setParameter("status", next.wireName())
                .setParameter("now", Timestamp.from(now()))
                .setParameter("tenant", context.tenant().value())
                .setParameter("id", id.value())
                .executeUpdate();
        var after = rows.find(context, id, false).orElseThrow(Appointments::none);
        changed.fire(new AppointmentChanged(context, after));
        audit.record(
                context,
                "appointment." + next.wireName(),
                id.toString(),
                new Orders.StatusOf(was.wireName()),
                new Orders.StatusOf(next.wireName()));
        return after;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static GuichetException none() {
        return new GuichetException(ProblemCode.NOT_FOUND, "No appointment of yours has this id.");
    }
}
