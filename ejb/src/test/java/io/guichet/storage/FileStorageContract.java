package io.guichet.storage;

import io.guichet.storage.FileStorage.Kept;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** What every place for files does, whatever it is made of. */
abstract class FileStorageContract {

    private static final byte[] BYTES = {0, 1, -1, 127, -128, 13, 10};

    abstract FileStorage storage();

    @Test
    void what_is_written_is_read_back() {
        var large = new byte[10 * 1024 * 1024 + 29];
        new Random(1).nextBytes(large);

        storage().write("tnt_a/file_1", BYTES);
        storage().write("tnt_a/file_2.thumb", large);

        assertThat(storage().read("tnt_a/file_1")).hasValue(BYTES);
        assertThat(storage().read("tnt_a/file_2.thumb")).hasValue(large);
    }

    @Test
    void what_is_not_there_is_nothing() {
        storage().write("tnt_b/file_1", BYTES);

        assertThat(storage().read("tnt_b/file_2")).isEmpty();
        assertThat(storage().read("tnt_nobody/file_1")).isEmpty();
        assertThat(names("tnt_nobody")).isEmpty();
    }

    @Test
    void what_is_written_again_is_the_last() {
        storage().write("tnt_c/file_1", BYTES);
        storage().write("tnt_c/file_1", new byte[] {7});

        assertThat(storage().read("tnt_c/file_1")).hasValue(new byte[] {7});
        assertThat(names("tnt_c")).containsExactly("file_1");
    }

    @Test
    void what_is_removed_is_gone_and_may_be_removed_again() {
        storage().write("tnt_d/file_1", BYTES);
        storage().write("tnt_d/file_1.thumb", BYTES);

        storage().delete("tnt_d/file_1");
        storage().delete("tnt_d/file_1");
        storage().delete("tnt_nobody/file_1");

        assertThat(storage().read("tnt_d/file_1")).isEmpty();
        assertThat(names("tnt_d")).containsExactly("file_1.thumb");
    }

    @Test
    void a_folder_tells_all_its_files_and_no_others_also_more_than_a_server_tells_at_once() {
        storage().write("tnt_e/other", BYTES);
        storage().write("tnt_ee/other", BYTES);
        var all = IntStream.range(0, 43).mapToObj(i -> "file_" + i).toList();
        all.forEach(name -> storage().write("tnt_many/" + name, new byte[] {1}));

        assertThat(names("tnt_e")).containsExactly("other");
        assertThat(names("tnt_many")).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void it_knows_since_when_a_file_is_there() {
        storage().write("tnt_f/file_1", BYTES);
        var kept = new ArrayList<Kept>();

        storage().list("tnt_f", kept::add);

        assertThat(kept)
                .singleElement()
                .satisfies(k -> assertThat(k.writtenAt())
                        .isCloseTo(Clock.systemUTC().instant(), within(Duration.ofMinutes(5))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "/etc/passwd",
                "../a/b",
                "a/../b",
                "a/..",
                "a/.b",
                "a/b/c",
                "a\\b",
                "a/b\u0000",
                "a/é",
                "a/ "
            })
    void a_key_that_climbs_or_is_none_is_refused(String key) {
        assertThatThrownBy(() -> storage().write(key, BYTES)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> storage().read(key)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> storage().delete(key)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> storage().list(key + "/", k -> {})).isInstanceOf(IllegalArgumentException.class);
    }

    private List<String> names(String folder) {
        var names = new ArrayList<String>();
        storage().list(folder, kept -> names.add(kept.name()));
        return names;
    }
}
