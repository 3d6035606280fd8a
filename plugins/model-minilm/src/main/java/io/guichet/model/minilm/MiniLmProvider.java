package io.guichet.model.minilm;

import ai.onnxruntime.OrtException;
import io.guichet.spi.config.ConfigProperty;
import io.guichet.spi.model.Completion;
import io.guichet.spi.model.Embeddings;
import io.guichet.spi.model.ModelProvider;
import io.guichet.spi.model.ModelServer;
import io.guichet.spi.model.ModelUnavailable;
import io.guichet.spi.model.ModelUnavailable.Reason;
import io.guichet.spi.model.Prompt;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/** One model of vectors, loaded when it is first asked, and closed with the plugin. It writes nothing. */
final class MiniLmProvider implements ModelProvider {

    static final String MODEL = "all-minilm-l6-v2-q";

    /** Held for reading while it computes; nobody closes it under somebody's hands. */
    private final ReentrantReadWriteLock use = new ReentrantReadWriteLock();

    private volatile @Nullable MiniLm model;
    private boolean closed;

    @Override
    public String name() {
        return "minilm";
    }

    @Override
    public List<ConfigProperty> settings() {
        return List.of();
    }

    @Override
    public Completion complete(ModelServer server, Prompt prompt) throws ModelUnavailable {
        throw new ModelUnavailable(Reason.UNSUPPORTED, "the provider minilm makes vectors alone", null);
    }

    @Override
    public Embeddings embed(ModelServer server, String name, List<String> texts) throws ModelUnavailable {
        if (!name.equals(MODEL)) {
            throw new ModelUnavailable(Reason.REFUSED, "the one model of minilm is " + MODEL, null);
        }
        load();
        use.readLock().lock();
        try {
            var loaded = model;
            if (loaded == null) {
                throw new ModelUnavailable(Reason.UNSUPPORTED, "the plugin was closed", null);
            }
            return embed(loaded, texts);
        } catch (OrtException e) {
            throw new ModelUnavailable(Reason.BROKEN, "the model failed: " + e.getMessage(), e);
        } finally {
            use.readLock().unlock();
        }
    }

    private static Embeddings embed(MiniLm model, List<String> texts) throws OrtException, ModelUnavailable {
        var vectors = new ArrayList<float[]>();
        var tokens = 0;
        for (var text : texts) {
            if (Thread.currentThread().isInterrupted()) {
                throw new ModelUnavailable(Reason.TIMED_OUT, "the time is over", null);
            }
            var pieces = model.tokens(text);
            tokens += pieces.size();
            vectors.add(model.vector(pieces));
        }
        return new Embeddings(vectors, tokens);
    }

    @Override
    public int countTokens(String name, String text) {
        var loaded = model;
        return loaded == null
                ? ModelProvider.super.countTokens(name, text)
                : loaded.tokens(text).size();
    }

    private void load() throws ModelUnavailable {
        use.writeLock().lock();
        try {
            if (model == null && !closed) {
                model = MiniLm.load();
            }
        } catch (IOException | OrtException | LinkageError e) {
            throw new ModelUnavailable(Reason.BROKEN, "the model cannot be loaded: " + e.getMessage(), e);
        } finally {
            use.writeLock().unlock();
        }
    }

    /** Waits for those who compute, and lets the model go. */
    void close() {
        use.writeLock().lock();
        try {
            closed = true;
            if (model != null) {
                model.close();
                model = null;
            }
        } finally {
            use.writeLock().unlock();
        }
    }
}
