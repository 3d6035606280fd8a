package io.guichet.trade;

import io.guichet.conversation.ConversationId;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.Money;
import io.guichet.kernel.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads and writes orders, in the transaction of a use case. */
@ApplicationScoped
class OrderRows {

    private static final String COLUMNS =
            "select id, conversation_id, status, fetch_at, contact_name, contact_phone, note,"
                    + " currency, created_at, updated_at from orders o";

    @PersistenceContext
    EntityManager em;

    void insert(CallContext context, OrderView order) {
        var currency = Currency.getInstance(order.order().currency());
        em.createNativeQuery("""
                        insert into orders (id, tenant_id, conversation_id, status, fetch_at, contact_name, contact_phone,
                                            note, total_minor, currency, created_at, updated_at)
                        values (:id, :tenant, :conversation, :status, :at, :name, cast(:phone as text), :note, :total,
                                :currency, :now, :now)""")
                .setParameter("id", order.id().value())
                .setParameter("tenant", context.tenant().value())
                .setParameter("conversation", order.conversationId().value())
                .setParameter("status", order.status())
                .setParameter("at", Timestamp.from(order.fetchAt()))
                .setParameter("name", order.customer().name())
                .setParameter("phone", order.customer().phone())
                .setParameter("note", order.note())
                .setParameter("total", Money.of(order.order().total(), currency).minor())
                .setParameter("currency", order.order().currency())
                .setParameter("now", Timestamp.from(order.createdAt()))
                .executeUpdate();
        for (int i = 0; i < order.order().lines().size(); i++) {
            insert(context, order.id(), i, order.order().lines().get(i), currency);
        }
    }

    private void insert(CallContext context, OrderId order, int position, PricedOrder.Line line, Currency currency) {
        em.createNativeQuery("""
                        insert into order_lines (tenant_id, order_id, position, code, label, quantity, unit_price_minor,
                                                 vat_rate)
                        values (:tenant, :order, :position, :code, :label, :quantity, :price, :rate)""")
                .setParameter("tenant", context.tenant().value())
                .setParameter("order", order.value())
                .setParameter("position", position)
                .setParameter("code", line.code())
                .setParameter("label", line.label())
                .setParameter("quantity", line.quantity())
                .setParameter("price", Money.of(line.unitPrice(), currency).minor())
                .setParameter("rate", line.vatRate())
                .executeUpdate();
    }

    /**
     * @param held whether nobody else may change it before the transaction ends
     */
    Optional<OrderView> find(CallContext context, OrderId id, boolean held) {
        var values = new LinkedHashMap<String, Object>();
        values.put("tenant", context.tenant().value());
        values.put("id", id.value());
        return views(
                        context,
                        COLUMNS + " where tenant_id = :tenant and id = :id" + (held ? " for update" : ""),
                        values,
                        null)
                .stream()
                .findFirst();
    }

    /** One more than asked, where there are as many. */
    List<OrderView> list(CallContext context, TradeSearch search, ZoneId zone, PageRequest page) {
        var values = new LinkedHashMap<String, Object>();
        var conditions = TradeConditions.of(context, search, zone, page, "fetch_at", values);
        return views(context, COLUMNS + conditions, values, page.limit() + 1);
    }

    @SuppressWarnings("unchecked")
    private List<OrderView> views(CallContext context, String sql, Map<String, Object> values, @Nullable Integer most) {
        var query = em.createNativeQuery(sql);
        values.forEach(query::setParameter);
        if (most != null) {
            query.setMaxResults(most);
        }
        List<Object[]> found = query.getResultList();
        var lines = lines(context, found.stream().map(row -> (UUID) row[0]).toList());
        return found.stream()
                .map(row -> view(row, lines.getOrDefault((UUID) row[0], List.of())))
                .toList();
    }

    private static OrderView view(Object[] row, List<Object[]> lines) {
        var currency = Currency.getInstance(row[7].toString().strip());
        var units = lines.stream()
                .map(line -> new PricedOrder.Unit(
                        (String) line[1],
                        (String) line[2],
                        ((Number) line[3]).intValue(),
                        new Money(((Number) line[4]).longValue(), currency),
                        (BigDecimal) line[5]))
                .toList();
        return new OrderView(
                new OrderId((UUID) row[0]),
                new ConversationId((UUID) row[1]),
                (String) row[2],
                (Instant) row[3],
                new Customer((String) row[4], (String) row[5]),
                (String) row[6],
                PricedOrder.of(units, currency),
                (Instant) row[8],
                (Instant) row[9]);
    }

    private Map<UUID, List<Object[]>> lines(CallContext context, List<UUID> orders) {
        var byOrder = new LinkedHashMap<UUID, List<Object[]>>();
        if (orders.isEmpty()) {
            return byOrder;
        }
        @SuppressWarnings("unchecked")
        List<Object[]> found = em.createNativeQuery("""
                        select order_id, code, label, quantity, unit_price_minor, vat_rate from order_lines
                         where tenant_id = :tenant and order_id in (:orders) order by order_id, position""")
                .setParameter("tenant", context.tenant().value())
                .setParameter("orders", orders)
                .getResultList();
        found.forEach(row ->
                byOrder.computeIfAbsent((UUID) row[0], id -> new ArrayList<>()).add(row));
        return byOrder;
    }
}
