package io.guichet.conversation;

import io.guichet.conversation.checking.ReceivedFile;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.Token;
import io.guichet.testing.DueWork;
import io.guichet.testing.SampleFiles;
import io.guichet.testing.Wiring;
import io.guichet.work.WorkOutcome;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a visitor sends beside his words: whose it is, how much of it is taken, and which message it goes with. */
class ConversationFilesTest extends ConversationScene {

    @Test
    void a_closed_conversation_takes_no_file() throws Exception {
        sql("update conversations set status = 'closed'");
        var photo = SampleFiles.of("pdf");

        assertProblem(
                ProblemCode.CONVERSATION_CLOSED, () -> files.receive(session, "a.pdf", () -> photo, null, "test"));
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

    private java.util.Optional<Files.Content> at(FileId id, Files.FileView view, Files.Reader reader) {
        var expires = Long.parseLong(view.url().replaceAll(".*expires=(\\d+).*", "$1"));
        return files.content(
                new Files.Address(ebp.tenant(), id, false, reader),
                expires,
                view.url().replaceAll(".*signature=", ""));
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
}
