package io.guichet.knowledge;

import io.guichet.kernel.CallContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A model of vectors whose opinions a test sets: texts that mean the same lie at one place, others apart. */
final class FakeEmbedders implements Embedder {

    private static final int DIMENSIONS = 64;

    private final Map<String, Integer> places = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private String model = "fake/one";
    private boolean broken;

    /** Says that these mean the same. */
    FakeEmbedders same(String... texts) {
        var place = places.size() % DIMENSIONS;
        for (var text : texts) {
            places.put(text, place);
        }
        return this;
    }

    void becomes(String model) {
        this.model = model;
    }

    void breaks() {
        broken = true;
    }

    /** What it was given, in order. */
    List<String> asked() {
        return asked;
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public int dimensions() {
        return DIMENSIONS;
    }

    @Override
    public List<float[]> embed(@Nullable CallContext owner, Use use, List<String> texts) throws EmbeddingUnavailable {
        if (broken) {
            throw new EmbeddingUnavailable("it is broken", null);
        }
        asked.addAll(texts);
        return texts.stream()
                .map(text -> {
                    var vector = new float[DIMENSIONS];
                    vector[places.computeIfAbsent(text, t -> places.size() % DIMENSIONS)] = 1;
                    return vector;
                })
                .toList();
    }
}
