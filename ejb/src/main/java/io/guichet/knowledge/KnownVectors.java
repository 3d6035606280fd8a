package io.guichet.knowledge;

import com.github.benmanes.caffeine.cache.Cache;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.Lately;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Vectors of known sentences and of what is asked. They are kept with the name of their model; those of a new model are
 * made as they are needed, a few with each question, so that nobody waits for all of them. Never called in a transaction.
 */
@ApplicationScoped
class KnownVectors {

    private static final Logger LOG = Logger.getLogger(KnownVectors.class);
    private static final int MOST_AT_ONCE = 32;
    private static final int MOST_ASKED = 256;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Embedder embedder;

    @Inject
    KnownRows rows;

    @Inject
    Clock clock;

    private final Cache<String, float[]> asked = Lately.atMost(MOST_ASKED);

    /** Being made for somebody: whoever asks the same meanwhile waits for it, and makes it himself where that fails. */
    private final ConcurrentMap<String, CompletableFuture<Optional<float[]>>> underWay = new ConcurrentHashMap<>();

    private volatile Instant notBefore = Instant.MIN;

    /** The vector of what somebody asks a tenant; nothing where none can be had now. */
    Optional<float[]> ofAsked(CallContext context, String text) {
        return embedder().flatMap(embedder -> {
            var key = embedder.model() + "\n" + text;
            var known = asked.getIfPresent(key);
            if (known != null) {
                return Optional.of(known);
            }
            return madeOnce(
                    key,
                    () -> Optional.ofNullable(embed(embedder, DocumentRows.payer(context), List.of(text))
                            .get(text)));
        });
    }

    private Optional<float[]> madeOnce(String key, Supplier<Optional<float[]>> make) {
        var mine = new CompletableFuture<Optional<float[]>>();
        var others = underWay.putIfAbsent(key, mine);
        if (others != null) {
            var theirs = waited(others);
            // What kept them from it, a ceiling or the end of their time, is theirs alone.
            return theirs.isPresent() || Thread.currentThread().isInterrupted() ? theirs : kept(key, make);
        }
        var made = Optional.<float[]>empty();
        try {
            made = Optional.ofNullable(asked.getIfPresent(key)).or(() -> kept(key, make));
            return made;
        } finally {
            underWay.remove(key);
            mine.complete(made);
        }
    }

    private Optional<float[]> kept(String key, Supplier<Optional<float[]>> make) {
        var made = make.get();
        made.ifPresent(vector -> asked.put(key, vector));
        return made;
    }

    private static Optional<float[]> waited(Future<Optional<float[]>> made) {
        try {
            return made.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("it never ends so", e);
        }
    }

    /** Those of a shelf as far as there are any, by the texts of its phrases. */
    Map<String, float[]> of(CallContext context, KnownShelf shelf) {
        var embedder = embedder();
        if (embedder.isEmpty()) {
            return Map.of();
        }
        var model = embedder.get().model();
        var vectors = shelf.vectors().of(model);
        var missing = missing(shelf, vectors);
        if (!missing.isEmpty()) {
            vectors.putAll(rows.vectors(context, shelf.common(), model, missing));
            missing = missing(shelf, vectors);
        }
        if (!missing.isEmpty()) {
            // What all tenants share is nobody's to pay.
            var payer = shelf.common() ? null : DocumentRows.payer(context);
            var made = embed(embedder.get(), payer, missing.subList(0, Math.min(MOST_AT_ONCE, missing.size())));
            rows.keep(context, shelf.common(), model, made);
            vectors.putAll(made);
        }
        return vectors;
    }

    private static List<String> missing(KnownShelf shelf, Map<String, float[]> vectors) {
        return shelf.phrases().stream().filter(p -> !vectors.containsKey(p)).toList();
    }

    private Map<String, float[]> embed(Embedder embedder, @Nullable CallContext payer, List<String> texts) {
        var made = new HashMap<String, float[]>();
        try {
            var vectors = embedder.embed(payer, Embedder.Use.ASKED, texts);
            for (var i = 0; i < texts.size(); i++) {
                made.put(texts.get(i), vectors.get(i));
            }
        } catch (EmbeddingTooDear e) {
            // One tenant's affair: the others' texts are read all the same.
            LOG.debugf("GUI1415 questions are compared by words alone: %s", e.getMessage());
        } catch (EmbeddingUnavailable e) {
            if (Thread.currentThread().isInterrupted()) {
                // Nobody waited for it any longer, which says nothing of the model.
                return made;
            }
            notBefore = clock.instant().plus(PATIENCE);
            LOG.warnf("GUI1411 questions are compared by words alone for %s: %s", PATIENCE, e.getMessage());
        }
        return made;
    }

    private Optional<Embedder> embedder() {
        return clock.instant().isBefore(notBefore) ? Optional.empty() : Optional.of(embedder);
    }

    /** Of vectors of length 1. */
    static double cosine(float[] one, float[] other) {
        if (one.length != other.length) {
            return 0;
        }
        var sum = 0.0;
        for (var i = 0; i < one.length; i++) {
            sum += (double) one[i] * other[i];
        }
        return sum;
    }
}
