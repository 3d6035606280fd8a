package io.guichet.model.minilm;

import io.guichet.spi.Plugin;
import io.guichet.spi.config.Settings;
import io.guichet.spi.model.ModelProvider;
import io.guichet.spi.model.ModelUnavailable;
import io.guichet.spi.model.ModelUnavailable.Reason;
import io.guichet.testkit.ModelProviderContract;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MiniLmProviderTest implements ModelProviderContract {

    private static final MiniLmProvider PROVIDER = new MiniLmProvider();

    @AfterAll
    static void close() {
        PROVIDER.close();
    }

    @Override
    public ModelProvider provider() {
        return PROVIDER;
    }

    @Override
    public Settings settings() {
        return new Settings(Map.of());
    }

    @Override
    public boolean completes() {
        return false;
    }

    @Override
    public Optional<String> embeddingModel() {
        return Optional.of(MiniLmProvider.MODEL);
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

    private List<float[]> vectors(String... texts) throws ModelUnavailable {
        return PROVIDER.embed(server(), MiniLmProvider.MODEL, List.of(texts)).vectors();
    }

    @Test
    void near_meanings_lie_near_each_other() throws ModelUnavailable {
        var vectors = vectors(
                "Quels sont vos horaires d'ouverture ?", "À quelle heure ouvrez-vous ?", "Le carrelage est fissuré.");

        assertThat(vectors.get(0)).hasSize(384);
        assertThat(cosine(vectors.get(0), vectors.get(1))).isGreaterThan(cosine(vectors.get(0), vectors.get(2)));
    }

    @Test
    void hostile_and_endless_texts_have_vectors_too() throws ModelUnavailable {
        for (var vector : vectors("", " ", "🛁", "\0\uFFFD", "x".repeat(5_000), "le mot ".repeat(5_000), "浴室")) {
            assertThat(cosine(vector, vector)).isBetween(0.999, 1.001);
        }
    }

    @Test
    void another_model_is_refused() {
        assertThatThrownBy(() -> PROVIDER.embed(server(), "all-mpnet", List.of("a")))
                .isInstanceOfSatisfying(
                        ModelUnavailable.class, e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED));
    }

    @Test
    void a_new_version_runs_beside_the_old_one_and_outlives_it() throws Exception {
        try (var before = loader();
                var after = loader()) {
            var old = plugin(before);
            assertThat(embeds(old)).hasSize(384);
            var replaced = plugin(after);
            assertThat(embeds(replaced)).isEqualTo(embeds(old));

            old.close();

            assertThat(embeds(replaced)).hasSize(384);
            assertThatThrownBy(() -> embeds(old)).isInstanceOf(ModelUnavailable.class);
            replaced.close();
        }
    }

    private float[] embeds(Plugin plugin) throws ModelUnavailable {
        return plugin.modelProviders()
                .getFirst()
                .embed(server(), MiniLmProvider.MODEL, List.of("douche"))
                .vectors()
                .getFirst();
    }

    private static Plugin plugin(ClassLoader loader) throws ReflectiveOperationException {
        var type = loader.loadClass(MiniLmPlugin.class.getName());
        assertThat(type).isNotEqualTo(MiniLmPlugin.class);
        return (Plugin) type.getConstructor().newInstance();
    }

    /** A class loader as the platform makes one for each version: it shares the SPI with the others, and nothing else. */
    private static URLClassLoader loader() throws MalformedURLException {
        var urls = new ArrayList<URL>();
        for (var entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!entry.contains("guichet-spi")
                    && !entry.contains(Path.of("plugins", "spi").toString())) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        return new URLClassLoader(urls.toArray(new URL[0]), new ClassLoader(ClassLoader.getPlatformClassLoader()) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                if (!name.startsWith("io.guichet.spi.")) {
                    throw new ClassNotFoundException(name);
                }
                return Plugin.class.getClassLoader().loadClass(name);
            }
        });
    }

    @Test
    void words_become_the_pieces_that_the_network_knows() throws IOException {
        try (var in = Network.class.getClassLoader().getResourceAsStream(MiniLmProvider.MODEL + "-tokenizer.json")) {
            var words = Tokenizer.read(in.readAllBytes());

            assertThat(words.framed(words.of("Hello, World!", 100))).containsExactly(101, 7592, 1010, 2088, 999, 102);
            assertThat(words.of("embeddings", 100)).containsExactly(7861, 8270, 4667, 2015);
            assertThat(words.of("ÉTÉ été ete", 100))
                    .satisfies(pieces -> assertThat(pieces.subList(0, 2)).isEqualTo(pieces.subList(2, 4)));
        }
    }

    private static double cosine(float[] a, float[] b) {
        double dot = 0;
        double one = 0;
        double other = 0;
        for (var i = 0; i < a.length; i++) {
            dot += a[i] * b[i];
            one += a[i] * a[i];
            other += b[i] * b[i];
        }
        return dot / Math.sqrt(one * other);
    }
}
