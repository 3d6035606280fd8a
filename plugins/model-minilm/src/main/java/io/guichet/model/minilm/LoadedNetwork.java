package io.guichet.model.minilm;

import ai.onnxruntime.OrtException;
import io.guichet.spi.model.Embeddings;
import io.guichet.spi.model.ModelUnavailable;
import io.guichet.spi.model.ModelUnavailable.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/** One network, loaded when it is first asked, and closed with the plugin. It writes nothing. */
final class LoadedNetwork {

    interface Source {
        Network load() throws IOException, OrtException;
    }

    /** Held for reading while it computes; nobody closes it under somebody's hands. */
    private final ReentrantReadWriteLock use = new ReentrantReadWriteLock();

    private volatile @Nullable Network network;

    /** Which one is loaded. */
    private String edition = "";

    private boolean closed;

    /**
     * @param wanted which one it has to be; another one that is loaded is let go
     * @param prefix words before each text; empty for none
     */
    Embeddings embed(String wanted, Source source, String prefix, List<String> texts) throws ModelUnavailable {
        load(wanted, source);
        use.readLock().lock();
        try {
            var loaded = network;
            if (loaded == null || !edition.equals(wanted)) {
                throw new ModelUnavailable(Reason.UNSUPPORTED, "the plugin was closed", null);
            }
            return embed(loaded, prefix, texts);
        } catch (OrtException e) {
            throw new ModelUnavailable(Reason.BROKEN, "the model failed: " + e.getMessage(), e);
        } finally {
            use.readLock().unlock();
        }
    }

    private static Embeddings embed(Network network, String prefix, List<String> texts)
            throws OrtException, ModelUnavailable {
        var vectors = new ArrayList<float[]>();
        var tokens = 0;
        for (var text : texts) {
            if (Thread.currentThread().isInterrupted()) {
                throw new ModelUnavailable(Reason.TIMED_OUT, "the time is over", null);
            }
            var pieces = network.pieces(prefix, text);
            tokens += pieces.size();
            vectors.add(network.vector(pieces));
        }
        return new Embeddings(vectors, tokens);
    }

    /** How many tokens a text is; nothing before it is loaded. */
    Optional<Integer> tokens(String text) {
        return Optional.ofNullable(network).map(loaded -> loaded.tokens(text).size());
    }

    private void load(String wanted, Source source) throws ModelUnavailable {
        use.writeLock().lock();
        try {
            if (closed || (network != null && edition.equals(wanted))) {
                return;
            }
            letGo();
            network = source.load();
            edition = wanted;
        } catch (IOException | OrtException | LinkageError e) {
            throw new ModelUnavailable(Reason.BROKEN, "the model cannot be loaded: " + e.getMessage(), e);
        } finally {
            use.writeLock().unlock();
        }
    }

    private void letGo() {
        var loaded = network;
        network = null;
        if (loaded != null) {
            loaded.close();
        }
    }

    /** Waits for those who compute, and lets the network go. */
    void close() {
        use.writeLock().lock();
        try {
            closed = true;
            letGo();
        } finally {
            use.writeLock().unlock();
        }
    }
}
