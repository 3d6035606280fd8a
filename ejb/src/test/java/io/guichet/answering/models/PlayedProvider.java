package io.guichet.answering.models;

import io.guichet.spi.config.ConfigProperty;
import io.guichet.spi.config.Settings;
import io.guichet.spi.http.HttpCall;
import io.guichet.spi.model.Completion;
import io.guichet.spi.model.Completion.Ending;
import io.guichet.spi.model.Embeddings;
import io.guichet.spi.model.ModelFiles;
import io.guichet.spi.model.ModelProvider;
import io.guichet.spi.model.ModelServer;
import io.guichet.spi.model.ModelUnavailable;
import io.guichet.spi.model.ModelUnavailable.Reason;
import io.guichet.spi.model.Prompt;
import io.guichet.spi.model.TextUse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A provider that does what a test says, one thing after another; then it answers {@code ok}. */
final class PlayedProvider implements ModelProvider {

    /** One thing to do. */
    interface Act {
        Completion play(ModelServer server, Prompt prompt, Consumer<String> words) throws ModelUnavailable;
    }

    final AtomicInteger calls = new AtomicInteger();
    final CountDownLatch over = new CountDownLatch(1);
    private final String name;
    private final boolean needsKey;
    private final Queue<Act> acts = new ConcurrentLinkedQueue<>();
    volatile Act otherwise = answers("ok");
    volatile int dimensions = 384;
    volatile String lastEmbedding = "";
    volatile String lastWordsBefore = "";
    volatile int embeddingTokens;
    volatile @Nullable Reason embeddingFails;

    /** Whether it was made before anybody said what texts are for. */
    volatile boolean former;

    volatile String lastText = "";
    volatile Settings lastSettings = new Settings(Map.of());

    /** What it does before it makes vectors. */
    volatile Callable<?> beforeEmbedding = () -> null;

    /** Whether it has no server, since it computes in this process. */
    volatile boolean here;

    PlayedProvider(String name, boolean needsKey) {
        this.name = name;
        this.needsKey = needsKey;
    }

    PlayedProvider plays(Act... next) {
        acts.addAll(List.of(next));
        return this;
    }

    static Act answers(String text) {
        return (server, prompt, words) -> {
            for (var piece : text.split("(?<= )")) {
                words.accept(piece);
            }
            return new Completion(text, Ending.COMPLETE, 100, 10);
        };
    }

    /** Thinks until it may write no more, and has not said a word. */
    static Act onlyThinks() {
        return (server, prompt, words) -> new Completion("", Ending.CUT_OFF, 100, prompt.maxTokens());
    }

    static Act fails(Reason reason) {
        return fails(reason, null);
    }

    static Act fails(Reason reason, Duration retryAfter) {
        return (server, prompt, words) -> {
            throw new ModelUnavailable(reason, "as was said", retryAfter, null);
        };
    }

    static Act breaksOffAfter(String text) {
        return (server, prompt, words) -> {
            words.accept(text);
            throw new ModelUnavailable(Reason.BROKEN, "half", null);
        };
    }

    /** Never comes back, whatever it is told. */
    Act hangs() {
        return (server, prompt, words) -> {
            while (true) {
                try {
                    over.await();
                    return new Completion("late", Ending.COMPLETE, 0, 0);
                } catch (InterruptedException e) {
                    continue;
                }
            }
        };
    }

    /** Asks its server, with its key, over the platform's way. */
    static Act asksItsServer() {
        return (server, prompt, words) -> {
            var call = new HttpCall(
                    "POST",
                    URI.create(server.settings().require(BASE_URL)),
                    Map.of("X-Key", server.settings().get("api_key").orElse("none")),
                    "{}".getBytes(StandardCharsets.UTF_8),
                    Duration.ofSeconds(20));
            try (var answer = server.http().send(call)) {
                return new Completion("status " + answer.status(), Ending.COMPLETE, 1, 1);
            } catch (IOException e) {
                throw new ModelUnavailable(Reason.REFUSED, String.valueOf(e.getMessage()), e);
            }
        };
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<ConfigProperty> settings() {
        if (here) {
            return List.of();
        }
        var settings = new ArrayList<ConfigProperty>(List.of(
                new ConfigProperty(BASE_URL, "Serveur", ConfigProperty.Type.URL, true, false, null, List.of()),
                new ConfigProperty("api_key", "Clé", ConfigProperty.Type.TEXT, needsKey, true, null, List.of()),
                text(ModelFiles.NETWORK),
                text(ModelFiles.TOKENIZER)));
        if (!former) {
            settings.add(text(TextUse.ASKED.setting()));
            settings.add(text(TextUse.KEPT.setting()));
        }
        return settings;
    }

    private static ConfigProperty text(String name) {
        return new ConfigProperty(name, "Texte", ConfigProperty.Type.TEXT, false, false, null, List.of());
    }

    @Override
    public Completion complete(ModelServer server, Prompt prompt) throws ModelUnavailable {
        return stream(server, prompt, words -> {});
    }

    @Override
    public Completion stream(ModelServer server, Prompt prompt, Consumer<String> onText) throws ModelUnavailable {
        calls.incrementAndGet();
        var next = acts.poll();
        return (next == null ? otherwise : next).play(server, prompt, onText);
    }

    @Override
    public Embeddings embed(ModelServer server, String model, List<String> texts, TextUse use) throws ModelUnavailable {
        if (former) {
            return ModelProvider.super.embed(server, model, texts, use);
        }
        lastWordsBefore = use.prefix(server.settings());
        return embed(server, model, texts);
    }

    @Override
    public Embeddings embed(ModelServer server, String model, List<String> texts) throws ModelUnavailable {
        lastEmbedding = model;
        lastText = texts.getLast();
        lastSettings = server.settings();
        try {
            beforeEmbedding.call();
        } catch (Exception e) {
            throw new ModelUnavailable(Reason.TIMED_OUT, "it was not waited for", e);
        }
        var failure = embeddingFails;
        if (failure != null) {
            throw new ModelUnavailable(failure, "as was said", null);
        }
        var vectors = new ArrayList<float[]>();
        for (var text : texts) {
            var vector = new float[dimensions];
            vector[0] = 3;
            vector[1] = text.length();
            vectors.add(vector);
        }
        return new Embeddings(vectors, embeddingTokens);
    }
}
