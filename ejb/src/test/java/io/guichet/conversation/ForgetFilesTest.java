package io.guichet.conversation;

import io.guichet.agent.DeploymentView;
import io.guichet.billing.Metric;
import io.guichet.billing.Reconciliation;
import io.guichet.billing.UsageFigures;
import io.guichet.billing.UsageFinding;
import io.guichet.billing.UsageView;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The room that files take is counted, and given back; what nobody knows is found at night. */
@ExtendWith(RealPostgres.class)
class ForgetFilesTest {

    @TempDir
    Path folder;

    private final MovingClock clock = new MovingClock("2026-11-02T08:00:00Z");

    private Wiring wiring;
    private Files files;
    private ForgetFilesNightly night;
    private CallContext ebp;
    private DeploymentView deployment;
    private Token session;

    @BeforeEach
    void a_visitor() {
        wiring = new Wiring().with(Clock.class, clock).configured("guichet.files.dir", folder.toString());
        files = wiring.get(Files.class);
        night = wiring.get(ForgetFilesNightly.class);
        ebp = TestTenants.aTenant(wiring);
        deployment = TestAgents.aDeployment(wiring, ebp);
        session = TestAgents.aVisitor(wiring, deployment).secret();
    }

    @Test
    void the_room_that_files_take_is_shown_and_agrees_with_them() {
        var size = photo().size() + photo().size();

        assertThat(used()).isEqualTo(size);
        assertThat(wiring.get(Reconciliation.class).check(ebp)).isEmpty();
        sql("update usage_levels set used = used + 5");
        assertThat(wiring.get(Reconciliation.class).check(ebp))
                .extracting(UsageFinding::metric, UsageFinding::compared, UsageFinding::ledger, UsageFinding::found)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(Metric.STORAGE_BYTES, "files", size + 5, size));
    }

    @Test
    void of_many_at_once_as_many_are_taken_as_there_is_room_for() throws Exception {
        var size = photo().size();
        limit(3 * size + size / 2);
        var taken = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, 8)
                    .mapToObj(i -> (Callable<Files.FileView>) this::photo)
                    .toList();
            for (var call : threads.invokeAll(calls)) {
                try {
                    call.get();
                    taken++;
                } catch (ExecutionException e) {
                    assertThat(((GuichetException) e.getCause()).code()).isEqualTo(ProblemCode.STORAGE_FULL);
                }
            }
        }
        assertThat(taken).isEqualTo(2);
        assertThat(used()).isEqualTo(3 * size);
        assertThat(onDisk()).hasSize(6);
        assertThatThrownBy(this::photo).hasMessage("No more files can be taken here.");
    }

    @Test
    void where_there_is_no_room_it_is_refused_before_it_is_looked_at_and_a_replay_is_answered() {
        var first = files.receive(session, "mur.jpg", () -> SampleFiles.of("jpg"), "first", "test");
        limit(first.size());

        assertRefusedUnread(ProblemCode.STORAGE_FULL, null);
        assertRefusedUnread(ProblemCode.STORAGE_FULL, "second");
        assertThat(files.receive(session, "mur.jpg", () -> SampleFiles.of("jpg"), "first", "test"))
                .isEqualTo(first);
    }

    @Test
    void where_the_conversation_has_ended_or_is_full_it_is_refused_before_it_is_looked_at() {
        for (var i = 0; i < Files.MOST; i++) {
            photo();
        }
        assertRefusedUnread(ProblemCode.TOO_MANY_FILES, "key");

        sql("update conversations set status = 'closed'");
        assertRefusedUnread(ProblemCode.CONVERSATION_CLOSED, null);
        assertRefusedUnread(ProblemCode.CONVERSATION_CLOSED, "key");
    }

    private void assertRefusedUnread(ProblemCode code, @Nullable String key) {
        Supplier<byte[]> unread = () -> {
            throw new AssertionError("it was read");
        };
        assertThatThrownBy(() -> files.receive(session, "mur.jpg", unread, key, "test"))
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void bytes_that_a_killed_process_left_are_removed_after_a_day_and_no_others() throws IOException {
        photo();
        var known = onDisk();
        var home = folder.resolve(ebp.tenant().toString());
        var orphan = FileId.next();
        for (var name : List.of(orphan.toString(), orphan + ".thumb", FileId.next() + ".part", "notes.txt")) {
            java.nio.file.Files.write(home.resolve(name), new byte[] {1});
        }
        age(clock.instant().minus(Duration.ofHours(23)));
        night.forget(ebp);
        assertThat(onDisk()).hasSize(known.size() + 4);

        age(clock.instant().minus(Duration.ofHours(25)));
        night.forget(ebp);

        assertThat(onDisk()).containsAll(known).contains("notes.txt").hasSize(known.size() + 1);
    }

    @Test
    void uploads_whose_time_is_over_are_removed() throws IOException {
        var uploads = wiring.get(Uploads.class);
        var id = uploads.begin(session, "mur.jpg", 10, null, "test").id();
        uploads.receive(session, id, 0, new java.io.ByteArrayInputStream(new byte[5]), "test");

        assertThat(night.forget(ebp)).isZero();
        clock.advance(Duration.ofDays(1));
        assertThat(night.forget(ebp)).isEqualTo(1);
        assertThat(count("uploads") + count("upload_pieces")).isZero();
    }

    @Test
    void the_files_of_a_tenant_that_was_deleted_are_removed_after_a_while_and_nobody_elses() {
        photo();
        var sage = TestTenants.aTenant(wiring);
        var visitor = TestAgents.aVisitor(wiring, TestAgents.aDeployment(wiring, sage))
                .secret();
        files.receive(visitor, "mur.jpg", () -> SampleFiles.of("jpg"), null, "test");
        RealPostgres.inTenant(
                ebp.tenant(),
                c -> c.createStatement()
                        .executeUpdate("update tenants set status = 'deleted', deleted_at = '2026-11-02T08:00:00Z'"));

        clock.advance(Duration.ofDays(30));
        night.forget(ebp);
        assertThat(count("files")).isEqualTo(1);
        clock.advance(Duration.ofSeconds(1));
        night.forget(ebp);
        night.forget(sage);

        assertThat(count("files")).isZero();
        assertThat(folder.resolve(ebp.tenant().toString())).isEmptyDirectory();
        assertThat(folder.resolve(sage.tenant().toString())).isNotEmptyDirectory();
        assertThat(used()).isZero();
    }

    @Test
    void a_file_from_before_files_were_encrypted_is_read() throws IOException {
        var view = photo();
        var id = FileId.parse(view.id()).orElseThrow();
        var plain = SampleFiles.of("jpg");
        java.nio.file.Files.write(folder.resolve(ebp.tenant().toString()).resolve(id.toString()), plain);
        sql("update files set sealed = false");
        var expires = Long.parseLong(view.url().replaceAll(".*expires=(\\d+).*", "$1"));
        var signature = view.url().replaceAll(".*signature=", "");

        assertThat(files.content(new Files.Address(ebp.tenant(), id, false, Files.Reader.VISITOR), expires, signature))
                .hasValueSatisfying(c -> assertThat(c.bytes()).isEqualTo(plain));
    }

    private Files.FileView photo() {
        return files.receive(session, "mur.jpg", () -> SampleFiles.of("jpg"), null, "test");
    }

    private long used() {
        return wiring.get(UsageFigures.class).current(ebp).metrics().stream()
                .filter(line -> line.metric() == Metric.STORAGE_BYTES)
                .mapToLong(UsageView.Line::used)
                .sum();
    }

    private void limit(long bytes) {
        RealPostgres.inTenant(ebp.tenant(), c -> {
            var plan = java.util.UUID.randomUUID();
            var version = java.util.UUID.randomUUID();
            try (var statement = c.createStatement()) {
                statement.execute("select set_config('guichet.platform', 'on', true)");
                statement.execute("insert into plans (id, code, name, family, created_at) values ('" + plan + "', 'p-"
                        + plan + "', 'Plan', 'vendor', now())");
                statement.execute("insert into plan_versions (id, plan_id, version, price_minor, currency, valid_from,"
                        + " created_at) values ('" + version + "', '" + plan + "', 1, 0, 'EUR', now(), now())");
                statement.execute("insert into plan_limits (plan_version_id, metric, included, beyond) values ('"
                        + version + "', 'storage_bytes', " + bytes + ", 'stop')");
                return statement.executeUpdate(
                        "insert into subscriptions (id, tenant_id, plan_version_id, starts_at, created_by, created_at)"
                                + " values ('" + version + "', '" + ebp.tenant().value() + "', '" + version
                                + "', '2026-11-01T00:00:00Z', 'test', now())");
            }
        });
    }

    private void age(java.time.Instant time) throws IOException {
        try (var all = java.nio.file.Files.walk(folder)) {
            for (var file : all.filter(java.nio.file.Files::isRegularFile).toList()) {
                java.nio.file.Files.setLastModifiedTime(file, FileTime.from(time));
            }
        }
    }

    private void sql(String change) {
        RealPostgres.inTenant(ebp.tenant(), c -> c.createStatement().executeUpdate(change));
    }

    private long count(String table) {
        return RealPostgres.inTenant(ebp.tenant(), c -> {
            var row = c.createStatement().executeQuery("select count(*) from " + table);
            row.next();
            return row.getLong(1);
        });
    }

    private List<String> onDisk() {
        try (var all = java.nio.file.Files.walk(folder)) {
            return all.filter(java.nio.file.Files::isRegularFile)
                    .map(p -> p.getFileName().toString())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void what_comes_in_pieces_is_announced_only_where_there_is_room_for_all_of_it() {
        limit(25);
        var uploads = wiring.get(Uploads.class);
        uploads.begin(session, "mur.jpg", 10, null, "test");
        uploads.begin(session, "sol.jpg", 15, null, "test");

        assertThatThrownBy(() -> uploads.begin(session, "bain.jpg", 1, null, "test"))
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.STORAGE_FULL));
    }
}
