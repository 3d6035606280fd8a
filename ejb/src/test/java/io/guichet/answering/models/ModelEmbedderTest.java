package io.guichet.answering.models;

import io.guichet.knowledge.EmbeddingUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class ModelEmbedderTest {

    private final PlayedModels played = new PlayedModels();
    private ModelEmbedder embedder;

    @BeforeEach
    void an_embedder() {
        embedder = played.wiring
                .configured("guichet.embedding.model", "free/vecteurs")
                .get(ModelEmbedder.class);
    }

    @AfterEach
    void stop() {
        played.wiring.get(PluginCalls.class).stop();
    }

    @Test
    void each_text_has_its_vector_of_length_one() throws EmbeddingUnavailable {
        var vectors = embedder.embed(null, List.of("douche", "peinture"));

        assertThat(vectors).hasSize(2);
        for (var vector : vectors) {
            assertThat(vector).hasSize(embedder.dimensions());
            assertThat(Math.hypot(vector[0], vector[1])).isCloseTo(1, within(1e-6));
        }
        assertThat(vectors.get(0)[1]).isLessThan(vectors.get(1)[1]);
    }

    @Test
    void many_texts_go_in_parts_and_come_in_order() throws EmbeddingUnavailable {
        var texts = Collections.nCopies(200, "a").toArray(new String[0]);
        texts[199] = "beaucoup plus long";

        var vectors = embedder.embed(null, List.of(texts));

        assertThat(vectors).hasSize(200);
        assertThat(vectors.get(199)[1]).isGreaterThan(vectors.get(0)[1]);
        assertThat(embedder.embed(null, List.of())).isEmpty();
        assertThatThrownBy(() -> embedder.embed(null, Collections.nCopies(257, "a")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void vectors_of_another_length_are_not_mixed_with_ours() {
        played.free.dimensions = 768;

        assertThatThrownBy(() -> embedder.embed(null, List.of("douche"))).isInstanceOf(EmbeddingUnavailable.class);
    }

    @Test
    void vectors_of_another_length_than_the_usual_one_have_a_name_of_their_own() throws EmbeddingUnavailable {
        var longer = new PlayedModels();
        longer.free.dimensions = 1_536;
        var wide = longer.wiring
                .configured("guichet.embedding.model", "free/vecteurs")
                .configured("guichet.embedding.dimensions", "1536")
                .get(ModelEmbedder.class);
        try {
            assertThat(wide.embed(null, List.of("douche")).getFirst()).hasSize(1_536);
            assertThat(wide.model()).isEqualTo("free/vecteurs#1536");
            assertThat(embedder.model()).isEqualTo("free/vecteurs");
        } finally {
            longer.wiring.get(PluginCalls.class).stop();
        }
    }

    @Test
    void another_file_is_another_model(@TempDir Path folder) throws Exception {
        var one = fromFiles(folder, "un réseau", "ses mots").model();

        assertThat(one).matches("free/vecteurs@[0-9a-f]{16}");
        assertThat(fromFiles(folder, "un réseau", "ses mots").model()).isEqualTo(one);
        assertThat(fromFiles(folder, "un autre réseau", "ses mots").model()).isNotEqualTo(one);
        assertThat(fromFiles(folder, "un réseau", "d’autres mots").model()).isNotEqualTo(one);
        played.platform.put("guichet.models.free.pooling", "first");
        assertThat(fromFiles(folder, "un réseau", "ses mots").model()).isNotEqualTo(one);
    }

    @Test
    void the_model_is_asked_by_the_name_of_its_files(@TempDir Path folder) throws Exception {
        var named = fromFiles(folder, "un réseau", "ses mots");

        assertThat(named.embed(null, List.of("douche"))).hasSize(1);
        assertThat(played.free.lastEmbedding).startsWith("vecteurs@");
        assertThat(named.model()).isEqualTo("free/" + played.free.lastEmbedding);
    }

    @Test
    void a_file_that_is_missing_makes_no_vectors_until_it_is_there(@TempDir Path folder) throws Exception {
        var file = folder.resolve("réseau.onnx");
        var early = embedderOf(file, file);
        assertThat(early.model()).isEqualTo("free/vecteurs");
        assertThatThrownBy(() -> early.embed(null, List.of("douche"))).isInstanceOf(EmbeddingUnavailable.class);

        Files.writeString(file, "un réseau");

        assertThat(early.embed(null, List.of("douche"))).hasSize(1);
        assertThat(early.model()).startsWith("free/vecteurs@");
    }

    private ModelEmbedder fromFiles(Path folder, String network, String words) throws IOException {
        return embedderOf(
                Files.writeString(folder.resolve("model.onnx"), network),
                Files.writeString(folder.resolve("tokenizer.json"), words));
    }

    /** As after a start of the server. */
    private ModelEmbedder embedderOf(Path network, Path words) {
        played.platform.put("guichet.models.free.model_file", network.toString());
        played.platform.put("guichet.models.free.tokenizer_file", words.toString());
        embedder.edition = new EmbeddingEdition();
        embedder.edition.config = embedder.config;
        embedder.edition.models = played.wiring.get(ModelsConfig.class);
        return embedder;
    }

    @Test
    void a_provider_that_is_gone_makes_no_vectors() {
        played.gone = true;

        assertThatThrownBy(() -> embedder.embed(null, List.of("douche"))).isInstanceOf(EmbeddingUnavailable.class);
    }
}
