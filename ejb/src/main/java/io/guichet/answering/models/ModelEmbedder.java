package io.guichet.answering.models;

import io.guichet.kernel.CallContext;
import io.guichet.knowledge.Embedder;
import io.guichet.knowledge.EmbeddingUnavailable;
import io.guichet.spi.model.TextUse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Makes vectors by the platform's own model of vectors, in parts, for whichever tenant. */
@ApplicationScoped
public class ModelEmbedder implements Embedder {

    private static final Logger LOG = Logger.getLogger(ModelEmbedder.class);

    private static final int MOST = 256;
    private static final int AT_ONCE = 32;

    @Inject
    Targets targets;

    @Inject
    AskVectors ask;

    @Inject
    EmbeddingConfig config;

    @Inject
    EmbeddingEdition edition;

    /** What kind of trouble there is, so that it is told once; empty where there is none. */
    private final AtomicReference<String> trouble = new AtomicReference<>("");

    @Override
    public String model() {
        return edition.name();
    }

    @Override
    public int dimensions() {
        return config.dimensions;
    }

    @Override
    public List<float[]> embed(@Nullable CallContext owner, Use use, List<String> texts) throws EmbeddingUnavailable {
        if (texts.size() > MOST) {
            throw new IllegalArgumentException(texts.size() + " texts at once");
        }
        var model = edition.target()
                .orElseThrow(() -> new EmbeddingUnavailable("the files of " + config.model + " cannot be read", null));
        var target = targets.ofThePlatform(model, edition.prefixes())
                .orElseThrow(() -> new EmbeddingUnavailable("no plugin offers " + config.model, null));
        var deadline = System.nanoTime() + config.timeout.toNanos();
        var asked = new AskVectors.Asked(owner, target, spoken(use), deadline);
        var vectors = new ArrayList<float[]>();
        for (var from = 0; from < texts.size(); from += AT_ONCE) {
            var part = texts.subList(from, Math.min(from + AT_ONCE, texts.size()));
            for (var vector : embed(asked, List.copyOf(part))) {
                vectors.add(normal(vector));
            }
        }
        if (!vectors.isEmpty() && !trouble.getAndSet("").isEmpty()) {
            LOG.infof("GUI1310 the model %s makes vectors again", config.model);
        }
        return vectors;
    }

    private static TextUse spoken(Use use) {
        return switch (use) {
            case ASKED -> TextUse.ASKED;
            case KEPT -> TextUse.KEPT;
        };
    }

    private List<float[]> embed(AskVectors.Asked asked, List<String> texts) throws EmbeddingUnavailable {
        var target = asked.target();
        try {
            var vectors = ask.ask(asked, texts).vectors();
            if (vectors.size() != texts.size()) {
                throw new EmbeddingUnavailable(texts.size() + " texts became " + vectors.size() + " vectors", null);
            }
            return vectors;
        } catch (CallFailed e) {
            tell(e.reason().name(), e.reason().name().toLowerCase(Locale.ROOT) + ", " + e.getMessage());
            throw new EmbeddingUnavailable(
                    target.name() + ": " + e.reason().name().toLowerCase(Locale.ROOT) + ", " + e.getMessage(), e);
        } catch (FaultToleranceException e) {
            throw new EmbeddingUnavailable(target.name() + " is left alone for a while", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddingUnavailable(target.name() + " was not waited for", e);
        } catch (EmbeddingUnavailable | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new EmbeddingUnavailable(target.name() + " failed", e);
        }
    }

    /** Once for each kind of trouble: every question would say it again. */
    private void tell(String kind, String words) {
        if (!trouble.getAndSet(kind).equals(kind)) {
            LOG.warnf(
                    "GUI1309 the model %s makes no vectors, and documents are found by their words alone: %s",
                    config.model, words);
        }
    }

    private float[] normal(float[] vector) throws EmbeddingUnavailable {
        if (vector.length != config.dimensions) {
            var words = config.model + " has " + vector.length + " dimensions, and not guichet.embedding.dimensions "
                    + config.dimensions;
            tell("dimensions", words);
            throw new EmbeddingUnavailable(words, null);
        }
        var square = 0.0;
        for (var number : vector) {
            square += (double) number * number;
        }
        if (!(square > 0) || Double.isInfinite(square)) {
            throw new EmbeddingUnavailable(config.model + " made a vector without a direction", null);
        }
        var length = Math.sqrt(square);
        var normal = new float[vector.length];
        for (var i = 0; i < vector.length; i++) {
            normal[i] = (float) (vector[i] / length);
        }
        return normal;
    }
}
