package io.guichet.storage;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import io.guichet.testing.MovingClock;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Files lie encrypted, each for its tenant and under its name. */
@ExtendWith(RealPostgres.class)
class TenantFilesTest {

    private static final byte[] TEXT = "une photo de la salle de bain".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private final MovingClock clock = new MovingClock("2026-11-02T08:00:00Z");

    private TenantFiles files;
    private CallContext ebp;
    private CallContext sage;

    @BeforeEach
    void two_tenants() {
        var wiring = new Wiring().with(Clock.class, clock).configured("guichet.files.dir", folder.toString());
        files = wiring.get(TenantFiles.class);
        ebp = TestTenants.aTenant(wiring);
        sage = TestTenants.aTenant(wiring);
    }

    @Test
    void what_is_on_the_disk_says_nothing_and_is_read_back() throws IOException {
        files.write(ebp, Map.of("file_1", TEXT));

        assertThat(Files.readString(path(ebp, "file_1"), StandardCharsets.ISO_8859_1))
                .doesNotContain("photo", "bain");
        assertThat(files.read(ebp, "file_1")).hasValue(TEXT);
        assertThat(files.read(ebp, "file_2")).isEmpty();
        assertThat(files.read(sage, "file_1")).isEmpty();
    }

    @Test
    void the_same_file_twice_is_two_boxes() throws IOException {
        files.write(ebp, Map.of("file_1", TEXT, "file_2", TEXT));

        assertThat(Files.readAllBytes(path(ebp, "file_1"))).isNotEqualTo(Files.readAllBytes(path(ebp, "file_2")));
    }

    @Test
    void one_that_was_changed_or_put_under_another_name_or_tenant_is_not_read() throws IOException {
        files.write(ebp, Map.of("file_1", TEXT));
        Files.copy(path(ebp, "file_1"), path(ebp, "file_2"));
        Files.createDirectories(folder.resolve(sage.tenant().toString()));
        Files.copy(path(ebp, "file_1"), path(sage, "file_1"));
        var changed = Files.readAllBytes(path(ebp, "file_1"));
        changed[changed.length / 2] ^= 1;
        Files.write(path(ebp, "file_3"), changed);
        Files.copy(path(ebp, "file_3"), path(ebp, "file_1"), StandardCopyOption.REPLACE_EXISTING);

        for (var name : new String[] {"file_1", "file_2", "file_3"}) {
            assertThatThrownBy(() -> files.read(ebp, name)).isInstanceOf(IllegalStateException.class);
        }
        assertThatThrownBy(() -> files.read(sage, "file_1")).isInstanceOf(IllegalStateException.class);
    }

    private Path path(CallContext tenant, String name) {
        return folder.resolve(tenant.tenant().toString()).resolve(name);
    }

    @Test
    void a_storage_that_does_not_answer_is_asked_again_later() throws IOException {
        Files.write(folder.resolve(ebp.tenant().toString()), new byte[] {1});

        assertThatThrownBy(() -> files.write(ebp, Map.of("file_1", TEXT)))
                .isInstanceOfSatisfying(GuichetException.class, e -> {
                    assertThat(e.code()).isEqualTo(ProblemCode.UNAVAILABLE);
                    assertThat(e.retryAfter()).isPresent();
                });
        assertThatThrownBy(() -> files.read(ebp, "file_1")).isInstanceOf(GuichetException.class);
    }
}
