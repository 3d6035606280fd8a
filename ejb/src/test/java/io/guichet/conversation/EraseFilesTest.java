package io.guichet.conversation;

import io.guichet.conversation.ReceiveMessage.NewMessage;
import io.guichet.kernel.Actor;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Permission;
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
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A tenant erases what a visitor sent: rows, bytes and the ways to them, whatever else goes on. */
@ExtendWith(RealPostgres.class)
class EraseFilesTest {

    @TempDir
    Path folder;

    private final MovingClock clock = new MovingClock("2026-11-02T08:00:00Z");

    private Wiring wiring;
    private Files files;
    private EraseFiles erase;
    private Uploads uploads;
    private VisitConversation visit;
    private CallContext ebp;
    private Token session;
    private ConversationId conversation;

    @BeforeEach
    void a_visitor() {
        wiring = new Wiring()
                .with(Clock.class, clock)
                .configured("guichet.files.dir", folder.toString())
                .configured("guichet.public-url", "https://guichet.example");
        files = wiring.get(Files.class);
        erase = wiring.get(EraseFiles.class);
        uploads = wiring.get(Uploads.class);
        visit = wiring.get(VisitConversation.class);
        ebp = TestTenants.aTenant(wiring);
        var opened = TestAgents.aVisitor(wiring, TestAgents.aDeployment(wiring, ebp));
        session = opened.secret();
        conversation = opened.conversation();
    }

    @Test
    void of_files_that_were_erased_their_messages_say_how_many_there_were_and_nothing_else() throws Exception {
        photo("mur.jpg");
        photo("sol.jpg");
        write("Voici");
        photo("attend.jpg");

        assertThat(erase.all(ebp, conversation)).isEqualTo(3);

        var message = visit.messages(session, null, "test").getFirst();
        assertThat(message.files()).isEmpty();
        assertThat(message.erasedFiles()).isEqualTo(2);
        assertThat(wiring.get(Conversations.class).files(ebp, conversation)).isEmpty();
        assertThat(number("select count(*) from files")).isZero();
    }

    @Test
    void their_addresses_end_at_once_and_their_bytes_follow() throws Exception {
        var file = photo("mur.jpg");
        assertThat(kept()).hasSize(2);
        assertThat(read(file)).isTrue();

        erase.all(ebp, conversation);

        assertThat(read(file)).isFalse();
        assertThat(bytesAreErased()).containsExactly(WorkOutcome.DONE);
        assertThat(kept()).isEmpty();
    }

    @Test
    void their_room_is_free_again_and_so_are_their_places() throws Exception {
        for (var i = 0; i < Files.MOST; i++) {
            photo(i + ".jpg");
        }
        assertRefused(ProblemCode.TOO_MANY_FILES, () -> photo("11.jpg"));

        erase.all(ebp, conversation);

        assertThat(number("select used from usage_levels where metric = 'storage_bytes'"))
                .isZero();
        photo("11.jpg");
        assertThat(number("select used from usage_levels where metric = 'storage_bytes'"))
                .isPositive();
    }

    @Test
    void one_is_erased_and_the_others_stay() throws Exception {
        var one = photo("mur.jpg");
        var other = photo("sol.jpg");
        write("Voici");

        erase.one(ebp, conversation, id(one));

        var message = visit.messages(session, null, "test").getFirst();
        assertThat(message.files()).extracting(Files.FileView::id).containsExactly(other.id());
        assertThat(message.erasedFiles()).isEqualTo(1);
        assertRefused(ProblemCode.FILE_NOT_FOUND, () -> erase.one(ebp, conversation, id(one)));
        assertThat(visit.messages(session, null, "test").getFirst().erasedFiles())
                .isEqualTo(1);
    }

    @Test
    void done_again_it_does_nothing() throws Exception {
        photo("mur.jpg");
        erase.all(ebp, conversation);

        assertThat(erase.all(ebp, conversation)).isZero();
        assertThat(number("select count(*) from audit_log where action = 'file.erased'"))
                .isEqualTo(1);
    }

    @Test
    void an_upload_that_is_still_coming_ends() throws Exception {
        var photo = SampleFiles.image("jpg", 40, 30);
        var upload = uploads.begin(session, "mur.jpg", photo.length, null, "test");
        uploads.receive(session, upload.id(), 0, part(photo, 0, 100), "test");

        erase.all(ebp, conversation);

        assertRefused(
                ProblemCode.UPLOAD_NOT_FOUND,
                () -> uploads.receive(session, upload.id(), 100, part(photo, 100, photo.length), "test"));
        assertThat(number("select count(*) from upload_pieces")).isZero();
        assertThat(kept()).isEmpty();
    }

    @Test
    void an_upload_that_became_the_file_does_not_answer_with_it_any_more() throws Exception {
        var photo = SampleFiles.image("jpg", 40, 30);
        var upload = uploads.begin(session, "mur.jpg", photo.length, null, "test");
        var file = uploads.receive(session, upload.id(), 0, part(photo, 0, photo.length), "test")
                .file();

        erase.one(ebp, conversation, id(java.util.Objects.requireNonNull(file)));

        assertRefused(ProblemCode.UPLOAD_NOT_FOUND, () -> uploads.progress(session, upload.id(), "test"));
    }

    @Test
    void whatever_comes_meanwhile_rows_bytes_and_level_agree() throws Exception {
        var photo = SampleFiles.image("jpg", 40, 30);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Callable<Object>>();
            for (var i = 0; i < 4; i++) {
                var name = i + ".jpg";
                calls.add(() -> files.receive(session, name, () -> photo, null, "test"));
                calls.add(() -> {
                    var upload = uploads.begin(session, name, photo.length, null, "test");
                    return uploads.receive(session, upload.id(), 0, part(photo, 0, photo.length), "test");
                });
                calls.add(() -> erase.all(ebp, conversation));
            }
            for (var call : threads.invokeAll(calls)) {
                try {
                    call.get();
                } catch (java.util.concurrent.ExecutionException e) {
                    assertThat(e).hasCauseInstanceOf(GuichetException.class);
                }
            }
        }
        bytesAreErased();

        assertThat(kept()).hasSize(2 * (int) number("select count(*) from files"));
        assertThat(number("select coalesce(sum(used), 0) from usage_levels where metric = 'storage_bytes'"))
                .isEqualTo(number("select coalesce(sum(size_bytes), 0) from files"));
    }

    @Test
    void nobody_erases_what_is_anothers() throws Exception {
        var file = photo("mur.jpg");
        var sage = TestTenants.aTenant(wiring);
        var other = TestAgents.aVisitor(wiring, TestAgents.aDeployment(wiring, ebp));

        assertRefused(ProblemCode.CONVERSATION_NOT_FOUND, () -> erase.all(sage, conversation));
        assertRefused(ProblemCode.CONVERSATION_NOT_FOUND, () -> erase.one(sage, conversation, id(file)));
        assertRefused(ProblemCode.FILE_NOT_FOUND, () -> erase.one(ebp, other.conversation(), id(file)));
        var reader = new CallContext(
                ebp.tenant(),
                new Actor.Platform("test"),
                EnumSet.of(Permission.READ_CONVERSATIONS, Permission.READ_ALL_MEMBERS),
                "test");
        assertRefused(ProblemCode.FORBIDDEN, () -> erase.all(reader, conversation));

        assertThat(number("select count(*) from files")).isEqualTo(1);
        assertThat(read(file)).isTrue();
    }

    private Files.FileView photo(String name) throws IOException {
        var photo = SampleFiles.image("jpg", 40, 30);
        return files.receive(session, name, () -> photo, null, "test");
    }

    private void write(String words) {
        wiring.get(ReceiveMessage.class).receive(session, new NewMessage(words, List.of(), null, null), "test");
    }

    private List<WorkOutcome> bytesAreErased() {
        return new DueWork(wiring.get(EraseBytes.class), clock).run(ebp);
    }

    private boolean read(Files.FileView file) {
        var address = java.net.URI.create(file.url());
        var query = address.getQuery().split("[=&]");
        return files.content(
                        new Files.Address(ebp.tenant(), id(file), false, Files.Reader.VISITOR),
                        Long.parseLong(query[1]),
                        query[5])
                .isPresent();
    }

    private static FileId id(Files.FileView file) {
        return FileId.parse(file.id()).orElseThrow();
    }

    private static InputStream part(byte[] whole, int from, int to) {
        return new ByteArrayInputStream(whole, from, to - from);
    }

    private List<Path> kept() throws IOException {
        try (var all = java.nio.file.Files.walk(folder)) {
            return all.filter(java.nio.file.Files::isRegularFile).toList();
        }
    }

    private long number(String query) {
        return RealPostgres.inTenant(ebp.tenant(), c -> {
            try (var rows = c.createStatement().executeQuery(query)) {
                return rows.next() ? rows.getLong(1) : 0L;
            }
        });
    }

    private static void assertRefused(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
