package io.guichet.answering.models;

import io.guichet.knowledge.Embedder;
import io.guichet.knowledge.EmbeddingUnavailable;
import io.guichet.spi.model.Embeddings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceException;

/** Makes vectors by the platform's own model of vectors, in parts, for whichever tenant. */
@ApplicationScoped
public class ModelEmbedder implements Embedder {

    private static final int MOST = 256;
    private static final int AT_ONCE = 32;

    @Inject
    Targets targets;

    @Inject
    Circuits circuits;

    @Inject
    PluginCalls calls;

    @Inject
    EmbeddingConfig config;

    @Override
    public String model() {
        return config.model;
    }

    @Override
    public int dimensions() {
        return config.dimensions;
    }

    @Override
    public List<float[]> embed(List<String> texts) throws EmbeddingUnavailable {
        if (texts.size() > MOST) {
            throw new IllegalArgumentException(texts.size() + " texts at once");
        }
        var target = targets.ofThePlatform(config.model)
                .orElseThrow(() -> new EmbeddingUnavailable("no plugin offers " + config.model, null));
        var deadline = System.nanoTime() + config.timeout.toNanos();
        var vectors = new ArrayList<float[]>();
        for (var from = 0; from < texts.size(); from += AT_ONCE) {
            var part = texts.subList(from, Math.min(from + AT_ONCE, texts.size()));
            for (var vector : embed(target, List.copyOf(part), deadline)) {
                vectors.add(normal(vector));
            }
        }
        return vectors;
    }

    private List<float[]> embed(Target target, List<String> texts, long deadline) throws EmbeddingUnavailable {
        try {
            var vectors = circuits.of("vectors " + target.circuit())
                    .call(() -> calls.embed(target, texts, deadline), Embeddings.class)
                    .vectors();
            if (vectors.size() != texts.size()) {
                throw new EmbeddingUnavailable(texts.size() + " texts became " + vectors.size() + " vectors", null);
            }
            return vectors;
        } catch (CallFailed e) {
            throw new EmbeddingUnavailable(
                    target.name() + ": " + e.reason().name().toLowerCase(Locale.ROOT) + ", " + e.getMessage(), e);
        } catch (FaultToleranceException e) {
            throw new EmbeddingUnavailable(target.name() + " is left alone for a while", e);
        } catch (EmbeddingUnavailable | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new EmbeddingUnavailable(target.name() + " failed", e);
        }
    }

    private float[] normal(float[] vector) throws EmbeddingUnavailable {
        if (vector.length != config.dimensions) {
            throw new EmbeddingUnavailable(
                    config.model + " has " + vector.length + " dimensions, and not guichet.embedding.dimensions "
                            + config.dimensions,
                    null);
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
