package io.guichet.knowledge.index;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class FolderIndexTest implements PassageIndexContract {

    @TempDir
    Path folder;

    private PassageIndex index;

    @BeforeEach
    void open() {
        index = new PassageIndex(folder.resolve("short"), DIMENSIONS);
    }

    @AfterEach
    void close() {
        index.close();
    }

    @Override
    public PassageIndex index() {
        return index;
    }

    @Test
    void vectors_may_be_as_long_as_models_make_them() {
        var vector = new float[4_096];
        vector[4_095] = 1;
        try (var wide = new PassageIndex(folder.resolve("wide"), vector.length)) {
            wide.replace("d", List.of(new IndexedPassage("p", "d", OURS, null, "texte", vector)));

            assertThat(wide.byMeaning(vector, List.of(OURS), 5)).hasSize(1);
        }
    }
}
