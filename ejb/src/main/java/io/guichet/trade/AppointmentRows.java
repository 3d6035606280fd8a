package io.guichet.trade;

import io.guichet.conversation.ConversationId;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.Json;
import io.guichet.kernel.PageRequest;
import io.guichet.quote.PriceBooks.CurrentBook;
import io.guichet.quote.PriceWithVat;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads and writes appointments, in the transaction of a use case. */
@ApplicationScoped
class AppointmentRows {

    private static final String COLUMNS = "select id, conversation_id, status, starts_at, ends_at, chair, services,"
            + " contact_name, contact_phone, note, version, created_at, updated_at from appointments";

    @PersistenceContext
    EntityManager em;

    /** The services with their prices; the book has all of them. */
    static List<AppointmentView.Service> services(List<String> codes, CurrentBook book) {
        return codes.stream()
                .flatMap(code -> book.book().item(code).stream())
                .map(item -> {
                    var price = PriceWithVat.of(item, book.currency());
                    return new AppointmentView.Service(
                            item.code(),
                            item.label(),
                            price.price().major(),
                            price.vatRate(),
                            book.currency().getCurrencyCode());
                })
                .toList();
    }

    AppointmentView insert(CallContext context, AppointmentView appointment) {
        filled(context, appointment, em.createNativeQuery("""
                        insert into appointments (id, tenant_id, conversation_id, status, chair, starts_at, ends_at, services,
                                                  contact_name, contact_phone, note, created_at, updated_at)
                        values (:id, :tenant, :conversation, 'booked', :chair, :starts, :ends, :services, :name,
                                cast(:phone as text), :note, :now, :now)""")).executeUpdate();
        return appointment;
    }

    /** What was accepted before is booked anew; what was cancelled or done meanwhile stays so: nothing is moved. */
    Optional<AppointmentView> move(CallContext context, AppointmentView appointment) {
        int moved = filled(context, appointment, em.createNativeQuery("""
                        update appointments
                           set status = 'booked', chair = :chair, starts_at = :starts, ends_at = :ends,
                               services = :services, contact_name = :name, contact_phone = cast(:phone as text),
                               note = :note, version = version + 1, updated_at = :now
                         where tenant_id = :tenant and id = :id and conversation_id = :conversation
                           and status in ('booked', 'accepted')""")).executeUpdate();
        return moved == 0 ? Optional.empty() : find(context, appointment.id(), false);
    }

    private static Query filled(CallContext context, AppointmentView appointment, Query query) {
        return query.setParameter("id", appointment.id().value())
                .setParameter("tenant", context.tenant().value())
                .setParameter("conversation", appointment.conversationId().value())
                .setParameter("chair", appointment.chair())
                .setParameter("starts", Timestamp.from(appointment.startsAt()))
                .setParameter("ends", Timestamp.from(appointment.endsAt()))
                .setParameter("services", Json.write(appointment.services()))
                .setParameter("name", appointment.customer().name())
                .setParameter("phone", appointment.customer().phone())
                .setParameter("note", appointment.note())
                .setParameter("now", Timestamp.from(appointment.updatedAt()));
    }

    /**
     * @param held whether nobody else may change it before the transaction ends
     */
    Optional<AppointmentView> find(CallContext context, AppointmentId id, boolean held) {
        var values = new LinkedHashMap<String, Object>();
        values.put("tenant", context.tenant().value());
        values.put("id", id.value());
        return views(COLUMNS + " where tenant_id = :tenant and id = :id" + (held ? " for update" : ""), values, null)
                .stream()
                .findFirst();
    }

    /** One more than asked, where there are as many. */
    List<AppointmentView> list(CallContext context, TradeSearch search, ZoneId zone, PageRequest page) {
        var values = new LinkedHashMap<String, Object>();
        var conditions = TradeConditions.of(context, search, zone, page, "starts_at", values);
        return views(COLUMNS + conditions, values, page.limit() + 1);
    }

    @SuppressWarnings("unchecked")
    private List<AppointmentView> views(String sql, Map<String, Object> values, @Nullable Integer most) {
        var query = em.createNativeQuery(sql);
        values.forEach(query::setParameter);
        if (most != null) {
            query.setMaxResults(most);
        }
        List<Object[]> found = query.getResultList();
        return found.stream().map(AppointmentRows::view).toList();
    }

    private static AppointmentView view(Object[] row) {
        return new AppointmentView(
                new AppointmentId((UUID) row[0]),
                new ConversationId((UUID) row[1]),
                (String) row[2],
                (Instant) row[3],
                (Instant) row[4],
                ((Number) row[5]).intValue(),
                Arrays.asList(Json.read((String) row[6], AppointmentView.Service[].class)),
                new Customer((String) row[7], (String) row[8]),
                (String) row[9],
                ((Number) row[10]).intValue(),
                (Instant) row[11],
                (Instant) row[12]);
    }
}
