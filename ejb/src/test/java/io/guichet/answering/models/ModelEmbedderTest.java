package io.guichet.answering.models;

import io.guichet.knowledge.Embedder;
import io.guichet.knowledge.EmbeddingUnavailable;
import io.guichet.spi.model.ModelFiles;
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
        var vectors = embedder.embed(null, Embedder.Use.KEPT, List.of("douche", "peinture"));

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

        var vectors = embedder.embed(null, Embedder.Use.KEPT, List.of(texts));

        assertThat(vectors).hasSize(200);
        assertThat(vectors.get(199)[1]).isGreaterThan(vectors.get(0)[1]);
        assertThat(embedder.embed(null, Embedder.Use.KEPT, List.of())).isEmpty();
        assertThatThrownBy(() -> embedder.embed(null, Embedder.Use.KEPT, Collections.nCopies(257, "a")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void vectors_of_another_length_are_not_mixed_with_ours() {
        played.free.dimensions = 768;

        assertThatThrownBy(() -> embedder.embed(null, Embedder.Use.KEPT, List.of("douche")))
                .isInstanceOf(EmbeddingUnavailable.class);
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
            assertThat(wide.embed(null, Embedder.Use.KEPT, List.of("douche")).getFirst())
                    .hasSize(1_536);
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

        assertThat(named.embed(null, Embedder.Use.KEPT, List.of("douche"))).hasSize(1);
        assertThat(played.free.lastEmbedding).startsWith("vecteurs@");
        assertThat(named.model()).isEqualTo("free/" + played.free.lastEmbedding);
    }

    @Test
    void a_model_of_files_says_beside_them_what_it_wants_before_its_texts(@TempDir Path folder) throws Exception {
        var without = fromFiles(folder, "un réseau", "ses mots").model();
        Files.writeString(folder.resolve("config_sentence_transformers.json"), """
                {"prompts": {"query": "query: ", "passage": "passage: "}, "default_prompt_name": null}""");

        var told = fromFiles(folder, "un réseau", "ses mots");

        assertThat(told.model()).startsWith("free/vecteurs@").isNotEqualTo(without);
        assertThat(wordsBefore(told, Embedder.Use.ASKED)).isEqualTo("query: ");
        assertThat(wordsBefore(told, Embedder.Use.KEPT)).isEqualTo("passage: ");
    }

    @Test
    void what_is_configured_stands_instead_of_what_the_files_say(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("config_sentence_transformers.json"), """
                {"prompts": {"query": "query: ", "document": "text: "}}""");
        var before = fromFiles(folder, "un réseau", "ses mots").model();
        played.platform.put("guichet.models.free.query_prefix", "question : ");

        var told = fromFiles(folder, "un réseau", "ses mots");

        assertThat(told.model()).isNotEqualTo(before);
        assertThat(wordsBefore(told, Embedder.Use.ASKED)).isEqualTo("question : ");
        assertThat(wordsBefore(told, Embedder.Use.KEPT)).isEqualTo("text: ");
    }

    @Test
    void files_that_want_nothing_before_a_text_are_the_model_that_they_were(@TempDir Path folder) throws Exception {
        var before = fromFiles(folder, "un réseau", "ses mots").model();
        Files.writeString(
                folder.resolve("config_sentence_transformers.json"),
                "{\"prompts\": {\"query\": \"\", \"document\": \"\"}}");

        assertThat(fromFiles(folder, "un réseau", "ses mots").model()).isEqualTo(before);

        Files.writeString(folder.resolve("config_sentence_transformers.json"), "{half");
        var broken = fromFiles(folder, "un réseau", "ses mots");
        assertThatThrownBy(() -> broken.embed(null, Embedder.Use.KEPT, List.of("douche")))
                .isInstanceOf(EmbeddingUnavailable.class);
    }

    @Test
    void words_before_the_texts_of_a_servers_model_are_part_of_which_model_it_is() throws EmbeddingUnavailable {
        played.platform.put("guichet.models.free.query_prefix", "search_query: ");

        assertThat(embedder.model()).matches("free/vecteurs~[0-9a-f]{8}");
        assertThat(wordsBefore(embedder, Embedder.Use.ASKED)).isEqualTo("search_query: ");
        assertThat(played.free.lastEmbedding).isEqualTo("vecteurs");
    }

    @Test
    void a_provider_that_knows_of_no_words_before_texts_is_given_texts_that_have_them() throws EmbeddingUnavailable {
        played.free.former = true;
        played.platform.put("guichet.models.free.query_prefix", "search_query: ");

        embedder.embed(null, Embedder.Use.ASKED, List.of("douche"));
        assertThat(played.free.lastText).isEqualTo("search_query: douche");

        embedder.embed(null, Embedder.Use.KEPT, List.of("douche"));
        assertThat(played.free.lastText).isEqualTo("douche");
    }

    @Test
    void it_finds_its_files_to_be_the_edition_that_is_asked_for(@TempDir Path folder) throws Exception {
        played.free.former = true;
        Files.writeString(folder.resolve("config_sentence_transformers.json"), """
                {"prompts": {"query": "query: ", "passage": " "}}""");

        fromFiles(folder, "un réseau", "ses mots").embed(null, Embedder.Use.KEPT, List.of("douche"));

        var found = ModelFiles.of(played.free.lastSettings).orElseThrow().edition();
        assertThat(played.free.lastEmbedding).isEqualTo("vecteurs@" + found);
        assertThat(played.free.lastText).isEqualTo(" douche");
    }

    private String wordsBefore(ModelEmbedder embedder, Embedder.Use use) throws EmbeddingUnavailable {
        embedder.embed(null, use, List.of("douche"));
        return played.free.lastWordsBefore;
    }

    @Test
    void a_file_that_is_missing_makes_no_vectors_until_it_is_there(@TempDir Path folder) throws Exception {
        var file = folder.resolve("réseau.onnx");
        var early = embedderOf(file, file);
        assertThat(early.model()).isEqualTo("free/vecteurs");
        assertThatThrownBy(() -> early.embed(null, Embedder.Use.KEPT, List.of("douche")))
                .isInstanceOf(EmbeddingUnavailable.class);

        Files.writeString(file, "un réseau");

        assertThat(early.embed(null, Embedder.Use.KEPT, List.of("douche"))).hasSize(1);
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

        assertThatThrownBy(() -> embedder.embed(null, Embedder.Use.KEPT, List.of("douche")))
                .isInstanceOf(EmbeddingUnavailable.class);
    }
}
