package io.guichet.conversation;

import io.guichet.conversation.ReceiveMessage.NewMessage;
import io.guichet.conversation.Turns.Reply;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.Token;
import io.guichet.testing.SampleFiles;
import io.guichet.testing.TestAgents;
import io.guichet.testing.TestTenants;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a visitor writes and sends, how it waits for its answer, and who reads it. */
class ConversationTest extends ConversationScene {

    @Test
    void an_accepted_message_is_queued_with_the_work_that_will_answer_it() {
        var received = write("Refaire ma salle de bain");

        assertThat(received.position()).isEqualTo(1);
        assertThat(visit.progress(session, received.message(), "test").status()).isEqualTo("queued");
        assertThat(scheduled("conversation.answer"))
                .containsExactly(received.message() + " " + conversation + "/" + received.message());
    }

    @Test
    void messages_that_wait_are_counted() {
        assertThat(IntStream.range(0, 3).mapToObj(i -> write("m" + i).position()))
                .containsExactly(1, 2, 3);
    }

    @Test
    void a_message_says_something_in_at_most_8000_characters() {
        assertFaulty("content", () -> write(" \n"));
        assertFaulty("content", () -> write("x".repeat(8_001)));
        assertThat(write("x".repeat(8_000))).isNotNull();
        assertFaulty(
                "context",
                () -> receive.receive(session, new NewMessage("a", List.of(), null, "x".repeat(8_001)), "test"));
        assertFaulty("Idempotency-Key", () -> write("a", " ", List.of()));
        assertFaulty("Idempotency-Key", () -> write("a", "k".repeat(201), List.of()));
    }

    @Test
    void what_is_refused_leaves_no_work() {
        assertFaulty("content", () -> write(""));
        assertProblem(ProblemCode.FILE_NOT_FOUND, () -> write("a", null, List.of(FileId.next())));

        assertThat(scheduled("conversation.answer")).isEmpty();
        assertThat(visit.messages(session, null, "test")).isEmpty();
    }

    @Test
    void sent_twice_under_one_key_it_is_one_message() {
        var first = write("Bonjour", "key", List.of());
        var again = write("Bonjour", "key", List.of());

        assertThat(again.message()).isEqualTo(first.message());
        assertThat(visit.messages(session, null, "test")).hasSize(1);
        assertProblem(ProblemCode.IDEMPOTENCY_KEY_REUSED, () -> write("Autre chose", "key", List.of()));
    }

    @Test
    void sent_at_once_under_one_key_it_is_one_message_too() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var ids = new java.util.HashSet<MessageId>();
            var calls = IntStream.range(0, 6)
                    .mapToObj(i -> (Callable<MessageId>)
                            () -> write("Bonjour", "key", List.of()).message())
                    .toList();
            for (var call : threads.invokeAll(calls)) {
                ids.add(call.get());
            }
            assertThat(ids).hasSize(1);
        }
    }

    @Test
    void one_key_serves_many_conversations() {
        var other = TestAgents.aVisitor(wiring, deployment).secret();
        write("Bonjour", "key", List.of());

        assertThat(receive.receive(other, new NewMessage("Autre", List.of(), "key", null), "test")
                        .position())
                .isEqualTo(1);
    }

    @Test
    void a_closed_conversation_takes_no_message() {
        sql("update conversations set status = 'closed'");

        assertProblem(ProblemCode.CONVERSATION_CLOSED, () -> write("Bonjour"));
        assertProblem(ProblemCode.CONVERSATION_CLOSED, () -> write("Bonjour", "key", List.of()));
    }

    @Test
    void whoever_follows_goes_on_after_a_message_of_his_conversation_and_of_no_other() {
        var mine = write("Bonjour").message();
        var other = TestAgents.aVisitor(wiring, deployment).secret();
        var foreign = receive.receive(other, new NewMessage("Bonjour", List.of(), null, null), "test")
                .message();

        var following = visit.follow(session, mine, "test");
        assertThat(following.conversation()).isEqualTo(conversation);
        assertThat(following.after()).isEqualTo(mine);
        assertThat(following.until()).isEqualTo(clock.instant().plus(Duration.ofDays(30)));
        assertThat(visit.follow(session, foreign, "test").after()).isNull();
        assertThat(visit.follow(session, MessageId.next(), "test").after()).isNull();
        assertThat(visit.follow(session, null, "test").after()).isNull();
        clock.advance(Duration.ofDays(30));
        assertProblem(ProblemCode.INVALID_SESSION, () -> visit.follow(session, mine, "test"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"is_active = false", "deleted_at = now()"})
    void where_the_deployment_is_shut_nothing_more_is_said_and_all_is_still_read(String change) throws Exception {
        write("Bonjour");
        sql("update agent_deployments set " + change);
        var photo = SampleFiles.of("pdf");

        assertProblem(ProblemCode.CONVERSATION_CLOSED, () -> write("Encore"));
        assertProblem(ProblemCode.CONVERSATION_CLOSED, () -> write("Encore", "key", List.of()));
        assertProblem(
                ProblemCode.CONVERSATION_CLOSED, () -> files.receive(session, "a.pdf", () -> photo, null, "test"));
        assertThat(visit.messages(session, null, "test")).hasSize(1);
    }

    @Test
    void a_secret_that_opens_nothing_writes_nothing() {
        assertProblem(
                ProblemCode.INVALID_SESSION,
                () -> receive.receive(Token.random("sess_"), new NewMessage("a", List.of(), null, null), "test"));
        clock.advance(Duration.ofDays(31));
        assertProblem(ProblemCode.INVALID_SESSION, () -> write("a"));
    }

    @Test
    void another_conversations_file_and_message_are_as_if_they_did_not_exist() {
        var other = TestAgents.aVisitor(wiring, deployment).secret();
        var file = FileId.parse(files.receive(other, "a.pdf", () -> SampleFiles.of("pdf"), null, "test")
                        .id())
                .orElseThrow();
        var message = receive.receive(other, new NewMessage("a", List.of(), null, null), "test")
                .message();

        assertProblem(ProblemCode.FILE_NOT_FOUND, () -> write("a", null, List.of(file)));
        assertProblem(ProblemCode.MESSAGE_NOT_FOUND, () -> visit.message(session, message, "test"));
        assertProblem(ProblemCode.MESSAGE_NOT_FOUND, () -> visit.progress(session, message, "test"));
    }

    @Test
    void files_go_with_the_next_message() {
        var view = photo();
        var message =
                write("", null, List.of(FileId.parse(view.id()).orElseThrow())).message();

        assertThat(visit.message(session, message, "test").files())
                .extracting(Files.FileView::id)
                .containsExactly(view.id());
        var turn = next(message);
        assertThat(turn.newPhotos()).isEqualTo(1);
        assertThat(turn.photos()).isEqualTo(1);
    }

    @Test
    void messages_are_answered_in_their_order() {
        var first = write("un").message();
        var second = write("deux").message();

        var turn = next(second);
        assertThat(turn.message()).isEqualTo(first);
        assertThat(turns.reply(ebp, turn, reply("Un !", "{\"a\":{\"flag\":true}}")))
                .isPresent();

        var following = next(second);
        assertThat(following.message()).isEqualTo(second);
        assertThat(following.facts()).isEqualTo("{\"a\":{\"flag\":true}}");
        turns.reply(ebp, following, reply("Deux !", "{}"));

        assertThat(turns.next(ebp, conversation, second)).isEmpty();
        assertThat(visit.messages(session, null, "test"))
                .extracting(MessageView::content)
                .containsExactly("un", "deux", "Un !", "Deux !");
        assertThat(visit.progress(session, first, "test").content()).isEqualTo("Un !");
    }

    @Test
    void work_of_an_earlier_message_leaves_the_later_ones_alone() {
        var first = write("un").message();
        write("deux");
        turns.reply(ebp, next(first), reply("Un !", "{}"));

        assertThat(turns.next(ebp, conversation, first)).isEmpty();
    }

    @Test
    void of_two_who_answer_one_is_heard() {
        var message = write("un").message();
        var mine = next(message);
        var theirs = next(message);

        assertThat(turns.reply(ebp, mine, reply("A", "{}"))).isPresent();
        assertThat(turns.reply(ebp, theirs, reply("B", "{}"))).isEmpty();
        assertThat(visit.progress(session, message, "test").content()).isEqualTo("A");
    }

    @Test
    void a_reply_that_was_made_from_what_is_no_longer_known_is_not_written() {
        var message = write("un").message();
        var turn = next(message);
        sql("update conversations set facts_version = facts_version + 1");

        assertThat(turns.reply(ebp, turn, reply("A", "{}"))).isEmpty();
        assertThat(visit.progress(session, message, "test").status()).isEqualTo("processing");
        assertThat(turns.reply(ebp, next(message), reply("B", "{}"))).isPresent();
    }

    @Test
    void a_message_that_nobody_could_answer_waits_for_a_person() {
        var message = write("un").message();
        turns.fail(ebp, conversation, message);

        assertThat(visit.progress(session, message, "test").status()).isEqualTo("failed");
        assertThat(status()).isEqualTo("waiting_for_person answer_failed");
        assertThat(write("deux")).isNotNull();
    }

    @Test
    void a_message_that_was_answered_is_not_given_up() {
        var message = write("un").message();
        turns.reply(ebp, next(message), reply("A", "{}"));
        turns.fail(ebp, conversation, message);

        assertThat(visit.progress(session, message, "test").status()).isEqualTo("completed");
        assertThat(status()).isEqualTo("open null");
    }

    @Test
    void a_reply_may_hand_over_to_a_person() {
        var message = write("un").message();
        turns.reply(
                ebp,
                next(message),
                new Reply("Un moment.", null, List.of("Oui", "Non"), null, "{}", null, "{}", "not_understood", false));

        assertThat(status()).isEqualTo("waiting_for_person not_understood");
        assertThat(visit.messages(session, null, "test").getLast().quickReplies())
                .containsExactly("Oui", "Non");
    }

    @Test
    void a_conversation_counts_once_something_was_said() {
        assertThat(conversations.list(ebp, null)).isEmpty();
        var message = write("un").message();
        turns.reply(ebp, next(message), reply("A", "{}"));

        assertThat(conversations.list(ebp, null)).singleElement().satisfies(c -> {
            assertThat(c.id()).isEqualTo(conversation);
            assertThat(c.messagesCount()).isEqualTo(2);
            assertThat(c.startedAt()).isEqualTo(clock.instant());
        });
    }

    @Test
    void a_craftsman_reads_his_own_conversations_and_a_tenant_no_other_tenants() {
        var durant = TestAgents.aCraftsman(wiring, ebp, "DUR-001");
        var his = wiring.get(Links.class).create(ebp, new Links.NewLink(deployment.key(), "DUR-001", null, null), null);
        var opened = wiring.get(OpenSession.class).byLink(new Token(his.sessionToken()), "fr", "test");
        var message = receive.receive(opened.secret(), new NewMessage("un", List.of(), null, null), "test")
                .message();
        turns.reply(ebp, turns.next(ebp, opened.conversation(), message).orElseThrow(), reply("A", "{}"));
        var craftsman = TestAgents.signedIn(durant);
        var sage = TestTenants.aTenant(wiring);

        assertThat(conversations.list(craftsman, null))
                .extracting(Conversations.ConversationView::id)
                .containsExactly(opened.conversation());
        assertThat(conversations.messages(craftsman, opened.conversation(), null))
                .hasSize(2);
        assertProblem(ProblemCode.CONVERSATION_NOT_FOUND, () -> conversations.get(craftsman, conversation));
        assertProblem(ProblemCode.CONVERSATION_NOT_FOUND, () -> conversations.files(craftsman, conversation));
        assertThat(conversations.get(ebp, conversation)).isNotNull();
        assertThat(conversations.list(sage, null)).isEmpty();
        assertProblem(ProblemCode.CONVERSATION_NOT_FOUND, () -> conversations.get(sage, conversation));
        assertProblem(ProblemCode.CONVERSATION_NOT_FOUND, () -> conversations.messages(sage, conversation, null));
    }

    private static Reply reply(String content, String facts) {
        return new Reply(content, null, List.of(), null, facts, null, "{}", null, false);
    }

    private static void assertFaulty(String field, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(GuichetException.class, e -> {
            assertThat(e.code()).isEqualTo(ProblemCode.INVALID_FIELDS);
            assertThat(e.fields())
                    .extracting(GuichetException.FieldError::field)
                    .containsExactly(field);
        });
    }
}
