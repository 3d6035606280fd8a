package io.guichet.answering.models;

import io.guichet.knowledge.EmbeddingUnavailable;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
        var vectors = embedder.embed(List.of("douche", "peinture"));

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

        var vectors = embedder.embed(List.of(texts));

        assertThat(vectors).hasSize(200);
        assertThat(vectors.get(199)[1]).isGreaterThan(vectors.get(0)[1]);
        assertThat(embedder.embed(List.of())).isEmpty();
        assertThatThrownBy(() -> embedder.embed(Collections.nCopies(257, "a")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void vectors_of_another_length_are_not_mixed_with_ours() {
        played.free.dimensions = 768;

        assertThatThrownBy(() -> embedder.embed(List.of("douche"))).isInstanceOf(EmbeddingUnavailable.class);
    }

    @Test
    void a_provider_that_is_gone_makes_no_vectors() {
        played.gone = true;

        assertThatThrownBy(() -> embedder.embed(List.of("douche"))).isInstanceOf(EmbeddingUnavailable.class);
    }
}
