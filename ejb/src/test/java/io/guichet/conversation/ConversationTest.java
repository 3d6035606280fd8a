package io.guichet.conversation;

import io.guichet.agent.DeploymentView;
import io.guichet.conversation.ReceiveMessage.NewMessage;
import io.guichet.conversation.Turns.PendingTurn;
import io.guichet.conversation.Turns.Reply;
import io.guichet.conversation.checking.ReceivedFile;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.Token;
import io.guichet.testing.DueWork;
import io.guichet.testing.MovingClock;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.SampleFiles;
import io.guichet.testing.TestAgents;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import io.guichet.work.WorkOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a visitor writes and sends, how it waits for its answer, and who reads it. */
@ExtendWith(RealPostgres.class)
class ConversationTest {

    @TempDir
    Path folder;

    private final MovingClock clock = new MovingClock("2026-11-02T08:00:00Z");

    private Wiring wiring;
    private ReceiveMessage receive;
    private Turns turns;
    private Files files;
    private VisitConversation visit;
    private Conversations conversations;
    private CallContext ebp;
    private DeploymentView deployment;
    private Token session;
    private ConversationId conversation;

    @BeforeEach
    void a_visitor() {
        wiring = new Wiring().with(Clock.class, clock).configured("guichet.files.dir", folder.toString());
        receive = wiring.get(ReceiveMessage.class);
        turns = wiring.get(Turns.class);
        files = wiring.get(Files.class);
        visit = wiring.get(VisitConversation.class);
        conversations = wiring.get(Conversations.class);
        ebp = TestTenants.aTenant(wiring);
        deployment = TestAgents.aDeployment(wiring, ebp);
        var opened = TestAgents.aVisitor(wiring, deployment);
        session = opened.secret();
        conversation = opened.conversation();
    }

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
    void a_closed_conversation_takes_no_file() throws Exception {
        sql("update conversations set status = 'closed'");
        var photo = SampleFiles.of("pdf");

        assertProblem(
                ProblemCode.CONVERSATION_CLOSED, () -> files.receive(session, "a.pdf", () -> photo, null, "test"));
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
    void the_address_of_a_file_is_signed_and_ends() {
        var view = photo();
        var id = FileId.parse(view.id()).orElseThrow();
        var expires = Long.parseLong(view.url().replaceAll(".*expires=(\\d+).*", "$1"));
        var signature = view.url().replaceAll(".*signature=", "");
        var address = new Files.Address(ebp.tenant(), id, false, Files.Reader.VISITOR);

        assertThat(files.content(address, expires, signature))
                .hasValueSatisfying(c -> assertThat(c.bytes()).isNotEmpty());
        assertThat(files.content(new Files.Address(ebp.tenant(), id, true, Files.Reader.VISITOR), expires, signature))
                .isEmpty();
        assertThat(files.content(new Files.Address(ebp.tenant(), id, false, Files.Reader.TENANT), expires, signature))
                .isEmpty();
        assertThat(files.content(address, expires + 1, signature)).isEmpty();
        assertThat(files.content(
                        new Files.Address(ebp.tenant(), FileId.next(), false, Files.Reader.VISITOR),
                        expires,
                        signature))
                .isEmpty();
        clock.advance(Duration.ofDays(8));
        assertThat(files.content(address, expires, signature)).isEmpty();
    }

    @Test
    void once_no_session_opens_his_conversation_a_visitors_address_ends_and_the_tenants_goes_on() throws Exception {
        var id = FileId.parse(photo().id()).orElseThrow();
        write("Voici le mur");
        var his = visit.messages(session, null, "test").getFirst().files().getFirst();
        var theirs = conversations.files(ebp, conversation).getFirst();

        sql("update sessions set expires_at = '2026-11-02T07:59:59Z'");

        assertThat(at(id, his, Files.Reader.VISITOR)).isEmpty();
        assertThat(at(id, theirs, Files.Reader.TENANT)).isPresent();
    }

    private java.util.Optional<Files.Content> at(FileId id, Files.FileView view, Files.Reader reader) {
        var expires = Long.parseLong(view.url().replaceAll(".*expires=(\\d+).*", "$1"));
        return files.content(
                new Files.Address(ebp.tenant(), id, false, reader),
                expires,
                view.url().replaceAll(".*signature=", ""));
    }

    @Test
    void of_eleven_files_at_once_ten_are_taken_and_nothing_else_is_left() throws Exception {
        var taken = 0;
        var refused = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, 11)
                    .mapToObj(i -> (Callable<Files.FileView>) this::photo)
                    .toList();
            for (var call : threads.invokeAll(calls)) {
                try {
                    call.get();
                    taken++;
                } catch (ExecutionException e) {
                    assertThat(((GuichetException) e.getCause()).code()).isEqualTo(ProblemCode.TOO_MANY_FILES);
                    refused++;
                }
            }
        }
        assertThat(taken).isEqualTo(10);
        assertThat(refused).isEqualTo(1);
        assertThat(onDisk()).hasSize(20);
        assertProblem(ProblemCode.TOO_MANY_FILES, this::photo);
    }

    @Test
    void a_file_that_is_refused_or_not_made_known_leaves_nothing_on_disk() {
        assertProblem(
                ProblemCode.UNSUPPORTED_FILE,
                () -> files.receive(session, "a.jpg", () -> SampleFiles.of("pdf"), null, "test"));
        var records = new FileRecords() {
            @Override
            public CallContext visitor(Token secret, String idempotencyKey, String correlation) {
                return ebp;
            }

            @Override
            public Files.Stored add(
                    Token secret, FileId id, ReceivedFile file, String idempotencyKey, String correlation) {
                throw new IllegalStateException("the commit failed");
            }

            @Override
            public java.util.Set<FileId> known(CallContext context, java.util.Collection<FileId> ids) {
                return java.util.Set.of();
            }
        };
        var broken = new Wiring()
                .with(Clock.class, clock)
                .with(FileRecords.class, records)
                .configured("guichet.files.dir", folder.toString());

        assertThatThrownBy(() ->
                        broken.get(Files.class).receive(session, "a.png", () -> SampleFiles.of("png"), null, "test"))
                .hasMessage("the commit failed");
        assertThat(onDisk()).isEmpty();
        assertThat(write("la conversation continue")).isNotNull();
    }

    @Test
    void photos_without_a_word_are_a_message_once_they_have_waited() {
        photo();
        photo();
        var work = new DueWork(wiring.get(AnswerPhotos.class), clock);

        assertThat(work.run(ebp)).isEmpty();
        clock.advance(Duration.ofSeconds(20));
        assertThat(work.run(ebp)).hasSize(2).allMatch(WorkOutcome.Done.class::isInstance);

        assertThat(visit.messages(session, null, "test")).singleElement().satisfies(m -> {
            assertThat(m.content()).isEmpty();
            assertThat(m.files()).hasSize(2);
        });
        assertThat(scheduled("conversation.answer")).hasSize(1);
    }

    @Test
    void photos_that_a_message_followed_are_no_message_of_their_own() {
        photo();
        write("Voici");
        clock.advance(Duration.ofSeconds(20));
        new DueWork(wiring.get(AnswerPhotos.class), clock).run(ebp);

        assertThat(visit.messages(session, null, "test")).hasSize(1);
    }

    @Test
    void photos_wait_for_those_that_come_after_them() {
        photo();
        clock.advance(Duration.ofSeconds(15));
        photo();
        var work = new DueWork(wiring.get(AnswerPhotos.class), clock);

        clock.advance(Duration.ofSeconds(5));
        assertThat(work.run(ebp)).hasSize(1);
        assertThat(visit.messages(session, null, "test")).isEmpty();

        clock.advance(Duration.ofSeconds(15));
        work.run(ebp);
        assertThat(visit.messages(session, null, "test"))
                .singleElement()
                .satisfies(m -> assertThat(m.files()).hasSize(2));
    }

    @Test
    void photos_wait_for_one_that_is_still_coming_in_pieces_but_not_for_ever() {
        var first = FileId.parse(photo().id()).orElseThrow();
        wiring.get(Uploads.class).begin(session, "sol.jpg", 2_000_000, null, "test");
        var work = new DueWork(wiring.get(AnswerPhotos.class), clock);

        clock.advance(Duration.ofSeconds(20));
        work.run(ebp);
        assertThat(visit.messages(session, null, "test")).isEmpty();
        assertThat(work.waiting(ebp)).hasSize(1);

        clock.advance(Duration.ofMinutes(10));
        work.run(ebp);
        assertThat(visit.messages(session, null, "test")).hasSize(1);
        assertProblem(ProblemCode.FILE_NOT_FOUND, () -> write("Voici", null, List.of(first)));
    }

    @Test
    void a_message_takes_the_files_that_it_names_and_leaves_the_others() {
        var named = FileId.parse(photo().id()).orElseThrow();
        photo();

        write("Voici le mur", null, List.of(named));
        assertThat(visit.messages(session, null, "test").getLast().files()).hasSize(1);

        write("Et le sol");
        assertThat(visit.messages(session, null, "test").getLast().files()).hasSize(1);
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

    private ReceiveMessage.Received write(String text) {
        return write(text, null, List.of());
    }

    private ReceiveMessage.Received write(String text, @Nullable String key, List<FileId> named) {
        return receive.receive(session, new NewMessage(text, named, key, null), "test");
    }

    private Files.FileView photo() {
        return files.receive(session, "photo.jpg", () -> SampleFiles.of("jpg"), null, "test");
    }

    private PendingTurn next(MessageId upTo) {
        return turns.next(ebp, conversation, upTo).orElseThrow();
    }

    private static Reply reply(String content, String facts) {
        return new Reply(content, null, List.of(), null, facts, null, "{}", null, false);
    }

    private List<String> onDisk() {
        try (var all = java.nio.file.Files.walk(folder)) {
            return all.filter(java.nio.file.Files::isRegularFile)
                    .map(p -> p.getFileName().toString())
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String status() {
        return RealPostgres.inTenant(ebp.tenant(), c -> {
            var row = c.createStatement()
                    .executeQuery("select status || ' ' || coalesce(status_reason, 'null') from conversations");
            row.next();
            return row.getString(1);
        });
    }

    private List<String> scheduled(String type) {
        return RealPostgres.inTenant(ebp.tenant(), c -> {
            var found = new ArrayList<String>();
            var query = c.prepareStatement("select task_instance, task_data from scheduled_tasks where task_name = ?"
                    + " and convert_from(task_data, 'UTF8') like ?");
            query.setString(1, type);
            query.setString(2, "%" + ebp.tenant().value() + "%");
            var rows = query.executeQuery();
            while (rows.next()) {
                var data = io.guichet.kernel.Json.tree(
                        new String(rows.getBytes(2), java.nio.charset.StandardCharsets.UTF_8));
                found.add(rows.getString(1) + " " + data.get("subject").asText());
            }
            return found;
        });
    }

    private void sql(String update) {
        RealPostgres.inTenant(ebp.tenant(), c -> c.createStatement().executeUpdate(update));
    }

    private static void assertFaulty(String field, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(GuichetException.class, e -> {
            assertThat(e.code()).isEqualTo(ProblemCode.INVALID_FIELDS);
            assertThat(e.fields())
                    .extracting(GuichetException.FieldError::field)
                    .containsExactly(field);
        });
    }

    private static void assertProblem(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
