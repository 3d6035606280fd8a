package io.guichet.spi.model;

import java.util.List;

/**
 * @param vectors one for each text, in order, all of one length
 * @param inputTokens tokens that were read; 0 where the server does not say
 */
public record Embeddings(List<float[]> vectors, int inputTokens) {

    public Embeddings {
        vectors = List.copyOf(vectors);
        inputTokens = Math.max(0, inputTokens);
    }
}
