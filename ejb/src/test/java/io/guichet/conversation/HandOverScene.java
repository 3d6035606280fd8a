package io.guichet.conversation;

import io.guichet.agent.DeploymentView;
import io.guichet.conversation.HandOvers.HandOverFilter;
import io.guichet.conversation.ReceiveMessage.NewMessage;
import io.guichet.conversation.SupportHours.Span;
import io.guichet.conversation.Turns.PendingTurn;
import io.guichet.conversation.Turns.Reply;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.Permission;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.Token;
import io.guichet.testing.DueWork;
import io.guichet.testing.MovingClock;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestAgents;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import io.guichet.work.WorkHandler;
import io.guichet.work.WorkOutcome;
import io.guichet.work.WorkType;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A visitor of a tenant's, and the people who may go on with his conversation. */
class HandOverScene {

    static final PageRequest FIRST = PageRequest.of(null, null);

    // A Monday, nine in Paris.
    final MovingClock clock = new MovingClock("2026-11-02T08:00:00Z");
    final Wiring wiring = new Wiring().with(Clock.class, clock).configured("guichet.files.dir", "target/no-files");
    final Turns turns = wiring.get(Turns.class);
    final HandOvers handOvers = wiring.get(HandOvers.class);
    final AttendHandOvers attend = wiring.get(AttendHandOvers.class);
    final SpeakAsPerson speak = wiring.get(SpeakAsPerson.class);
    final Support support = wiring.get(Support.class);
    final VisitConversation visit = wiring.get(VisitConversation.class);

    CallContext ebp;
    DeploymentView deployment;
    Token session;
    ConversationId conversation;

    @BeforeEach
    void a_visitor() {
        ebp = TestTenants.aTenant(wiring);
        deployment = TestAgents.aDeployment(wiring, ebp);
        var opened = TestAgents.aVisitor(wiring, deployment);
        session = opened.secret();
        conversation = opened.conversation();
    }

    List<CallContext> people(int many) {
        return IntStream.range(0, many)
                .mapToObj(i -> {
                    var member = TestAgents.aCraftsman(wiring, ebp, "P-" + i);
                    var him = TestAgents.signedIn(member);
                    var all = EnumSet.copyOf(him.permissions());
                    all.add(Permission.READ_ALL_MEMBERS);
                    return new CallContext(him.tenant(), him.actor(), all, "test");
                })
                .toList();
    }

    boolean called(String reason) {
        return called(session, conversation, reason);
    }

    boolean called(Token who, ConversationId where, String reason) {
        reply(who, where, reason);
        return handOvers.request(ebp, where, reason, true);
    }

    void reply(Token who, ConversationId where, String reason) {
        var message = write(who, "Je veux quelqu'un");
        var turn = turns.next(ebp, where, message).orElseThrow();
        assertThat(turns.reply(ebp, turn, saying("Je transmets.", reason))).isPresent();
    }

    static Reply saying(String text, @Nullable String reason) {
        return new Reply(text, null, List.of(), null, "{}", null, "{}", reason, false);
    }

    Optional<PendingTurn> next(MessageId message) {
        return turns.next(ebp, conversation, message);
    }

    MessageId write(String text) {
        return write(session, text);
    }

    MessageId write(Token who, String text) {
        clock.advance(Duration.ofMillis(2));
        return wiring.get(ReceiveMessage.class)
                .receive(who, new NewMessage(text, List.of(), null, null), "test")
                .message();
    }

    List<String> said() {
        return visit.messages(session, null, "test").stream()
                .map(MessageView::content)
                .toList();
    }

    List<HandOverView> queue() {
        return list(HandOverFilter.WAITING);
    }

    List<HandOverView> list(HandOverFilter filter) {
        return handOvers.list(ebp, filter, FIRST).items();
    }

    String status() {
        return wiring.get(Conversations.class).get(ebp, conversation).status();
    }

    static SupportSettings open(String day, String from, String to) {
        var hours = new SupportHours(Map.of(day, List.of(new Span(from, to))), List.of());
        return new SupportSettings(hours, List.of(), 3, 0.35, true);
    }

    void mayReadAll(UUID member) {
        RealPostgres.inTenant(ebp.tenant(), c -> {
            try (var update = c.prepareStatement(
                    "update members set permissions = '{\"can_view_all_conversations\":true}' where id = ?")) {
                update.setObject(1, member);
                return update.executeUpdate();
            }
        });
    }

    List<String> scheduled() {
        return new DueWork(new Answering(), clock)
                .waiting(ebp).stream()
                        .map(work -> work.key() + " " + work.subject())
                        .toList();
    }

    void removeWork() {
        new DueWork(new Answering(), clock).run(ebp);
    }

    static void assertProblem(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    /** Work that finds nothing to do, as an agent's that is silent. */
    static final class Answering implements WorkHandler {

        @Override
        public WorkType type() {
            return ReceiveMessage.ANSWER;
        }

        @Override
        public WorkOutcome handle(CallContext context, String subject, int attempt) {
            return WorkOutcome.DONE;
        }

        @Override
        public void givenUp(CallContext context, String subject, String reason) {
            throw new IllegalStateException(reason);
        }
    }
}
