package io.guichet.answering;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guichet.agent.AgentId;
import io.guichet.answering.models.Models;
import io.guichet.conversation.ConversationId;
import io.guichet.conversation.Conversations;
import io.guichet.conversation.MessageId;
import io.guichet.conversation.ReceiveMessage;
import io.guichet.conversation.ReceiveMessage.NewMessage;
import io.guichet.conversation.SetContext;
import io.guichet.conversation.VisitConversation;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.Json;
import io.guichet.kernel.Token;
import io.guichet.knowledge.KnownAnswers;
import io.guichet.knowledge.Retrieval;
import io.guichet.plugin.Plugins;
import io.guichet.quote.PreQuotes;
import io.guichet.spi.sector.Fact;
import io.guichet.spi.sector.Facts;
import io.guichet.spi.sector.PreQuoteDraft;
import io.guichet.spi.sector.PreQuoteDraft.Dwelling;
import io.guichet.spi.sector.SectorAgent;
import io.guichet.spi.sector.Turn;
import io.guichet.spi.sector.TurnRequest;
import io.guichet.testing.DueWork;
import io.guichet.testing.MovingClock;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestAgents;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import io.guichet.work.WorkOutcome;
import jakarta.ejb.SessionContext;
import jakarta.enterprise.event.Event;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(RealPostgres.class)
class AnswerMessageTest {

    private final MovingClock clock = new MovingClock("2026-11-02T08:00:00Z");
    private final List<TurnTaken> told = new ArrayList<>();
    private final FakePlugins plugins = new FakePlugins();
    private final FakeModels models = new FakeModels();
    private final Wiring wiring = wired();
    private final AnswerMessage answer = wiring.get(AnswerMessage.class);
    private final VisitConversation visit = wiring.get(VisitConversation.class);

    private CallContext ebp;
    private Token session;
    private ConversationId conversation;

    @BeforeEach
    void a_visitor() {
        ebp = TestTenants.aTenant(wiring);
        AgentId agent = TestAgents.anAgent(wiring, "shared");
        TestAgents.aPriceBook(wiring, agent);
        var opened = TestAgents.aVisitor(wiring, TestAgents.aDeployment(wiring, ebp, agent));
        session = opened.secret();
        conversation = opened.conversation();
    }

    @Test
    void the_agent_is_given_what_is_known_and_its_reply_is_the_answer() {
        plugins.answers(r -> new Turn(
                List.of(
                        new Turn.Part.Text("Vous voulez : " + r.text()),
                        new Turn.Part.Text("Quelle surface ?"),
                        new Turn.Part.QuickReplies(List.of("8 m²"))),
                r.known().with("turns", new Fact.Measure(count(r).add(BigDecimal.ONE), "n")),
                List.of()));
        write("une douche");
        var second = write("et du carrelage");

        assertThat(work().run(ebp)).allMatch(WorkOutcome.Done.class::isInstance);

        var progress = visit.progress(session, second, "test");
        assertThat(progress.status()).isEqualTo("completed");
        assertThat(progress.content()).isEqualTo("Vous voulez : et du carrelage\n\nQuelle surface ?");
        assertThat(progress.preQuote()).isNull();
        assertThat(Json.tree(String.valueOf(progress.metadata())).get("sector").asText())
                .isEqualTo("artisan");
        assertThat(plugins.asked).extracting(AnswerMessageTest::count).containsExactly(BigDecimal.ZERO, BigDecimal.ONE);
        assertThat(plugins.asked.getFirst().priceBook().items()).hasSize(3);
        assertThat(plugins.asked.getFirst().speaksFor()).isEqualTo("Durant Peinture");
        assertThat(told).hasSize(2).allSatisfy(t -> {
            assertThat(t.conversation()).isEqualTo(conversation);
            assertThat(t.completed()).isNull();
            assertThat(t.handOver()).isNull();
        });
    }

    @Test
    void a_message_is_done_once_it_is_written_down_what_its_models_cost() {
        plugins.answers(r -> saying("Bonjour"));
        write("Bonjour");
        work().run(ebp);

        assertThat(models.settled).isOne();
    }

    @Test
    void the_agent_is_given_what_the_tenant_vouches_for_apart_from_what_the_page_says() {
        plugins.answers(r -> saying("Bonjour"));
        var said = (ObjectNode) Json.tree("{\"vip\":false}");
        wiring.get(SetContext.class).set(ebp, new SetContext.NewContext(conversation, null, said));
        var message = new NewMessage("Bonjour", List.of(), null, "{\"vip\":true}");
        wiring.get(ReceiveMessage.class).receive(session, message, "test");
        work().run(ebp);

        assertThat(plugins.asked.getFirst().context().trusted()).isEqualTo(Map.of("vip", false));
        assertThat(plugins.asked.getFirst().context().untrusted()).isEqualTo(Map.of("vip", true));
    }

    @Test
    void a_pre_quote_has_the_prices_of_the_book_and_no_others() {
        plugins.answers(r -> proposing("SOL", "8", new Turn.Action.CompleteProject()));
        var message = write("8 m² de carrelage");
        work().run(ebp);

        var progress = visit.progress(session, message, "test");
        var quote = Json.tree(String.valueOf(progress.preQuote()));
        assertThat(quote.get("total_ht").decimalValue()).isEqualByComparingTo("640");
        assertThat(quote.get("total_ttc").decimalValue()).isEqualByComparingTo("768");
        assertThat(quote.get("items").get(0).get("label").asText()).isEqualTo("Carrelage sol");
        assertThat(progress.content()).contains("Voici :", "Carrelage sol", "640,00");
        assertThat(told)
                .singleElement()
                .satisfies(t -> assertThat(t.completed()).isNotNull());
        var project = Json.tree(String.valueOf(
                wiring.get(Conversations.class).get(ebp, conversation).project()));
        assertThat(project.get("type").asText()).isEqualTo("renovation_salle_de_bain");
    }

    @Test
    void the_pre_quote_that_stands_is_shown_again_without_a_new_revision() {
        plugins.answers(r -> proposing("SOL", "8"));
        write("8 m² de carrelage");
        work().run(ebp);
        plugins.answers(r ->
                new Turn(List.of(new Turn.Part.Text("Le voici."), new Turn.Part.PreQuote()), r.known(), List.of()));
        var again = write("Montrez-le encore");
        work().run(ebp);

        assertThat(Json.tree(String.valueOf(
                                visit.progress(session, again, "test").preQuote()))
                        .get("revision")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void run_twice_it_answers_once() {
        plugins.answers(r -> saying("Bonjour"));
        var message = write("Bonjour");
        var subject = conversation + "/" + message;

        assertThat(answer.handle(ebp, subject, 1)).isEqualTo(WorkOutcome.DONE);
        assertThat(answer.handle(ebp, subject, 2)).isEqualTo(WorkOutcome.DONE);

        assertThat(visit.messages(session, null, "test")).hasSize(2);
        assertThat(told).hasSize(1);
        assertThat(plugins.asked).hasSize(1);
    }

    @Test
    void answered_by_another_meanwhile_nothing_is_said_twice_and_no_revision_is_left() {
        var message = write("8 m²");
        var subject = conversation + "/" + message;
        plugins.answers(r -> {
            plugins.answers(again -> saying("Le premier"));
            answer.handle(ebp, subject, 1);
            return proposing("SOL", "8");
        });

        answer.handle(ebp, subject, 1);

        assertThat(visit.progress(session, message, "test").content()).isEqualTo("Le premier");
        assertThat(visit.messages(session, null, "test")).hasSize(2);
        assertThat(wiring.get(PreQuotes.class).latest(ebp, conversation)).isEmpty();
        assertThat(told).hasSize(1);
    }

    @Test
    void an_item_that_the_book_does_not_have_is_tried_again_and_then_handed_to_a_person() {
        plugins.answers(r -> proposing("CADEAU", "1"));
        handedToAPerson(write("un cadeau"));
        assertThat(wiring.get(PreQuotes.class).latest(ebp, conversation)).isEmpty();
    }

    @Test
    void an_agent_that_throws_is_tried_again_and_then_a_person_goes_on() {
        plugins.answers(r -> {
            throw new IllegalStateException("broken");
        });
        handedToAPerson(write("Bonjour"));
    }

    @Test
    void an_agent_that_answers_nothing_is_tried_again_and_then_a_person_goes_on() {
        plugins.answers(r -> null);
        handedToAPerson(write("Bonjour"));
    }

    @Test
    void a_sector_that_no_plugin_offers_is_tried_again_and_then_a_person_goes_on() {
        plugins.offers(null);
        handedToAPerson(write("Bonjour"));
    }

    @Test
    void an_agent_that_comes_back_answers_what_waited() {
        plugins.offers(null);
        var message = write("Bonjour");
        assertThat(work().run(ebp)).allMatch(WorkOutcome.Retry.class::isInstance);
        assertThat(visit.progress(session, message, "test").status()).isEqualTo("processing");

        plugins.answers(r -> saying("Me voici"));
        clock.advance(Duration.ofMinutes(1));
        work().run(ebp);

        assertThat(visit.progress(session, message, "test").content()).isEqualTo("Me voici");
    }

    @Test
    void an_agent_that_hangs_holds_nobody_up() throws Exception {
        var interrupted = new CountDownLatch(1);
        var never = new CountDownLatch(1);
        plugins.answers(r -> {
            try {
                never.await();
                return saying("trop tard");
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw new IllegalStateException(e);
            }
        });
        var message = write("Bonjour");

        assertThat(work().run(ebp))
                .singleElement()
                .isInstanceOfSatisfying(
                        WorkOutcome.Retry.class, r -> assertThat(r.reason()).contains("did not answer"));
        assertThat(interrupted.await(10, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        handedToAPerson(message);
    }

    @Test
    void an_agent_hands_over_with_its_reason() {
        plugins.answers(r -> new Turn(
                List.of(new Turn.Part.Text("Je passe la main.")),
                Facts.NONE,
                List.of(new Turn.Action.HandOver(Turn.HandOverReason.ASKED_FOR_A_PERSON))));
        write("Je veux parler à quelqu'un");
        work().run(ebp);

        var view = wiring.get(Conversations.class).get(ebp, conversation);
        assertThat(view.status()).isEqualTo("waiting_for_person");
        assertThat(view.statusReason()).isEqualTo("asked_for_a_person");
        assertThat(told).singleElement().satisfies(t -> assertThat(t.handOver()).isEqualTo("asked_for_a_person"));
    }

    @Test
    void a_reply_has_an_end() {
        plugins.answers(r -> saying("x".repeat(20_000)));
        var message = write("Bonjour");
        work().run(ebp);

        assertThat(visit.progress(session, message, "test").content()).hasSize(8_000);
    }

    private void handedToAPerson(MessageId message) {
        for (var i = 0; i < 10 && !work().waiting(ebp).isEmpty(); i++) {
            assertThat(visit.progress(session, message, "test").status()).isNotEqualTo("failed");
            work().run(ebp);
            clock.advance(Duration.ofMinutes(5));
        }
        assertThat(work().waiting(ebp)).isEmpty();
        assertThat(visit.progress(session, message, "test").status()).isEqualTo("failed");
        assertThat(told).singleElement().satisfies(t -> {
            assertThat(t.message()).isEqualTo(message);
            assertThat(t.reply()).isNull();
            assertThat(t.handOver()).isEqualTo("answer_failed");
        });
        assertThat(RealPostgres.<String>inTenant(ebp.tenant(), c -> {
                    var row = c.createStatement()
                            .executeQuery("select status || ' ' || status_reason from conversations");
                    row.next();
                    return row.getString(1);
                }))
                .isEqualTo("waiting_for_person answer_failed");
    }

    private DueWork work() {
        return new DueWork(answer, clock);
    }

    private MessageId write(String text) {
        clock.advance(Duration.ofMillis(1));
        return wiring.get(ReceiveMessage.class)
                .receive(session, new NewMessage(text, List.of(), null, null), "test")
                .message();
    }

    private static BigDecimal count(TurnRequest request) {
        return request.known().measure("turns").orElse(BigDecimal.ZERO);
    }

    private static Turn saying(String text) {
        return new Turn(List.of(new Turn.Part.Text(text)), Facts.NONE, List.of());
    }

    private static Turn proposing(String code, String quantity, Turn.Action... more) {
        var actions = new ArrayList<Turn.Action>(List.of(more));
        actions.add(new Turn.Action.ProposePreQuote(new PreQuoteDraft(
                "renovation_salle_de_bain",
                "Refaire ma salle de bain",
                new BigDecimal("8"),
                List.of("carrelage_sol"),
                List.of(new PreQuoteDraft.Line(code, new BigDecimal(quantity))),
                Dwelling.UNKNOWN)));
        return new Turn(List.of(new Turn.Part.Text("Voici :"), new Turn.Part.PreQuote()), Facts.NONE, actions);
    }

    @SuppressWarnings("unchecked")
    private Wiring wired() {
        var made = new Wiring()
                .with(Clock.class, clock)
                .with(Plugins.class, plugins)
                .with(Models.class, models)
                .with(KnownAnswers.class, new FakeKnowledge.FakeAnswers())
                .with(Retrieval.class, new FakeKnowledge.FakeRetrieval())
                .with(DataSource.class, RealPostgres.application())
                .with(Event.class, proxy(Event.class, (name, argument) -> {
                    if (argument instanceof TurnTaken turn) {
                        told.add(turn);
                    }
                }))
                .configured("guichet.files.dir", "target/no-files")
                .configured("guichet.answering.agent-timeout", "PT0.3S");
        return made.with(SessionContext.class, proxy(SessionContext.class, (name, argument) -> {
            made.transactions().setRollbackOnly();
        }));
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (p, method, arguments) -> {
                    if (!method.getName().equals("fire") && !method.getName().equals("setRollbackOnly")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    call.with(method.getName(), arguments == null ? null : arguments[0]);
                    return null;
                }));
    }

    private interface Call {
        void with(String name, @Nullable Object argument);
    }

    /** One agent, of the sector artisan, that a test speaks for. */
    private static final class FakePlugins extends Plugins {

        private final List<TurnRequest> asked = new ArrayList<>();
        private volatile @Nullable Function<TurnRequest, @Nullable Turn> answers;

        void answers(Function<TurnRequest, @Nullable Turn> with) {
            answers = with;
        }

        void offers(@Nullable Function<TurnRequest, @Nullable Turn> with) {
            answers = with;
        }

        @Override
        public Optional<SectorAgent> sectorAgent(String sector) {
            var now = answers;
            return now == null || !sector.equals("artisan")
                    ? Optional.empty()
                    : Optional.of(new SectorAgent() {
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
