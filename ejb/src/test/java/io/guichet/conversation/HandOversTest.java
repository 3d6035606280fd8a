package io.guichet.conversation;

import io.guichet.agent.DeploymentView;
import io.guichet.conversation.HandOvers.HandOverFilter;
import io.guichet.conversation.HandOvers.Whose;
import io.guichet.conversation.ReceiveMessage.NewMessage;
import io.guichet.conversation.SpeakAsPerson.NewWords;
import io.guichet.conversation.SupportHours.Span;
import io.guichet.conversation.Turns.PendingTurn;
import io.guichet.conversation.Turns.Reply;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.Permission;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.Token;
import io.guichet.tenancy.MemberRemoved;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A person is called, takes the conversation, and gives it back; meanwhile its agent is silent. */
@ExtendWith(RealPostgres.class)
class HandOversTest {

    private static final PageRequest FIRST = PageRequest.of(null, null);

    // A Monday, nine in Paris.
    private final MovingClock clock = new MovingClock("2026-11-02T08:00:00Z");
    private final Wiring wiring =
            new Wiring().with(Clock.class, clock).configured("guichet.files.dir", "target/no-files");
    private final Turns turns = wiring.get(Turns.class);
    private final HandOvers handOvers = wiring.get(HandOvers.class);
    private final AttendHandOvers attend = wiring.get(AttendHandOvers.class);
    private final SpeakAsPerson speak = wiring.get(SpeakAsPerson.class);
    private final Support support = wiring.get(Support.class);
    private final VisitConversation visit = wiring.get(VisitConversation.class);

    private CallContext ebp;
    private DeploymentView deployment;
    private Token session;
    private ConversationId conversation;

    @BeforeEach
    void a_visitor() {
        ebp = TestTenants.aTenant(wiring);
        deployment = TestAgents.aDeployment(wiring, ebp);
        var opened = TestAgents.aVisitor(wiring, deployment);
        session = opened.secret();
        conversation = opened.conversation();
    }

    @Test
    void a_person_is_called_once_however_often_the_agent_asks() {
        assertThat(called("asked_for_a_person")).isTrue();
        assertThat(called("anger")).isFalse();

        assertThat(queue()).singleElement().satisfies(one -> {
            assertThat(one.conversationId()).isEqualTo(conversation);
            assertThat(one.reason()).isEqualTo("asked_for_a_person");
            assertThat(one.state()).isEqualTo(HandOverState.QUEUED);
            assertThat(one.assignee()).isNull();
        });
        assertThat(handOvers.isOpen(ebp, conversation)).isTrue();
    }

    @Test
    void until_a_person_takes_it_the_agent_goes_on() {
        called("asked_for_a_person");
        var message = write("Et le carrelage ?");

        assertThat(next(message)).isPresent();
    }

    @Test
    void while_a_person_has_it_the_agent_is_silent_and_what_is_said_is_kept() {
        called("asked_for_a_person");
        attend.take(ebp, queue().getFirst().id());
        var message = write("Vous êtes là ?");

        assertThat(next(message)).isEmpty();
        assertThat(visit.progress(session, message, "test").status()).isEqualTo("queued");
        assertThat(status()).isEqualTo("with_person");
    }

    @Test
    void a_reply_that_was_being_made_when_a_person_took_it_is_not_said() {
        called("asked_for_a_person");
        var turn = next(write("Et le carrelage ?")).orElseThrow();
        attend.take(ebp, queue().getFirst().id());

        assertThat(turns.reply(ebp, turn, saying("80 € du m²", null))).isEmpty();
        assertThat(said()).doesNotContain("80 € du m²");
    }

    @Test
    void what_a_person_writes_answers_all_that_waited_and_has_his_name() {
        called("asked_for_a_person");
        var first = write("Vous êtes là ?");
        var second = write("Allô ?");

        var written = speak.say(ebp, conversation, new NewWords("Oui, bonjour.", "Claire Aubry"), null);

        assertThat(written.author()).isEqualTo("Claire Aubry");
        assertThat(visit.progress(session, first, "test").status()).isEqualTo("completed");
        assertThat(visit.progress(session, second, "test").content()).isEqualTo("Oui, bonjour.");
        var message = visit.message(session, written.messageId(), "test");
        assertThat(message.role()).isEqualTo("person");
        assertThat(message.author()).isEqualTo("Claire Aubry");
        assertThat(handOvers.get(ebp, written.handOverId()).firstReplyAt()).isEqualTo(clock.instant());
        assertThat(status()).isEqualTo("with_person");
    }

    @Test
    void the_tenants_software_without_a_name_writes_in_the_tenants() {
        assertThat(speak.say(ebp, conversation, new NewWords("Bonjour", null), null)
                        .author())
                .isEqualTo("Durant Peinture");
        assertThat(handOvers.openOf(ebp, conversation)).satisfies(open -> {
            assertThat(open).isNotNull();
            assertThat(open.reason()).isEqualTo("stepped_in");
        });
    }

    @Test
    void sent_twice_under_one_key_a_person_wrote_once() {
        var words = new NewWords("Bonjour", null);
        var one = speak.say(ebp, conversation, words, "key");

        assertThat(speak.say(ebp, conversation, words, "key")).isEqualTo(one);
        assertThat(visit.messages(session, null, "test")).hasSize(1);
        assertProblem(
                ProblemCode.IDEMPOTENCY_KEY_REUSED,
                () -> speak.say(ebp, conversation, new NewWords("Autre", null), "key"));
    }

    @Test
    void given_back_the_agent_answers_the_last_message_that_nobody_answered() {
        called("asked_for_a_person");
        attend.take(ebp, queue().getFirst().id());
        var first = write("Vous êtes là ?");
        var last = write("Quel prix pour 8 m² ?");
        removeWork();

        var handOver = queue().getFirst().id();
        assertThat(attend.release(ebp, handOver).state()).isEqualTo(HandOverState.RETURNED);

        assertThat(scheduled())
                .singleElement()
                .asString()
                .startsWith(last + "/back/")
                .endsWith(" " + conversation + "/" + last);
        assertThat(visit.progress(session, first, "test").status()).isEqualTo("completed");
        assertThat(next(last))
                .hasValueSatisfying(turn -> assertThat(turn.message()).isEqualTo(last));
        assertThat(status()).isEqualTo("open");
        assertThat(queue()).isEmpty();
        assertProblem(ProblemCode.CONFLICT, () -> attend.take(ebp, handOver));
    }

    @Test
    void closed_nothing_more_is_said_and_the_visitor_is_asked_once_how_it_was() {
        called("asked_for_a_person");
        var message = write("Merci");
        attend.close(ebp, queue().getFirst().id());

        assertProblem(ProblemCode.CONVERSATION_CLOSED, () -> write("Encore"));
        assertProblem(
                ProblemCode.CONVERSATION_CLOSED,
                () -> speak.say(ebp, conversation, new NewWords("Encore", null), null));
        assertThat(visit.progress(session, message, "test").status()).isEqualTo("completed");
        assertThat(next(message)).isEmpty();
        assertThat(visit.messages(session, null, "test").getLast()).satisfies(last -> {
            assertThat(last.content()).contains("terminée");
            assertThat(last.asksRating()).isTrue();
        });
    }

    @Test
    void a_project_that_is_complete_asks_how_it_was_and_its_end_not_again() {
        var turn = next(write("8 m²")).orElseThrow();
        turns.reply(ebp, turn, new Reply("Voici", null, List.of(), null, "{}", null, "{}", null, true));
        speak.say(ebp, conversation, new NewWords("Au revoir", null), null);
        attend.close(ebp, queue().getFirst().id());

        assertThat(visit.messages(session, null, "test"))
                .filteredOn(m -> Boolean.TRUE.equals(m.asksRating()))
                .extracting(MessageView::content)
                .containsExactly("Voici");
    }

    @Test
    void of_many_who_take_it_at_once_one_has_it() throws Exception {
        called("asked_for_a_person");
        var id = queue().getFirst().id();
        var people = people(6);
        var taken = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = people.stream()
                    .map(who -> (Callable<HandOverView>) () -> attend.take(who, id))
                    .toList();
            for (var call : threads.invokeAll(calls)) {
                try {
                    call.get();
                    taken++;
                } catch (ExecutionException e) {
                    assertThat(((GuichetException) e.getCause()).code()).isEqualTo(ProblemCode.CONFLICT);
                }
            }
        }
        assertThat(taken).isEqualTo(1);
        assertThat(handOvers.get(ebp, id).state()).isEqualTo(HandOverState.WITH_PERSON);
    }

    @Test
    void of_many_who_take_the_next_at_once_each_has_another() throws Exception {
        for (var i = 0; i < 4; i++) {
            clock.advance(Duration.ofSeconds(1));
            var other = TestAgents.aVisitor(wiring, deployment);
            called(other.secret(), other.conversation(), "asked_for_a_person");
        }
        var people = people(5);
        var nobody = 0;
        var taken = new HashSet<HandOverId>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = people.stream()
                    .map(who -> (Callable<HandOverView>) () -> attend.takeNext(who))
                    .toList();
            for (var call : threads.invokeAll(calls)) {
                try {
                    taken.add(call.get().id());
                } catch (ExecutionException e) {
                    assertThat(((GuichetException) e.getCause()).code()).isEqualTo(ProblemCode.HAND_OVER_NOT_FOUND);
                    nobody++;
                }
            }
        }
        assertThat(taken).hasSize(4);
        assertThat(nobody).isEqualTo(1);
    }

    @Test
    void who_waits_longest_is_taken_first_and_the_list_goes_on_where_it_stopped() {
        var order = IntStream.range(0, 3)
                .mapToObj(i -> {
                    clock.advance(Duration.ofSeconds(1));
                    var other = TestAgents.aVisitor(wiring, deployment);
                    called(other.secret(), other.conversation(), "anger");
                    return other.conversation();
                })
                .toList();

        var page = handOvers.list(ebp, HandOverFilter.WAITING, PageRequest.of(2, null));
        var rest = handOvers.list(ebp, HandOverFilter.WAITING, PageRequest.of(2, page.next()));
        assertThat(page.items()).extracting(HandOverView::conversationId).isEqualTo(order.subList(0, 2));
        assertThat(rest.items()).extracting(HandOverView::conversationId).isEqualTo(order.subList(2, 3));
        assertThat(rest.next()).isNull();
        assertThat(attend.takeNext(ebp).conversationId()).isEqualTo(order.getFirst());
        assertThat(list(new HandOverFilter(null, Whose.NOBODY, null, null))).hasSize(2);
        assertThat(list(new HandOverFilter(null, Whose.ME, null, null))).hasSize(1);
        assertThat(list(new HandOverFilter(HandOverState.WITH_PERSON, null, null, "anger")))
                .hasSize(1);
        assertThat(list(new HandOverFilter(null, null, null, "keyword"))).isEmpty();
    }

    @Test
    void a_craftsman_sees_and_takes_those_of_his_own_conversations_alone() {
        called("asked_for_a_person");
        var id = queue().getFirst().id();
        var craftsman = TestAgents.signedIn(TestAgents.aCraftsman(wiring, ebp, "DUR-001"));

        assertThat(handOvers.list(craftsman, HandOverFilter.WAITING, FIRST).items())
                .isEmpty();
        assertProblem(ProblemCode.HAND_OVER_NOT_FOUND, () -> handOvers.get(craftsman, id));
        assertProblem(ProblemCode.HAND_OVER_NOT_FOUND, () -> attend.take(craftsman, id));
        assertProblem(ProblemCode.HAND_OVER_NOT_FOUND, () -> attend.takeNext(craftsman));
        assertProblem(
                ProblemCode.CONVERSATION_NOT_FOUND,
                () -> speak.say(craftsman, conversation, new NewWords("a", null), null));
        assertProblem(
                ProblemCode.CONVERSATION_NOT_FOUND,
                () -> speak.note(craftsman, conversation, new NewWords("a", null), null));
    }

    @Test
    void another_tenants_is_as_if_it_did_not_exist() {
        called("asked_for_a_person");
        var id = queue().getFirst().id();
        var sage = TestTenants.aTenant(wiring);

        assertProblem(ProblemCode.HAND_OVER_NOT_FOUND, () -> handOvers.get(sage, id));
        assertProblem(ProblemCode.HAND_OVER_NOT_FOUND, () -> attend.take(sage, id));
        assertProblem(ProblemCode.HAND_OVER_NOT_FOUND, () -> attend.close(sage, id));
        assertProblem(
                ProblemCode.CONVERSATION_NOT_FOUND, () -> speak.say(sage, conversation, new NewWords("a", null), null));
        assertThat(handOvers.list(sage, HandOverFilter.WAITING, FIRST).items()).isEmpty();
    }

    @Test
    void it_is_assigned_to_a_member_who_may_read_it_and_his_from_then_on() {
        called("asked_for_a_person");
        var id = queue().getFirst().id();
        var stranger = TestAgents.aCraftsman(wiring, ebp, "DUR-001");
        var member = TestAgents.aCraftsman(wiring, ebp, "DUR-002");
        mayReadAll(member.id().value());

        assertProblem(ProblemCode.INVALID_FIELDS, () -> attend.assign(ebp, id, Optional.of(stranger.id())));
        assertProblem(ProblemCode.INVALID_FIELDS, () -> attend.assign(ebp, id, Optional.empty()));
        assertThat(attend.assign(ebp, id, Optional.of(member.id())).assignee())
                .isEqualTo(new HandOverView.Assignee(member.id(), "Durant Peinture"));
        assertThat(list(new HandOverFilter(null, Whose.MEMBER, member.id(), null)))
                .hasSize(1);
        assertThat(next(write("Et alors ?"))).isPresent();
    }

    @Test
    void what_a_member_had_waits_for_another_once_he_is_gone_and_the_agent_speaks_again() {
        called("asked_for_a_person");
        var id = queue().getFirst().id();
        var member = TestAgents.aCraftsman(wiring, ebp, "DUR-002");
        mayReadAll(member.id().value());
        attend.take(ebp, id);
        attend.assign(ebp, id, Optional.of(member.id()));
        var message = write("Vous êtes là ?");
        removeWork();

        wiring.inTenant(ebp, () -> {
            wiring.get(QueueAgainWithMember.class).removed(new MemberRemoved(ebp, member.id()));
            return true;
        });

        assertThat(handOvers.get(ebp, id).state()).isEqualTo(HandOverState.QUEUED);
        assertThat(handOvers.get(ebp, id).assignee()).isNull();
        assertThat(scheduled()).hasSize(1);
        assertThat(next(message)).isPresent();
    }

    @Test
    void notes_are_for_the_tenants_people_and_nobody_else() {
        var note = speak.note(ebp, conversation, new NewWords("Rappeler à 17 h", "Claire Aubry"), "key");

        assertThat(speak.note(ebp, conversation, new NewWords("Rappeler à 17 h", "Claire Aubry"), "key"))
                .isEqualTo(note);
        assertThat(speak.notes(ebp, conversation, FIRST).items()).containsExactly(note);
        assertThat(visit.messages(session, null, "test")).isEmpty();
        assertProblem(
                ProblemCode.INVALID_FIELDS,
                () -> speak.note(ebp, conversation, new NewWords("x".repeat(4_001), null), null));
        assertProblem(
                ProblemCode.INVALID_FIELDS, () -> speak.say(ebp, conversation, new NewWords(" ", "\u0007"), null));
    }

    @Test
    void outside_its_hours_the_visitor_is_told_once_when_somebody_will_be_there() {
        support.replace(ebp, open("tuesday", "09:00", "18:00"));
        called("asked_for_a_person");
        called("anger");

        assertThat(said())
                .filteredOn(text -> text.contains("à partir de mardi 3 novembre à 09:00"))
                .hasSize(1);
    }

    @Test
    void within_its_hours_he_is_told_that_a_person_comes_where_the_agent_did_not_say_so() {
        support.replace(ebp, open("monday", "09:00", "18:00"));
        called("asked_for_a_person");
        assertThat(said()).noneMatch(text -> text.contains("personne de chez"));

        attend.release(ebp, queue().getFirst().id());
        reply(session, conversation, "anger");
        handOvers.request(ebp, conversation, "anger", false);
        assertThat(said()).anyMatch(text -> text.contains("une personne de chez Durant Peinture"));
    }

    @Test
    void settings_are_kept_and_the_faulty_ones_named() {
        assertThat(support.settings(ebp)).isEqualTo(SupportSettings.USUAL);
        var wanted = new SupportSettings(SupportHours.UNKNOWN, List.of(" avocat ", "avocat"), 2, 0.5, false);

        assertThat(support.replace(ebp, wanted).keywords()).containsExactly("avocat");
        assertThat(support.settings(ebp).misunderstandings()).isEqualTo(2);
        assertProblem(
                ProblemCode.INVALID_FIELDS,
                () -> support.replace(ebp, new SupportSettings(SupportHours.UNKNOWN, List.of("a"), 0, 2, true)));
    }

    @Test
    void misunderstandings_are_counted_in_a_row() {
        assertThat(support.understood(ebp, conversation, false)).isEqualTo(1);
        assertThat(support.understood(ebp, conversation, false)).isEqualTo(2);
        assertThat(support.understood(ebp, conversation, true)).isZero();
        assertThat(support.understood(ebp, conversation, false)).isEqualTo(1);
    }

    private List<CallContext> people(int many) {
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

    private boolean called(String reason) {
        return called(session, conversation, reason);
    }

    private boolean called(Token who, ConversationId where, String reason) {
        reply(who, where, reason);
        return handOvers.request(ebp, where, reason, true);
    }

    private void reply(Token who, ConversationId where, String reason) {
        var message = write(who, "Je veux quelqu'un");
        var turn = turns.next(ebp, where, message).orElseThrow();
        assertThat(turns.reply(ebp, turn, saying("Je transmets.", reason))).isPresent();
    }

    private static Reply saying(String text, @Nullable String reason) {
        return new Reply(text, null, List.of(), null, "{}", null, "{}", reason, false);
    }

    private Optional<PendingTurn> next(MessageId message) {
        return turns.next(ebp, conversation, message);
    }

    private MessageId write(String text) {
        return write(session, text);
    }

    private MessageId write(Token who, String text) {
        clock.advance(Duration.ofMillis(2));
        return wiring.get(ReceiveMessage.class)
                .receive(who, new NewMessage(text, List.of(), null, null), "test")
                .message();
    }

    private List<String> said() {
        return visit.messages(session, null, "test").stream()
                .map(MessageView::content)
                .toList();
    }

    private List<HandOverView> queue() {
        return list(HandOverFilter.WAITING);
    }

    private List<HandOverView> list(HandOverFilter filter) {
        return handOvers.list(ebp, filter, FIRST).items();
    }

    private String status() {
        return wiring.get(Conversations.class).get(ebp, conversation).status();
    }

    private static SupportSettings open(String day, String from, String to) {
        var hours = new SupportHours(Map.of(day, List.of(new Span(from, to))), List.of());
        return new SupportSettings(hours, List.of(), 3, 0.35, true);
    }

    private void mayReadAll(UUID member) {
        RealPostgres.inTenant(ebp.tenant(), c -> {
            try (var update = c.prepareStatement(
                    "update members set permissions = '{\"can_view_all_conversations\":true}' where id = ?")) {
                update.setObject(1, member);
                return update.executeUpdate();
            }
        });
    }

    private List<String> scheduled() {
        return new DueWork(new Answering(), clock)
                .waiting(ebp).stream()
                        .map(work -> work.key() + " " + work.subject())
                        .toList();
    }

    private void removeWork() {
        new DueWork(new Answering(), clock).run(ebp);
    }

    private static void assertProblem(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    /** Work that finds nothing to do, as an agent's that is silent. */
    private static final class Answering implements WorkHandler {

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
