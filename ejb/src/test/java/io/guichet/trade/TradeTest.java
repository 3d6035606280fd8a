package io.guichet.trade;

import io.guichet.agent.AgentId;
import io.guichet.conversation.ConversationId;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Json;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.ProblemCode;
import io.guichet.quote.PriceBooks;
import io.guichet.spi.sector.AppointmentDraft;
import io.guichet.spi.sector.OrderDraft;
import io.guichet.testing.MovingClock;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestAgents;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** It is Friday, 20 November 2026, 10 in the morning in Paris. */
@ExtendWith(RealPostgres.class)
class TradeTest {

    private static final Instant TWO = Instant.parse("2026-11-20T13:00:00Z");

    private final MovingClock clock = new MovingClock("2026-11-20T09:00:00Z");
    private final Wiring wiring = new Wiring().with(Clock.class, clock);
    private final Businesses businesses = wiring.get(Businesses.class);
    private final Orders orders = wiring.get(Orders.class);
    private final Appointments appointments = wiring.get(Appointments.class);

    private CallContext salon;
    private AgentId agent;
    private ConversationId conversation;

    @BeforeEach
    void a_business_with_one_chair() {
        salon = TestTenants.aTenant(wiring);
        agent = TestAgents.anAgent(wiring, "shared");
        wiring.get(PriceBooks.class).replaceOf(agent, "Salon", true, """
                code;trade;label;unit;unit_price;vat_class;synonyms;implied_by;derived_from;derived_factor
                COUPE;coupes;Coupe;u;35.00;standard;;;;
                REGINA;pizzas;Pizza regina;u;11.82;intermediate;;;;
                """);
        conversation = visitor();
        businesses.replace(salon, profile("""
                {"chairs": 1, "hours": [{"day": "friday", "opens": "09:00", "closes": "19:00"}],
                 "closures": [{"from": "2026-12-24"}], "offers": [{"code": "COUPE", "minutes": 45}]}"""));
    }

    @Test
    void what_a_business_says_of_itself_is_kept_and_replaced_as_a_whole() {
        assertThat(businesses.get(salon)).isEqualTo(profile("""
                {"chairs": 1, "slot_minutes": 15, "preparation_minutes": 30,
                 "hours": [{"day": "friday", "opens": "09:00", "closes": "19:00"}],
                 "closures": [{"from": "2026-12-24", "to": "2026-12-24"}],
                 "offers": [{"code": "COUPE", "minutes": 45, "available": true}]}"""));

        businesses.replace(salon, profile("{\"offers\": [{\"code\": \"REGINA\", \"allergens\": []}]}"));

        assertThat(businesses.get(salon).hours()).isEmpty();
        assertThat(businesses
                        .of(salon, conversation)
                        .offer("REGINA")
                        .orElseThrow()
                        .allergens())
                .contains(List.of());
        assertThat(businesses.get(TestTenants.aTenant(wiring))).isEqualTo(BusinessProfile.NONE);
    }

    @Test
    void every_faulty_row_of_it_is_named() {
        var faulty = profile("""
                {"chairs": 0, "slot_minutes": 1, "preparation_minutes": -1,
                 "hours": [{"day": "someday", "opens": "9", "closes": "19:00"}, null,
                           {"day": "monday", "opens": "09:00", "closes": "12:00"},
                           {"day": "monday", "opens": "09:00", "closes": "13:00"}],
                 "closures": [{"from": "2026-12-26", "to": "2026-12-24"}, {"from": "+99999-01-01"}],
                 "offers": [{"code": "coupe"}, {"code": "A", "minutes": 1}, {"code": "A", "allergens": ["a|b"]}]}""");

        assertThatThrownBy(() -> businesses.replace(salon, faulty))
                .isInstanceOfSatisfying(
                        GuichetException.class,
                        e -> assertThat(e.fields())
                                .extracting(GuichetException.FieldError::field)
                                .containsExactly(
                                        "chairs",
                                        "slot_minutes",
                                        "preparation_minutes",
                                        "hours[0]",
                                        "hours[1]",
                                        "hours[3]",
                                        "closures[0]",
                                        "closures[1]",
                                        "offers[0].code",
                                        "offers[1].minutes",
                                        "offers[2].code",
                                        "offers[2].allergens"));
        assertThat(businesses.get(salon).chairs()).isEqualTo(1);
    }

    @Test
    void an_order_has_the_prices_of_the_book_and_keeps_them() {
        var placed = orders.place(salon, conversation, agent, order("REGINA", 3, TWO))
                .orElseThrow();
        wiring.get(PriceBooks.class).replaceOf(agent, "Salon", true, """
                code;trade;label;unit;unit_price;vat_class;synonyms;implied_by;derived_from;derived_factor
                REGINA;pizzas;Pizza regina;u;99.00;intermediate;;;;
                """);

        var read = orders.get(salon, placed.id());

        assertThat(read).isEqualTo(placed);
        assertThat(read.order().total()).isEqualByComparingTo("39.00");
        assertThat(read.customer()).isEqualTo(new Customer("Martin", "0612345678"));
    }

    @Test
    void an_order_that_cannot_be_fetched_then_is_not_stored() {
        assertThat(orders.place(salon, conversation, agent, order("REGINA", 1, Instant.parse("2026-11-21T13:00:00Z"))))
                .isEmpty();
        assertThat(orders.place(salon, conversation, agent, order("REGINA", 1, clock.instant())))
                .isEmpty();
        assertThat(orders.place(salon, conversation, agent, order("UNKNOWN", 1, TWO)))
                .isEmpty();
        assertThat(orders.list(salon, TradeSearch.ALL, byTime(null)).items()).isEmpty();
    }

    @Test
    void an_order_goes_on_and_never_back() {
        var id = orders.place(salon, conversation, agent, order("REGINA", 1, TWO))
                .orElseThrow()
                .id();
        assertThat(orders.change(salon, id, OrderStatus.ACCEPTED).status()).isEqualTo("accepted");
        assertThat(orders.change(salon, id, OrderStatus.ACCEPTED).status()).isEqualTo("accepted");
        orders.change(salon, id, OrderStatus.READY);

        assertThatThrownBy(() -> orders.change(salon, id, OrderStatus.ACCEPTED))
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.CONFLICT));
        orders.change(salon, id, OrderStatus.DONE);
        assertThatThrownBy(() -> orders.change(salon, id, OrderStatus.CANCELLED))
                .isInstanceOf(GuichetException.class);
    }

    @Test
    void a_contact_cancels_what_nobody_accepted_yet_and_only_his_own() {
        var first = orders.place(salon, conversation, agent, order("REGINA", 1, TWO))
                .orElseThrow()
                .id();
        var second = orders.place(salon, conversation, agent, order("REGINA", 2, TWO))
                .orElseThrow()
                .id();
        orders.change(salon, second, OrderStatus.ACCEPTED);

        assertThat(businesses.of(salon, conversation).standing())
                .extracting(s -> s.id())
                .containsExactly(first.toString());
        assertThat(orders.cancel(salon, visitor(), first)).isFalse();
        assertThat(orders.cancel(salon, conversation, first)).isTrue();
        assertThat(orders.cancel(salon, conversation, first)).isFalse();
        assertThat(orders.cancel(salon, conversation, second)).isFalse();
    }

    @Test
    void another_tenants_orders_and_appointments_are_not_there() {
        var order = orders.place(salon, conversation, agent, order("REGINA", 1, TWO))
                .orElseThrow()
                .id();
        var appointment = appointments
                .book(salon, conversation, agent, cut(TWO, null))
                .orElseThrow()
                .id();
        var other = TestTenants.aTenant(wiring);

        assertThatThrownBy(() -> orders.get(other, order)).isInstanceOf(GuichetException.class);
        assertThatThrownBy(() -> orders.change(other, order, OrderStatus.DONE)).isInstanceOf(GuichetException.class);
        assertThatThrownBy(() -> appointments.get(other, appointment)).isInstanceOf(GuichetException.class);
        assertThat(appointments.list(other, TradeSearch.ALL, byTime(null)).items())
                .isEmpty();
        assertThat(orders.list(other, TradeSearch.ALL, byTime(null)).items()).isEmpty();
    }

    @Test
    void a_chair_is_taken_once() {
        var booked =
                appointments.book(salon, conversation, agent, cut(TWO, null)).orElseThrow();

        assertThat(booked.endsAt()).isEqualTo(TWO.plus(Duration.ofMinutes(45)));
        assertThat(booked.services().getFirst().price()).isEqualByComparingTo("42.00");
        assertThat(appointments.book(salon, visitor(), agent, cut(TWO.plusSeconds(1_800), null)))
                .isEmpty();
        assertThat(appointments.book(salon, visitor(), agent, cut(TWO.plusSeconds(2_700), null)))
                .isPresent();
    }

    @Test
    void of_two_that_book_one_chair_at_once_one_wins() throws Exception {
        var visitors = List.of(visitor(), visitor(), visitor(), visitor());
        var start = new CountDownLatch(1);
        var booked = new ArrayList<Future<Optional<AppointmentView>>>();
        try (var threads = Executors.newFixedThreadPool(visitors.size())) {
            for (var visitor : visitors) {
                booked.add(threads.submit(() -> {
                    start.await();
                    return appointments.book(salon, visitor, agent, cut(TWO, null));
                }));
            }
            start.countDown();
            var won = 0;
            for (var one : booked) {
                won += one.get().isPresent() ? 1 : 0;
            }
            assertThat(won).isEqualTo(1);
        }
        assertThat(appointments.list(salon, TradeSearch.ALL, byTime(null)).items())
                .hasSize(1);
    }

    @Test
    void an_appointment_is_moved_within_its_own_time_and_by_its_own_conversation_alone() {
        var booked =
                appointments.book(salon, conversation, agent, cut(TWO, null)).orElseThrow();
        var later = TWO.plusSeconds(900);

        assertThat(appointments.book(
                        salon, visitor(), agent, cut(later, booked.id().toString())))
                .isEmpty();
        var moved = appointments
                .book(salon, conversation, agent, cut(later, booked.id().toString()))
                .orElseThrow();

        assertThat(moved.id()).isEqualTo(booked.id());
        assertThat(moved.startsAt()).isEqualTo(later);
        assertThat(moved.revision()).isEqualTo(2);
        assertThat(appointments.list(salon, TradeSearch.ALL, byTime(null)).items())
                .containsExactly(moved);
    }

    @Test
    void what_is_cancelled_while_it_is_being_moved_stays_cancelled() {
        var id = appointments
                .book(salon, conversation, agent, cut(TWO, null))
                .orElseThrow()
                .id();
        var books = wiring.get(PriceBooks.class);
        var slow = new Wiring().with(Clock.class, clock).with(PriceBooks.class, new PriceBooks() {
            @Override
            public CurrentBook current(CallContext context, AgentId of) {
                assertThat(appointments.cancel(salon, conversation, id)).isTrue();
                return books.current(context, of);
            }
        });

        var moved =
                slow.get(Appointments.class).book(salon, conversation, agent, cut(TWO.plusSeconds(900), id.toString()));

        assertThat(moved).isEmpty();
        assertThat(slow.told().of(AppointmentBooked.class)).isEmpty();
        assertThat(appointments.get(salon, id).status()).isEqualTo("cancelled");
    }

    @Test
    void what_is_cancelled_is_free_again() {
        var booked =
                appointments.book(salon, conversation, agent, cut(TWO, null)).orElseThrow();

        assertThat(appointments.cancel(salon, visitor(), booked.id())).isFalse();
        assertThat(appointments.cancel(salon, conversation, booked.id())).isTrue();
        assertThat(appointments.book(salon, visitor(), agent, cut(TWO, null))).isPresent();
    }

    @Test
    void an_appointment_in_the_past_or_after_closing_is_not_stored() {
        assertThat(appointments.book(
                        salon, conversation, agent, cut(clock.instant().minusSeconds(60), null)))
                .isEmpty();
        assertThat(appointments.book(salon, conversation, agent, cut(Instant.parse("2026-11-20T17:30:00Z"), null)))
                .isEmpty();
    }

    @Test
    void lists_go_by_time_page_by_page_of_a_day_and_a_status() {
        for (var at :
                List.of(TWO, TWO.plusSeconds(3_600), TWO.plusSeconds(7_200), Instant.parse("2026-11-27T13:00:00Z"))) {
            assertThat(orders.place(salon, conversation, agent, order("REGINA", 1, at)))
                    .isPresent();
        }
        var friday = TradeSearch.ofOrders("placed", "2026-11-20");

        var first = orders.list(salon, friday, byTime(null, 2));
        var second = orders.list(salon, friday, byTime(first.next(), 2));

        assertThat(first.items()).extracting(OrderView::fetchAt).containsExactly(TWO, TWO.plusSeconds(3_600));
        assertThat(second.items()).extracting(OrderView::fetchAt).containsExactly(TWO.plusSeconds(7_200));
        assertThat(second.next()).isNull();
        assertThat(orders.list(salon, TradeSearch.ofOrders("done", null), byTime(null))
                        .items())
                .isEmpty();
        assertThatThrownBy(() -> TradeSearch.ofOrders("eaten", "yesterday"))
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.fields()).hasSize(2));
    }

    @Test
    void who_places_and_books_is_told_of_in_the_same_transaction() {
        orders.place(salon, conversation, agent, order("REGINA", 1, TWO));
        appointments.book(salon, conversation, agent, cut(TWO, null));

        assertThat(wiring.told().of(OrderPlaced.class)).hasSize(1);
        assertThat(wiring.told().of(AppointmentBooked.class)).hasSize(1);
    }

    @Test
    void what_goes_on_or_is_cancelled_is_told_once_whoever_did_it() {
        var order = orders.place(salon, conversation, agent, order("REGINA", 1, TWO))
                .orElseThrow();
        var other = orders.place(salon, conversation, agent, order("REGINA", 2, TWO))
                .orElseThrow();
        orders.change(salon, order.id(), OrderStatus.ACCEPTED);
        orders.change(salon, order.id(), OrderStatus.ACCEPTED);
        orders.cancel(salon, conversation, other.id());
        orders.cancel(salon, conversation, other.id());
        var cut = appointments.book(salon, conversation, agent, cut(TWO, null)).orElseThrow();
        appointments.cancel(salon, visitor(), cut.id());
        appointments.cancel(salon, conversation, cut.id());

        assertThat(wiring.told().of(OrderChanged.class))
                .extracting(told -> told.order().id() + " " + told.order().status())
                .containsExactly(order.id() + " accepted", other.id() + " cancelled");
        assertThat(wiring.told().of(AppointmentChanged.class))
                .extracting(told ->
                        told.appointment().id() + " " + told.appointment().status())
                .containsExactly(cut.id() + " cancelled");
    }

    private ConversationId visitor() {
        return TestAgents.aVisitor(wiring, TestAgents.anotherDeployment(wiring, salon, agent))
                .conversation();
    }

    private static BusinessProfile profile(String json) {
        return Json.read(json, BusinessProfile.class);
    }

    private static OrderDraft order(String code, int quantity, Instant at) {
        return new OrderDraft(
                List.of(new OrderDraft.Line(code, quantity)), at, new OrderDraft.Caller("Martin", "0612345678"), "");
    }

    private static AppointmentDraft cut(Instant at, @Nullable String replaces) {
        return new AppointmentDraft(
                List.of("COUPE"), at, Duration.ofMinutes(45), new OrderDraft.Caller("Julie", null), "", replaces);
    }

    private static PageRequest byTime(@Nullable String cursor) {
        return byTime(cursor, 50);
    }

    private static PageRequest byTime(@Nullable String cursor, int limit) {
        return PageRequest.of(limit, cursor, null, null, TradeSearch.SORTS, "at");
    }
}
