package io.guichet.answering;

import io.guichet.agent.AgentId;
import io.guichet.answering.models.Models;
import io.guichet.conversation.ConversationId;
import io.guichet.conversation.MessageId;
import io.guichet.conversation.ReceiveMessage;
import io.guichet.conversation.ReceiveMessage.NewMessage;
import io.guichet.conversation.VisitConversation;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.Json;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.Token;
import io.guichet.knowledge.KnownAnswers;
import io.guichet.knowledge.Retrieval;
import io.guichet.plugin.Plugins;
import io.guichet.quote.PriceBooks;
import io.guichet.spi.sector.AppointmentDraft;
import io.guichet.spi.sector.OrderDraft;
import io.guichet.spi.sector.SectorAgent;
import io.guichet.spi.sector.Turn;
import io.guichet.spi.sector.TurnRequest;
import io.guichet.testing.DueWork;
import io.guichet.testing.MovingClock;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestAgents;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import io.guichet.trade.Appointments;
import io.guichet.trade.BusinessProfile;
import io.guichet.trade.Businesses;
import io.guichet.trade.Orders;
import io.guichet.trade.TradeSearch;
import jakarta.ejb.SessionContext;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/** What a turn orders and books. It is Friday, 20 November 2026, 10 in the morning in Paris. */
@ExtendWith(RealPostgres.class)
class TradeTurnTest {

    private static final Instant TWO = Instant.parse("2026-11-20T13:00:00Z");
    private static final Instant THREE = Instant.parse("2026-11-20T14:00:00Z");

    private final MovingClock clock = new MovingClock("2026-11-20T09:00:00Z");
    private final OneAgent plugins = new OneAgent();
    private final Wiring wiring = wired();
    private final AnswerMessage answer = wiring.get(AnswerMessage.class);
    private final Appointments appointments = wiring.get(Appointments.class);

    private CallContext salon;
    private AgentId agent;
    private Token session;
    private ConversationId conversation;

    @BeforeEach
    void a_visitor_of_a_salon() {
        salon = TestTenants.aTenant(wiring);
        agent = TestAgents.anAgent(wiring, "shared");
        wiring.get(PriceBooks.class).replaceOf(agent, "Salon", true, """
                code;trade;label;unit;unit_price;vat_class;synonyms;implied_by;derived_from;derived_factor
                COUPE;coupes;Coupe;u;35.00;standard;;;;
                """);
        wiring.get(Businesses.class).replace(salon, Json.read("""
                {"hours": [{"day": "friday", "opens": "09:00", "closes": "19:00"}],
                 "offers": [{"code": "COUPE", "minutes": 45}]}""", BusinessProfile.class));
        var opened = TestAgents.aVisitor(wiring, TestAgents.aDeployment(wiring, salon, agent));
        session = opened.secret();
        conversation = opened.conversation();
    }

    @Test
    void an_order_is_stored_with_its_reply_and_shown_with_its_prices() {
        var draft = new OrderDraft(
                List.of(new OrderDraft.Line("COUPE", 2)), TWO, new OrderDraft.Caller("Martin", null), "");
        plugins.answers = r -> new Turn(
                List.of(
                        new Turn.Part.Text("Merci !"),
                        new Turn.Part.Order(draft),
                        new Turn.Part.Prices(List.of("COUPE"))),
                r.known(),
                List.of(new Turn.Action.PlaceOrder(draft)));

        var content = say("oui");

        assertThat(content.replace('\u00a0', ' ').replace('\u202f', ' '))
                .isEqualTo("Merci !\n\n- 2 × Coupe : 84,00 €\nTotal TTC : 84,00 €\n\n- Coupe : 42,00 €");
        var stored =
                wiring.get(Orders.class).list(salon, TradeSearch.ALL, byTime()).items();
        assertThat(stored).singleElement().satisfies(order -> {
            assertThat(order.conversationId()).isEqualTo(conversation);
            assertThat(order.order().total()).isEqualByComparingTo("84");
        });
    }

    @Test
    void the_agent_is_given_the_business_of_this_moment() {
        plugins.answers = r -> saying("Bonjour", r);

        say("Bonjour");

        var business = plugins.asked.getFirst().business();
        assertThat(business.zone().getId()).isEqualTo("Europe/Paris");
        assertThat(business.now()).isEqualTo(Instant.parse("2026-11-20T09:00:00Z"));
        assertThat(business.offer("COUPE").orElseThrow().duration()).contains(Duration.ofMinutes(45));
    }

    @Test
    void a_chair_that_was_taken_while_the_agent_thought_is_not_booked_and_the_agent_is_asked_again() {
        var other = TestAgents.aVisitor(wiring, TestAgents.anotherDeployment(wiring, salon, agent))
                .conversation();
        plugins.answers = r -> {
            if (plugins.asked.size() == 1) {
                assertThat(appointments.book(salon, other, agent, cut(TWO))).isPresent();
                return booking(TWO, r);
            }
            return r.business().freeChair(TWO, Duration.ofMinutes(45)).isPresent()
                    ? booking(TWO, r)
                    : booking(THREE, r);
        };

        assertThat(say("oui")).isEqualTo("Réservé : " + THREE);

        assertThat(plugins.asked).hasSize(2);
        assertThat(appointments.list(salon, TradeSearch.ALL, byTime()).items())
                .extracting(a -> a.conversationId() + " " + a.startsAt())
                .containsExactly(other + " " + TWO, conversation + " " + THREE);
    }

    @Test
    void what_was_booked_is_cancelled_in_the_same_conversation() {
        plugins.answers = r -> booking(TWO, r);
        say("oui");
        plugins.answers = r -> new Turn(
                List.of(new Turn.Part.Text("Annulé.")),
                r.known(),
                List.of(new Turn.Action.Cancel(
                        r.business().standing().getFirst().id())));

        assertThat(say("annulez")).isEqualTo("Annulé.");

        assertThat(appointments.list(salon, TradeSearch.ALL, byTime()).items())
                .singleElement()
                .satisfies(a -> assertThat(a.status()).isEqualTo("cancelled"));
    }

    private static Turn booking(Instant at, TurnRequest request) {
        return new Turn(
                List.of(new Turn.Part.Text("Réservé : " + at)),
                request.known(),
                List.of(new Turn.Action.BookAppointment(cut(at))));
    }

    private static AppointmentDraft cut(Instant at) {
        return new AppointmentDraft(
                List.of("COUPE"), at, Duration.ofMinutes(45), new OrderDraft.Caller("Julie", null), "", null);
    }

    private static Turn saying(String text, TurnRequest request) {
        return new Turn(List.of(new Turn.Part.Text(text)), request.known(), List.of());
    }

    private static PageRequest byTime() {
        return PageRequest.of(50, null, null, null, TradeSearch.SORTS, "at");
    }

    /** What is answered. */
    private String say(String text) {
        clock.advance(Duration.ofMillis(1));
        MessageId message = wiring.get(ReceiveMessage.class)
                .receive(session, new NewMessage(text, List.of(), null, null), "test")
                .message();
        new DueWork(answer, clock).run(salon);
        return String.valueOf(wiring.get(VisitConversation.class)
                .progress(session, message, "test")
                .content());
    }

    private Wiring wired() {
        var made = new Wiring()
                .with(Clock.class, clock)
                .with(Plugins.class, plugins)
                .with(Models.class, new FakeModels())
                .with(KnownAnswers.class, new FakeKnowledge.FakeAnswers())
                .with(Retrieval.class, new FakeKnowledge.FakeRetrieval())
                .with(DataSource.class, RealPostgres.application())
                .configured("guichet.files.dir", "target/no-files");
        var rollback = (SessionContext) Proxy.newProxyInstance(
                SessionContext.class.getClassLoader(),
                new Class<?>[] {SessionContext.class},
                (p, method, arguments) -> {
                    made.transactions().setRollbackOnly();
                    return null;
                });
        return made.with(SessionContext.class, rollback);
    }

    /** The agent of the sector artisan, whom a test speaks for. */
    private static final class OneAgent extends Plugins {

        private final List<TurnRequest> asked = new ArrayList<>();
        private volatile @Nullable Function<TurnRequest, Turn> answers;

        @Override
        public Optional<SectorAgent> sectorAgent(String sector) {
            return Optional.ofNullable(answers).map(now -> new SectorAgent() {
                @Override
                public String sector() {
                    return sector;
                }

                @Override
                public Turn answer(TurnRequest request) {
                    asked.add(request);
                    return now.apply(request);
                }
            });
        }
    }
}
