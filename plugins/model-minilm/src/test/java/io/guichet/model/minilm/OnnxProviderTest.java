package io.guichet.model.minilm;

import io.guichet.spi.config.Settings;
import io.guichet.spi.model.ModelFiles;
import io.guichet.spi.model.ModelProvider;
import io.guichet.spi.model.ModelServer;
import io.guichet.spi.model.ModelUnavailable;
import io.guichet.spi.model.ModelUnavailable.Reason;
import io.guichet.spi.model.TextUse;
import io.guichet.testkit.ModelProviderContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A network in files of the server: the one that the plugin brings, laid beside it. */
class OnnxProviderTest implements ModelProviderContract {

    private final OnnxProvider provider = new OnnxProvider();
    private final Map<String, String> settings = new HashMap<>();

    @TempDir
    Path folder;

    @BeforeEach
    void a_network_and_its_vocabulary() throws IOException {
        lay(MiniLmProvider.MODEL + ".onnx", "model.onnx", ModelFiles.NETWORK);
        lay(MiniLmProvider.MODEL + "-tokenizer.json", "tokenizer.json", ModelFiles.TOKENIZER);
        settings.put(ModelFiles.POOLING, "mean");
    }

    private void lay(String resource, String name, String setting) throws IOException {
        var file = folder.resolve(name);
        try (var in = Network.class.getClassLoader().getResourceAsStream(resource)) {
            Files.write(file, in.readAllBytes());
        }
        settings.put(setting, file.toString());
    }

    @AfterEach
    void close() {
        provider.close();
    }

    @Override
    public ModelProvider provider() {
        return provider;
    }

    @Override
    public Settings settings() {
        return new Settings(settings);
    }

    @Override
    public boolean completes() {
        return false;
    }

    @Override
    public Optional<String> embeddingModel() {
        return Optional.of(name());
    }

    /** As the platform asks for it. */
    private String name() {
        try {
            return "le-mien@" + ModelFiles.of(settings()).orElseThrow().edition();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_network_in_a_file_says_what_the_same_one_says_in_the_plugin() throws ModelUnavailable {
        var bundled = new MiniLmProvider();
        try {
            var expected = bundled.embed(server(), MiniLmProvider.MODEL, List.of("Refaire la douche"));

            assertThat(vector("Refaire la douche")).isEqualTo(expected.vectors().getFirst());
        } finally {
            bundled.close();
        }
    }

    @Test
    void the_first_piece_may_speak_for_the_text() throws ModelUnavailable {
        var mean = vector("douche");

        settings.put(ModelFiles.POOLING, "first");

        assertThat(vector("douche")).hasSameSizeAs(mean).isNotEqualTo(mean);
    }

    @Test
    void the_words_that_a_model_wants_come_before_its_texts_by_their_use() throws ModelUnavailable {
        var plain = vector("query: Refaire la douche");
        settings.put("query_prefix", "query: ");
        settings.put("passage_prefix", "passage: ");

        var kept = vector("Refaire la douche", TextUse.KEPT);

        assertThat(cosine(vector("Refaire la douche", TextUse.ASKED), plain)).isGreaterThan(0.999_999);
        assertThat(cosine(kept, vector("passage: Refaire la douche"))).isGreaterThan(0.999_999);
        assertThat(cosine(kept, plain)).isLessThan(0.99);
    }

    @Test
    void they_come_before_each_part_of_a_long_text() throws ModelUnavailable {
        settings.put("passage_prefix", "passage: ");
        // « passage » and « : » are two of the 254 pieces of a part, and « car » is one.
        var part = "car ".repeat(252);

        assertThat(cosine(vector(part + part, TextUse.KEPT), vector(part, TextUse.KEPT)))
                .isGreaterThan(0.999_999);
    }

    @Test
    void a_text_is_read_in_eight_parts_at_most_whatever_comes_before_each() throws ModelUnavailable {
        settings.put("passage_prefix", "passage: ");
        var eight = "car ".repeat(8 * 252);

        assertThat(vector(eight + "douche ".repeat(100), TextUse.KEPT)).isEqualTo(vector(eight, TextUse.KEPT));
    }

    @Test
    void other_words_before_texts_are_another_model() {
        var without = name();
        settings.put("query_prefix", "query: ");
        var asked = name();
        settings.remove("query_prefix");
        settings.put("passage_prefix", "query: ");

        assertThat(List.of(without, asked, name())).doesNotHaveDuplicates();
    }

    private static double cosine(float[] one, float[] other) {
        var dot = 0.0;
        var ofOne = 0.0;
        var ofOther = 0.0;
        for (var i = 0; i < one.length; i++) {
            dot += one[i] * other[i];
            ofOne += one[i] * one[i];
            ofOther += other[i] * other[i];
        }
        return dot / Math.sqrt(ofOne * ofOther);
    }

    private float[] vector(String text, TextUse use) throws ModelUnavailable {
        return provider.embed(server(), name(), List.of(text), use).vectors().getFirst();
    }

    @Test
    void files_that_changed_make_no_vectors_under_the_old_name() throws Exception {
        var before = name();
        Files.writeString(Path.of(settings.get(ModelFiles.TOKENIZER)), " ", StandardOpenOption.APPEND);

        assertBroken(before, "the files are those of");
        assertThat(vector("douche")).hasSize(384);
    }

    @Test
    void a_file_that_is_missing_is_told_of_by_its_path() throws Exception {
        var before = name();
        Files.delete(Path.of(settings.get(ModelFiles.NETWORK)));

        assertBroken(before, "model.onnx");
    }

    @Test
    void a_file_that_is_no_network_is_told_of() throws Exception {
        Files.writeString(Path.of(settings.get(ModelFiles.NETWORK)), "pas un réseau");

        assertBroken(name(), "cannot be loaded");
    }

    @Test
    void a_vocabulary_of_an_unknown_kind_is_told_of() throws Exception {
        Files.writeString(
                Path.of(settings.get(ModelFiles.TOKENIZER)), "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 0}}}");

        assertBroken(name(), "BPE");
    }

    @Test
    void what_was_loaded_is_let_go_with_the_plugin() throws ModelUnavailable {
        assertThat(vector("douche")).hasSize(384);

        provider.close();

        assertThatThrownBy(() -> vector("douche"))
                .isInstanceOfSatisfying(
                        ModelUnavailable.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED));
    }

    private float[] vector(String text) throws ModelUnavailable {
        return provider.embed(server(), name(), List.of(text)).vectors().getFirst();
    }

    private void assertBroken(String name, String words) {
        ModelServer server = server();
        assertThatThrownBy(() -> provider.embed(server, name, List.of("douche")))
                .isInstanceOfSatisfying(
                        ModelUnavailable.class, e -> assertThat(e.reason()).isEqualTo(Reason.BROKEN))
                .hasMessageContaining(words);
    }

    @Override
    public void theModelAnswers(String text) {}

    @Override
    public void theModelIsCutOffAfter(String text) {}

    @Override
    public void theModelIsDown() {}

    @Override
    public void theModelIsOverloaded(Duration retryAfter) {}

    @Override
    public void theModelRefuses() {}

    @Override
    public void theModelHangsUpAfter(String text) {}

    @Override
    public void theModelAnswersNothing() {}

    @Override
    public void theModelAnswersRubbish() {}

    @Override
    public void theModelHangs() {}

    @Override
    public String lastRequest() {
        return "";
    }
}
