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
import io.guichet.spi.sector.OrderDraft;
import io.guichet.tenancy.Audit;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Orders that agents took down, to be fetched by the contact. */
@UseCase
@Stateless
public class Orders {

    /** A contact may think about his yes for as long. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @PersistenceContext
    EntityManager em;

    @Inject
    OrderRows rows;

    @Inject
    BusinessRows businesses;

    @Inject
    PriceBooks books;

    @Inject
    Audit audit;

    @Inject
    Event<OrderPlaced> placed;

    @Inject
    Event<OrderChanged> changed;

    @Inject
    Clock clock;

    /**
     * Prices and stores an order.
     *
     * @param agent whose price book holds where the tenant has none of its own
     * @return nothing where it cannot be fetched then, or something of it cannot be had any more: nothing was stored
     */
    public Optional<OrderView> place(
            CallContext context, ConversationId conversation, AgentId agent, OrderDraft draft) {
        var now = now();
        var business = businesses.business(context, conversation, now.minus(PATIENCE));
        var book = books.current(context, agent);
        var codes = draft.lines().stream().map(OrderDraft.Line::code).toList();
        if (!business.canFetch(draft.fetchAt())
                || !Pricing.hasAll(codes, book)
                || !codes.stream().allMatch(business::has)) {
            return Optional.empty();
        }
        var priced = PricedOrder.of(Pricing.units(draft, book), book.currency());
        var order = new OrderView(
                OrderId.next(),
                conversation,
                OrderStatus.PLACED.wireName(),
                draft.fetchAt(),
                new Customer(draft.contact().name(), draft.contact().phone()),
                draft.note(),
                priced,
                now,
                now);
        rows.insert(context, order);
        placed.fire(new OrderPlaced(context, order));
        return Optional.of(order);
    }

    /** Cancels what a conversation ordered, as long as nobody accepted it; false where somebody did. */
    public boolean cancel(CallContext context, ConversationId conversation, OrderId id) {
        var cancelled = em.createNativeQuery("update orders set status = 'cancelled', updated_at = :now"
                                + " where tenant_id = :tenant and id = :id and conversation_id = :conversation"
                                + " and status = 'placed'")
                        .setParameter("now", Timestamp.from(now()))
                        .setParameter("tenant", context.tenant().value())
                        .setParameter("id", id.value())
                        .setParameter("conversation", conversation.value())
                        .executeUpdate()
                == 1;
        if (cancelled) {
            rows.find(context, id, false).ifPresent(row -> changed.fire(new OrderChanged(context, row)));
        }
        return cancelled;
    }

    /** A page of them, by the time at which they are fetched. */
    public Page<OrderView> list(CallContext context, TradeSearch search, PageRequest page) {
        context.require(Permission.READ_ALL_MEMBERS);
        var found = rows.list(context, search, businesses.zone(context), page);
        return Page.cut(found, page.limit(), o -> new Cursor(o.fetchAt().toString(), o.id().value()));
    }

    /**
     * @throws GuichetException {@link ProblemCode#NOT_FOUND} also for another tenant's
     */
    public OrderView get(CallContext context, OrderId id) {
        context.require(Permission.READ_ALL_MEMBERS);
        return rows.find(context, id, false).orElseThrow(Orders::none);
    }

    /**
     * Says how far it is. What it is already, it stays.
     *
     * @throws GuichetException {@link ProblemCode#NOT_FOUND}; {@link ProblemCode#CONFLICT} where it is too far for that
     */
    public OrderView change(CallContext context, OrderId id, OrderStatus next) {
        context.require(Permission.READ_ALL_MEMBERS);
        var before = rows.find(context, id, true).orElseThrow(Orders::none);
        var was = OrderStatus.of(before.status()).orElseThrow();
        if (!was.mayBecome(next)) {
            throw new GuichetException(
                    ProblemCode.CONFLICT,
                    "The order is " + was.wireName() + " and cannot become " + next.wireName() + ".");
        }
        if (was == next) {
            return before;
        }
        em.createNativeQuery(
                        "update orders set status = :status, updated_at = :now where tenant_id = :tenant and id = :id")
                .setParameter("status", next.wireName())
                .setParameter("now", Timestamp.from(now()))
                .setParameter("tenant", context.tenant().value())
                .setParameter("id", id.value())
                .executeUpdate();
        var after = rows.find(context, id, false).orElseThrow(Orders::none);
        changed.fire(new OrderChanged(context, after));
        audit.record(
                context,
                "order." + next.wireName(),
                id.toString(),
                new StatusOf(was.wireName()),
                new StatusOf(next.wireName()));
        return after;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static GuichetException none() {
        return new GuichetException(ProblemCode.NOT_FOUND, "No order of yours has this id.");
    }

    /** What the trail tells of an order: nothing of whose it is. */
    record StatusOf(String status) {}
}
