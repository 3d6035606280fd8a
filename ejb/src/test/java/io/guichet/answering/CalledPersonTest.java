package io.guichet.answering;

import io.guichet.answering.models.Models;
import io.guichet.conversation.AttendHandOvers;
import io.guichet.conversation.ConversationId;
import io.guichet.conversation.HandOverView;
import io.guichet.conversation.HandOvers;
import io.guichet.conversation.HandOvers.HandOverFilter;
import io.guichet.conversation.MessageId;
import io.guichet.conversation.MessageView;
import io.guichet.conversation.ReceiveMessage;
import io.guichet.conversation.ReceiveMessage.NewMessage;
import io.guichet.conversation.Support;
import io.guichet.conversation.SupportHours;
import io.guichet.conversation.SupportSettings;
import io.guichet.conversation.VisitConversation;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.Token;
import io.guichet.knowledge.KnownAnswers;
import io.guichet.knowledge.Retrieval;
import io.guichet.plugin.Plugins;
import io.guichet.spi.sector.Facts;
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
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/** A person is called for by what a visitor says, and has the conversation without a word of the agent's. */
@ExtendWith(RealPostgres.class)
class CalledPersonTest {

    private final MovingClock clock = new MovingClock("2026-11-02T08:00:00Z");
    private final Wiring wiring = wired();
    private final AnswerMessage answer = wiring.get(AnswerMessage.class);
    private final HandOvers handOvers = wiring.get(HandOvers.class);

    private CallContext ebp;
    private Token session;
    private ConversationId conversation;

    @BeforeEach
    void a_visitor() {
        ebp = TestTenants.aTenant(wiring);
        var opened = TestAgents.aVisitor(wiring, ebp);
        session = opened.secret();
        conversation = opened.conversation();
    }

    @Test
    void who_is_angry_gets_a_person_and_is_told_so_once() {
        say("Refaire ma salle de bain");
        assertThat(queue()).isEmpty();
        say("C'est inadmissible !");
        say("Je vais porter plainte");

        assertThat(queue()).singleElement().extracting(HandOverView::reason).isEqualTo("anger");
        assertThat(said())
                .filteredOn(text -> text.contains("une personne de chez Durant Peinture"))
                .hasSize(1);
        assertThat(wiring.told().of(TurnTaken.class))
                .extracting(TurnTaken::handOver)
                .containsExactly(null, "anger", null);
    }

    @Test
    void a_word_of_the_tenants_calls_a_person() {
        wiring.get(Support.class)
                .replace(ebp, new SupportSettings(SupportHours.UNKNOWN, List.of("remboursement"), 3, 0.35, true));
        say("Je voudrais un REMBOURSEMENT");

        assertThat(queue()).singleElement().extracting(HandOverView::reason).isEqualTo("keyword");
    }

    @Test
    void while_a_person_has_it_the_agent_says_nothing_and_goes_on_when_it_is_given_back() {
        say("Je veux parler à un humain");
        var attend = wiring.get(AttendHandOvers.class);
        attend.take(ebp, queue().getFirst().id());
        say("Vous êtes là ?");
        var last = say("Alors, 8 m² ?");
        assertThat(said()).doesNotContain("Vous dites : Alors, 8 m² ?");

        attend.release(ebp, queue().getFirst().id());
        work().run(ebp);

        assertThat(said()).contains("Vous dites : Alors, 8 m² ?").doesNotContain("Vous dites : Vous êtes là ?");
        assertThat(wiring.get(VisitConversation.class)
                        .progress(session, last, "test")
                        .status())
                .isEqualTo("completed");
    }

    @Test
    void a_message_that_nobody_could_answer_waits_for_a_person() {
        write("panne");
        for (var i = 0; i < 10 && !work().waiting(ebp).isEmpty(); i++) {
            work().run(ebp);
            clock.advance(Duration.ofMinutes(5));
        }

        assertThat(queue()).singleElement().extracting(HandOverView::reason).isEqualTo("answer_failed");
        assertThat(said()).anyMatch(text -> text.contains("une personne de chez Durant Peinture"));
    }

    @Test
    void a_person_is_told_of_once_however_often_the_agent_calls_for_one() {
        say("un humain");
        say("un humain");
        write("panne");
        for (var i = 0; i < 10 && !work().waiting(ebp).isEmpty(); i++) {
            work().run(ebp);
            clock.advance(Duration.ofMinutes(5));
        }

        assertThat(wiring.told().of(TurnTaken.class))
                .extracting(TurnTaken::handOver)
                .containsExactly("asked_for_a_person", null, null);
        wiring.get(AttendHandOvers.class).release(ebp, queue().getFirst().id());
        say("un humain");
        assertThat(wiring.told().of(TurnTaken.class).getLast().handOver()).isEqualTo("asked_for_a_person");
    }

    private List<HandOverView> queue() {
        return handOvers
                .list(ebp, HandOverFilter.WAITING, PageRequest.of(null, null))
                .items();
    }

    private List<String> said() {
        return wiring.get(VisitConversation.class).messages(session, null, "test").stream()
                .filter(m -> !m.role().equals("visitor"))
                .map(MessageView::content)
                .toList();
    }

    private MessageId say(String text) {
        var message = write(text);
        assertThat(work().run(ebp)).allMatch(WorkOutcome.Done.class::isInstance);
        return message;
    }

    private MessageId write(String text) {
        clock.advance(Duration.ofMillis(2));
        return wiring.get(ReceiveMessage.class)
                .receive(session, new NewMessage(text, List.of(), null, null), "test")
                .message();
    }

    private DueWork work() {
        return new DueWork(answer, clock);
    }

    private Wiring wired() {
        var made = new Wiring()
                .with(Clock.class, clock)
                .with(Plugins.class, new Repeating())
                .with(Models.class, new FakeModels())
                .with(KnownAnswers.class, new FakeKnowledge.FakeAnswers())
                .with(Retrieval.class, new FakeKnowledge.FakeRetrieval())
                .with(DataSource.class, RealPostgres.application())
                .configured("guichet.files.dir", "target/no-files");
        var rollsBack = Proxy.newProxyInstance(
                SessionContext.class.getClassLoader(),
                new Class<?>[] {SessionContext.class},
                (p, method, arguments) -> {
                    made.transactions().setRollbackOnly();
                    return null;
                });
        return made.with(SessionContext.class, (SessionContext) rollsBack);
    }

    /** An agent that repeats what was said, calls a person where one is named, and fails where it is told to. */
    private static final class Repeating extends Plugins {

        @Override
        public Optional<SectorAgent> sectorAgent(String sector) {
            return Optional.of(new SectorAgent() {
                @Override
                public String sector() {
                    return sector;
                }

                @Override
                public Turn answer(TurnRequest request) {
                    if (request.text().equals("panne")) {
                        throw new IllegalStateException("broken");
                    }
                    return new Turn(
                            List.of(new Turn.Part.Text("Vous dites : " + request.text())),
                            Facts.NONE,
                            request.text().equals("un humain")
                                    ? List.of(new Turn.Action.HandOver(Turn.HandOverReason.ASKED_FOR_A_PERSON))
                                    : List.of());
                }
            });
        }
    }
}
