package io.guichet.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class DiskStorageTest extends FileStorageContract {

    @TempDir
    Path folder;

    @Override
    FileStorage storage() {
        return new DiskStorage(folder);
    }

    @Test
    void what_a_killed_process_left_half_written_is_told_of_and_removed() throws IOException {
        Files.createDirectories(folder.resolve("tnt_a"));
        Files.write(folder.resolve("tnt_a/file_1.part"), new byte[] {1});
        var names = new ArrayList<String>();
        storage().list("tnt_a", kept -> names.add(kept.name()));

        assertThat(names).containsExactly("file_1.part");
        assertThat(storage().read("tnt_a/file_1")).isEmpty();

        storage().delete("tnt_a/file_1");
        assertThat(folder.resolve("tnt_a")).isEmptyDirectory();
    }
}
