package io.guichet.conversation;

import io.guichet.agent.DeploymentView;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.Token;
import io.guichet.testing.MovingClock;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.SampleFiles;
import io.guichet.testing.TestAgents;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A file that comes in pieces becomes a file like any other, whatever happens to the line. */
@ExtendWith(RealPostgres.class)
class UploadsTest {

    @TempDir
    Path folder;

    private final MovingClock clock = new MovingClock("2026-11-02T08:00:00Z");
    private final byte[] photo = Arrays.copyOf(SampleFiles.image("jpg", 400, 300), 700_000);

    private Wiring wiring;
    private Uploads uploads;
    private Files files;
    private CallContext ebp;
    private DeploymentView deployment;
    private Token session;

    @BeforeEach
    void a_visitor() {
        wiring = new Wiring().with(Clock.class, clock).configured("guichet.files.dir", folder.toString());
        uploads = wiring.get(Uploads.class);
        files = wiring.get(Files.class);
        ebp = TestTenants.aTenant(wiring);
        deployment = TestAgents.aDeployment(wiring, ebp);
        session = TestAgents.aVisitor(wiring, deployment).secret();
    }

    @Test
    void a_photo_in_three_pieces_is_one_file() throws IOException {
        var id = begun(photo.length);

        assertThat(sent(id, 0, 100_000).file()).isNull();
        assertThat(uploads.progress(session, id, "test").offset()).isEqualTo(100_000);
        assertThat(sent(id, 100_000, 600_000).progress().offset()).isEqualTo(600_000);
        var file = sent(id, 600_000, photo.length).file();

        assertThat(file.name()).isEqualTo("mur.jpg");
        assertThat(file.mimeType()).isEqualTo("image/jpeg");
        assertThat(file.thumbnailUrl()).isNotNull();
        assertThat(rows("upload_pieces")).isZero();
        assertThat(rows("files")).isEqualTo(1);
    }

    @Test
    void who_did_not_hear_that_it_is_whole_hears_it_again() throws IOException {
        var id = begun(photo.length);
        var file = sent(id, 0, photo.length).file();

        assertThat(uploads.progress(session, id, "test").offset()).isEqualTo(photo.length);
        assertThat(sent(id, photo.length, photo.length).file()).isEqualTo(file);
        assertProblem(ProblemCode.WRONG_OFFSET, () -> sent(id, 0, photo.length));
        assertThat(rows("files")).isEqualTo(1);
    }

    @Test
    void what_came_before_the_line_broke_is_kept() throws IOException {
        var id = begun(photo.length);
        var broken = new SequenceInputStream(new ByteArrayInputStream(photo, 0, 300_000), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the line broke");
            }
        });

        assertThatThrownBy(() -> uploads.receive(session, id, 0, broken, "test"))
                .isInstanceOf(IOException.class);

        var offset = (int) uploads.progress(session, id, "test").offset();
        assertThat(offset).isEqualTo(256 * 1024);
        assertThat(sent(id, offset, photo.length).file()).isNotNull();
    }

    @Test
    void a_piece_that_does_not_follow_is_refused_and_nothing_of_it_is_kept() throws IOException {
        var id = begun(photo.length);
        sent(id, 0, 1_000);

        assertProblem(ProblemCode.WRONG_OFFSET, () -> sent(id, 0, 1_000));
        assertProblem(ProblemCode.WRONG_OFFSET, () -> sent(id, 2_000, 3_000));
        assertThat(uploads.progress(session, id, "test").offset()).isEqualTo(1_000);
    }

    @Test
    void of_the_same_piece_sent_by_two_at_once_one_is_kept() throws Exception {
        var id = begun(photo.length);
        sent(id, 0, 1_000);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, 4)
                    .mapToObj(i -> (Callable<Object>) () -> sent(id, 1_000, 200_000))
                    .toList();
            for (var call : threads.invokeAll(calls)) {
                try {
                    call.get();
                } catch (ExecutionException e) {
                    assertThat(((GuichetException) e.getCause()).code()).isEqualTo(ProblemCode.WRONG_OFFSET);
                }
            }
        }
        assertThat(uploads.progress(session, id, "test").offset()).isEqualTo(200_000);
        assertThat(sent(id, 200_000, photo.length).file()).isNotNull();
    }

    @Test
    void more_than_was_announced_is_refused() throws IOException {
        var id = begun(1_000);

        assertProblem(ProblemCode.FILE_TOO_LARGE, () -> sent(id, 0, 1_001));
    }

    @Test
    void what_will_be_refused_anyway_is_refused_when_it_is_announced() {
        assertProblem(
                ProblemCode.FILE_TOO_LARGE, () -> uploads.begin(session, "a.jpg", Files.LARGEST + 1L, null, "test"));
        assertProblem(ProblemCode.UNSUPPORTED_FILE, () -> uploads.begin(session, "a.exe", 10, null, "test"));
        assertProblem(ProblemCode.UNSUPPORTED_FILE, () -> uploads.begin(session, "a.jpg", 0, null, "test"));
        assertProblem(
                ProblemCode.INVALID_SESSION, () -> uploads.begin(Token.random("sess_"), "a.jpg", 10, null, "test"));
        assertThat(rows("uploads")).isZero();
    }

    @Test
    void one_that_is_no_photo_after_all_gives_its_place_back_and_leaves_nothing() throws IOException {
        var id = uploads.begin(session, "mur.jpg", 9, null, "test").id();

        assertProblem(
                ProblemCode.UNSUPPORTED_FILE,
                () -> uploads.receive(session, id, 0, new ByteArrayInputStream("<script>!".getBytes()), "test"));

        assertThat(rows("uploads") + rows("upload_pieces") + rows("files")).isZero();
        assertThat(folder).isEmptyDirectory();
        assertProblem(ProblemCode.UPLOAD_NOT_FOUND, () -> uploads.progress(session, id, "test"));
    }

    @Test
    void another_conversations_upload_is_as_if_it_were_not_there() {
        var id = begun(photo.length);
        var other = TestAgents.aVisitor(wiring, deployment).secret();

        assertProblem(ProblemCode.UPLOAD_NOT_FOUND, () -> uploads.progress(other, id, "test"));
        assertProblem(ProblemCode.UPLOAD_NOT_FOUND, () -> uploads.end(other, id, "test"));
        assertProblem(
                ProblemCode.UPLOAD_NOT_FOUND,
                () -> uploads.receive(other, id, 0, new ByteArrayInputStream(photo), "test"));
        assertProblem(ProblemCode.UPLOAD_NOT_FOUND, () -> uploads.progress(session, UploadId.next(), "test"));
    }

    @Test
    void announced_twice_under_one_key_it_is_one() {
        var first = uploads.begin(session, "a.jpg", 10, "key", "test");
        var again = uploads.begin(session, "a.jpg", 10, "key", "test");

        assertThat(again).isEqualTo(first);
        assertThat(rows("uploads")).isEqualTo(1);
        assertProblem(ProblemCode.IDEMPOTENCY_KEY_REUSED, () -> uploads.begin(session, "a.jpg", 11, "key", "test"));
    }

    @Test
    void announced_again_under_one_key_it_says_how_far_it_has_come() throws IOException {
        var id = uploads.begin(session, "mur.jpg", photo.length, "key", "test").id();
        sent(id, 0, 1_000);

        var again = uploads.begin(session, "mur.jpg", photo.length, "key", "test");
        assertThat(again.id()).isEqualTo(id);
        assertThat(again.offset()).isEqualTo(1_000);

        sent(id, 1_000, photo.length);
        assertThat(uploads.begin(session, "mur.jpg", photo.length, "key", "test")
                        .offset())
                .isEqualTo(photo.length);
    }

    @Test
    void announced_again_under_the_key_of_one_that_is_gone_it_begins_anew_once() {
        var gone =
                uploads.begin(session, "mur.jpg", photo.length, "key", "test").id();
        uploads.end(session, gone, "test");

        var anew = uploads.begin(session, "mur.jpg", photo.length, "key", "test");

        assertThat(anew.id()).isNotEqualTo(gone);
        assertThat(anew.offset()).isZero();
        assertThat(uploads.begin(session, "mur.jpg", photo.length, "key", "test"))
                .isEqualTo(anew);
        assertThat(rows("uploads")).isEqualTo(1);
    }

    @Test
    void while_one_looks_at_it_others_are_told_to_come_again() throws IOException {
        var records = wiring.get(UploadRecords.class);
        var id = begun(photo.length);
        records.append(session, id, 0, photo, "test");

        records.claim(session, id, "test");
        assertProblem(ProblemCode.UNAVAILABLE, () -> sent(id, photo.length, photo.length));
        records.release(session, id, "test");
        records.claim(session, id, "test");
        assertProblem(ProblemCode.UNAVAILABLE, () -> sent(id, photo.length, photo.length));

        // Whoever looked at it was killed.
        clock.advance(Duration.ofMinutes(2));
        var file = sent(id, photo.length, photo.length).file();
        assertThat(file).isNotNull();
        assertThat(sent(id, photo.length, photo.length).file()).isEqualTo(file);
    }

    @Test
    void one_that_was_refused_meanwhile_is_refused_again_and_what_is_a_file_stays() throws IOException {
        var records = wiring.get(UploadRecords.class);
        var refused = begun(10);
        records.refuse(session, refused, "test");
        records.refuse(session, refused, "test");
        assertProblem(ProblemCode.UPLOAD_NOT_FOUND, () -> uploads.progress(session, refused, "test"));

        var id = begun(photo.length);
        var file = sent(id, 0, photo.length).file();
        records.refuse(session, id, "test");
        assertThat(sent(id, photo.length, photo.length).file()).isEqualTo(file);
    }

    @Test
    void of_eleven_in_pieces_and_whole_at_once_where_one_has_room_one_is_taken() throws Exception {
        for (var i = 0; i < 9; i++) {
            begun(10);
        }
        var taken = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, 11)
                    .mapToObj(i -> (Callable<Object>) () -> i % 2 == 0 ? begun(10) : whole())
                    .toList();
            for (var call : threads.invokeAll(calls)) {
                try {
                    call.get();
                    taken++;
                } catch (ExecutionException e) {
                    assertThat(((GuichetException) e.getCause()).code()).isEqualTo(ProblemCode.TOO_MANY_FILES);
                }
            }
        }
        assertThat(taken).isEqualTo(1);
        assertThat(rows("uploads") + rows("files")).isEqualTo(10);
    }

    @Test
    void the_last_place_is_kept_for_whoever_announced_it() throws IOException {
        for (var i = 0; i < 9; i++) {
            whole();
        }
        var id = begun(photo.length);
        assertProblem(ProblemCode.TOO_MANY_FILES, this::whole);

        assertThat(sent(id, 0, photo.length).file()).isNotNull();
        assertThat(rows("files")).isEqualTo(10);
    }

    @Test
    void a_place_is_free_again_when_it_is_given_up_or_its_time_is_over() {
        var ids = IntStream.range(0, 10).mapToObj(i -> begun(10)).toList();
        assertProblem(ProblemCode.TOO_MANY_FILES, () -> begun(10));

        uploads.end(session, ids.getFirst(), "test");
        assertThat(begun(10)).isNotNull();
        assertProblem(ProblemCode.TOO_MANY_FILES, () -> begun(10));

        clock.advance(Duration.ofDays(1));
        assertProblem(ProblemCode.UPLOAD_NOT_FOUND, () -> uploads.progress(session, ids.getLast(), "test"));
        assertThat(begun(10)).isNotNull();
    }

    @Test
    void what_has_become_a_file_is_not_given_up() throws IOException {
        var id = begun(photo.length);
        sent(id, 0, photo.length);

        assertProblem(ProblemCode.CONFLICT, () -> uploads.end(session, id, "test"));
        assertThat(rows("files")).isEqualTo(1);
    }

    private UploadId begun(int length) {
        return uploads.begin(session, "mur.jpg", length, null, "test").id();
    }

    private Uploads.Step sent(UploadId id, int from, int until) throws IOException {
        var piece = Arrays.copyOfRange(photo, from, until);
        return uploads.receive(session, id, from, new ByteArrayInputStream(piece), "test");
    }

    private Files.FileView whole() {
        return files.receive(session, "mur.jpg", () -> SampleFiles.of("jpg"), null, "test");
    }

    private long rows(String table) {
        return RealPostgres.inTenant(ebp.tenant(), c -> {
            var row = c.createStatement().executeQuery("select count(*) from " + table);
            row.next();
            return row.getLong(1);
        });
    }

    private static void assertProblem(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
