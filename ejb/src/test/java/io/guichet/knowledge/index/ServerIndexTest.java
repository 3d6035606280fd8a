package io.guichet.knowledge.index;

import io.guichet.knowledge.index.IndexFolder.State;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** The same on OpenSearch. */
@Timeout(120)
class ServerIndexTest implements PassageIndexContract {

    private final State wanted =
            new State(UUID.randomUUID().toString(), PassageIndex.MAPPING, "a/model", DIMENSIONS, 0, 0);
    private IndexServer home;
    private PassageIndex index;

    @BeforeEach
    void open() throws IOException {
        home = home(wanted);
        index = home.open(DIMENSIONS);
    }

    @AfterEach
    void close() {
        home.clear();
        index.close();
    }

    private static IndexServer home(State wanted) throws IOException {
        var uris = List.of(SearchServer.shared().address().toString());
        return new IndexServer(
                new IndexServer.Address(uris, Optional.empty(), Optional.empty(), "guichet-tests"), wanted);
    }

    @Override
    public PassageIndex index() {
        return index;
    }

    @Test
    void the_index_says_how_far_it_came_and_every_node_reads_it() throws IOException {
        assertThat(home.read()).isEmpty();

        var written = home.write(wanted.upTo(4_711));

        assertThat(written.written()).isEqualTo(4_711);
        var other = home(wanted);
        try (var theirs = other.open(DIMENSIONS)) {
            assertThat(other.read()).contains(written);
            assertThat(theirs.byWords("note", List.of(OURS), 10)).isEmpty();
        }
        home.clear();
        assertThat(home.read()).isEmpty();
    }

    @Test
    void an_index_of_another_model_stands_beside_it() throws IOException {
        index.replace("d", List.of(new IndexedPassage("p", "d", OURS, null, "carrelage", new float[] {1, 0, 0})));
        var longer = new State(wanted.database(), wanted.mapping(), "another/model", 1_536, 0, 0);

        var other = home(longer);
        try (var theirs = other.open(1_536)) {
            assertThat(other.name()).isNotEqualTo(home.name());
            assertThat(theirs.byWords("carrelage", List.of(OURS), 10)).isEmpty();
            theirs.replace("d", List.of(new IndexedPassage("p", "d", OURS, null, "carrelage", wide())));
            assertThat(theirs.byMeaning(wide(), List.of(OURS), 10)).hasSize(1);
            other.clear();
        }
        assertThat(index.byWords("carrelage", List.of(OURS), 10)).hasSize(1);
    }

    private static float[] wide() {
        var vector = new float[1_536];
        vector[7] = 1;
        return vector;
    }
}
