package io.guichet.trade;

import io.guichet.conversation.ConversationId;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.Json;
import io.guichet.spi.sector.Business;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads and writes what a business says of itself, in the transaction of a use case. */
@ApplicationScoped
class BusinessRows {

    @PersistenceContext
    EntityManager em;

    BusinessProfile profile(CallContext context) {
        return profile(context, one(context));
    }

    private BusinessProfile profile(CallContext context, Object[] row) {
        if (row[1] == null) {
            return BusinessProfile.NONE;
        }
        return new BusinessProfile(
                number(row[1]), number(row[2]), number(row[3]), hours(context), closures(context), offers(context));
    }

    ZoneId zone(CallContext context) {
        return ZoneId.of((String) one(context)[0]);
    }

    /** Zone, and what else was said; nulls where nothing was. */
    private Object[] one(CallContext context) {
        return (Object[]) em.createNativeQuery("""
                        select t.zone, b.chairs, b.slot_minutes, b.preparation_minutes
                          from tenants t left join businesses b on b.tenant_id = t.id where t.id = :tenant""")
                .setParameter("tenant", context.tenant().value())
                .getSingleResult();
    }

    private List<BusinessProfile.Hours> hours(CallContext context) {
        return rows(
                        context,
                        "select weekday, to_char(opens, 'HH24:MI'), to_char(closes, 'HH24:MI') from business_hours"
                                + " where tenant_id = :tenant order by weekday, opens")
                .stream()
                .map(row -> new BusinessProfile.Hours(
                        DayOfWeek.of(number(row[0])).name().toLowerCase(Locale.ROOT), (String) row[1], (String) row[2]))
                .toList();
    }

    private List<BusinessProfile.Closure> closures(CallContext context) {
        return rows(
                        context,
                        "select cast(first_day as text), cast(last_day as text), reason from closures"
                                + " where tenant_id = :tenant order by first_day")
                .stream()
                .map(row -> new BusinessProfile.Closure((String) row[0], (String) row[1], (String) row[2]))
                .toList();
    }

    private List<BusinessProfile.Offer> offers(CallContext context) {
        return rows(
                        context,
                        "select code, minutes, allergens, available from business_offers"
                                + " where tenant_id = :tenant order by code")
                .stream()
                .map(row -> new BusinessProfile.Offer(
                        (String) row[0], row[1] == null ? null : number(row[1]), words((String) row[2]), (Boolean)
                                row[3]))
                .toList();
    }

    private static @Nullable List<String> words(@Nullable String joined) {
        if (joined == null) {
            return null;
        }
        return joined.isEmpty() ? List.of() : Arrays.asList(joined.split("\\|"));
    }

    /** All of it but its first row, which stands already. */
    void replace(CallContext context, BusinessProfile profile) {
        for (var table : List.of("business_hours", "closures", "business_offers")) {
            em.createNativeQuery("delete from " + table + " where tenant_id = :tenant")
                    .setParameter("tenant", context.tenant().value())
                    .executeUpdate();
        }
        for (var row : Objects.requireNonNull(profile.hours())) {
            em.createNativeQuery("insert into business_hours (tenant_id, weekday, opens, closes)"
                            + " values (:tenant, :day, cast(:opens as time), cast(:closes as time))")
                    .setParameter("tenant", context.tenant().value())
                    .setParameter("day", row.weekday().orElseThrow().getValue())
                    .setParameter("opens", row.opens())
                    .setParameter("closes", row.closes())
                    .executeUpdate();
        }
        for (var row : Objects.requireNonNull(profile.closures())) {
            em.createNativeQuery("insert into closures (tenant_id, first_day, last_day, reason)"
                            + " values (:tenant, cast(:first as date), cast(:last as date), cast(:reason as text))")
                    .setParameter("tenant", context.tenant().value())
                    .setParameter("first", row.firstDay().orElseThrow().toString())
                    .setParameter("last", row.lastDay().orElseThrow().toString())
                    .setParameter("reason", row.reason())
                    .executeUpdate();
        }
        for (var row : Objects.requireNonNull(profile.offers())) {
            insert(context, row);
        }
    }

    private void insert(CallContext context, BusinessProfile.Offer row) {
        var allergens = row.allergens();
        em.createNativeQuery("insert into business_offers (tenant_id, code, minutes, allergens, available)"
                        + " values (:tenant, :code, cast(:minutes as int), cast(:allergens as text), :available)")
                .setParameter("tenant", context.tenant().value())
                .setParameter("code", row.code())
                .setParameter(
                        "minutes", row.minutes() == null ? null : row.minutes().toString())
                .setParameter("allergens", allergens == null ? null : String.join("|", allergens))
                .setParameter("available", row.available() == null || row.available())
                .executeUpdate();
    }

    /** The business as it is at a moment. */
    Business business(CallContext context, ConversationId conversation, Instant now) {
        var row = one(context);
        var zone = ZoneId.of((String) row[0]);
        var profile = profile(context, row);
        var yesterday = LocalDate.ofInstant(now, zone).minusDays(1);
        return new Business(
                zone,
                now,
                Objects.requireNonNull(profile.hours()).stream()
                        .map(h -> new Business.Opening(h.weekday().orElseThrow(), time(h.opens()), time(h.closes())))
                        .toList(),
                Objects.requireNonNull(profile.closures()).stream()
                        .map(c -> new Business.Closure(
                                c.firstDay().orElseThrow(), c.lastDay().orElseThrow()))
                        .filter(c -> !c.last().isBefore(yesterday))
                        .toList(),
                Objects.requireNonNull(profile.chairs()),
                Duration.ofMinutes(Objects.requireNonNull(profile.slotMinutes())),
                Duration.ofMinutes(Objects.requireNonNull(profile.preparationMinutes())),
                Objects.requireNonNull(profile.offers()).stream()
                        .map(o -> new Business.Offer(
                                String.valueOf(o.code()),
                                Optional.ofNullable(o.minutes()).map(Duration::ofMinutes),
                                Optional.ofNullable(o.allergens()),
                                Boolean.TRUE.equals(o.available())))
                        .toList(),
                row[1] == null ? List.of() : taken(context, now),
                standing(context, conversation, now));
    }

    private static LocalTime time(@Nullable String text) {
        return LocalTime.parse(String.valueOf(text));
    }

    private List<Business.Taken> taken(CallContext context, Instant now) {
        @SuppressWarnings("unchecked")
        List<Object[]> found = em.createNativeQuery("""
                        select chair, starts_at, ends_at from appointments
                         where tenant_id = :tenant and status in ('booked', 'accepted')
                           and ends_at > :now and starts_at < :end and starts_at > :earliest
                         order by starts_at, chair""")
                .setParameter("tenant", context.tenant().value())
                .setParameter("now", Timestamp.from(now))
                .setParameter("earliest", Timestamp.from(now.minus(Duration.ofDays(1))))
                .setParameter("end", Timestamp.from(now.plus(Business.AHEAD).plus(Duration.ofDays(1))))
                .getResultList();
        return found.stream()
                .map(row -> new Business.Taken(number(row[0]), (Instant) row[1], (Instant) row[2]))
                .toList();
    }

    private List<Business.Standing> standing(CallContext context, ConversationId conversation, Instant now) {
        var standing = new ArrayList<Business.Standing>();
        if (!everOrderedOrBooked(context, conversation)) {
            return standing;
        }
        for (var row : ofConversation(context, conversation, now, """
                select id, fetch_at,
                       (select string_agg(l.code, '|' order by l.position) from order_lines l
                         where l.tenant_id = o.tenant_id and l.order_id = o.id)
                  from orders o where tenant_id = :tenant and conversation_id = :conversation and status = 'placed'
                   and fetch_at > :now order by id desc""")) {
            var id = new OrderId((UUID) row[0]).toString();
            var codes = Arrays.asList(((String) row[2]).split("\\|"));
            standing.add(new Business.Standing(id, Business.Kind.ORDER, codes, (Instant) row[1], 0));
        }
        for (var row : ofConversation(context, conversation, now, """
                select id, starts_at, services, chair from appointments
                 where tenant_id = :tenant and conversation_id = :conversation and status in ('booked', 'accepted')
                   and starts_at > :now order by id desc""")) {
            var id = new AppointmentId((UUID) row[0]).toString();
            var codes = new ArrayList<String>();
            Json.tree((String) row[2])
                    .forEach(service -> codes.add(service.get("code").asText()));
            standing.add(new Business.Standing(id, Business.Kind.APPOINTMENT, codes, (Instant) row[1], number(row[3])));
        }
        return standing;
    }

    /** Most conversations never do: these are asked this alone. */
    private boolean everOrderedOrBooked(CallContext context, ConversationId conversation) {
        return (Boolean) em.createNativeQuery("""
                        select exists (select 1 from orders
                                        where tenant_id = :tenant and conversation_id = :conversation)
                            or exists (select 1 from appointments
                                        where tenant_id = :tenant and conversation_id = :conversation)""", Boolean.class)
                .setParameter("tenant", context.tenant().value())
                .setParameter("conversation", conversation.value())
                .getSingleResult();
    }

    @SuppressWarnings("unchecked")
    private List<Object[]> ofConversation(CallContext context, ConversationId conversation, Instant now, String sql) {
        return em.createNativeQuery(sql)
                .setParameter("tenant", context.tenant().value())
                .setParameter("conversation", conversation.value())
                .setParameter("now", Timestamp.from(now))
                .getResultList();
    }

    @SuppressWarnings("unchecked")
    private List<Object[]> rows(CallContext context, String sql) {
        return em.createNativeQuery(sql)
                .setParameter("tenant", context.tenant().value())
                .getResultList();
    }

    private static int number(Object value) {
        return ((Number) value).intValue();
    }
}
