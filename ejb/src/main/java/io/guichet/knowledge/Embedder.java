package io.guichet.knowledge;

import java.util.List;

/** Turns texts into vectors: near meanings lie near each other. Never called inside a transaction. */
public interface Embedder {

    /** Which model it is, e.g. {@code minilm/all-minilm-l6-v2-q}: vectors of another one cannot be compared with its. */
    String model();

    /** How many numbers a vector has. */
    int dimensions();

    /**
     * @param texts at most 256
     * @return one vector of length 1 for each text, in order
     * @throws EmbeddingUnavailable if the model cannot be reached or fails: words alone are searched then
     */
    List<float[]> embed(List<String> texts) throws EmbeddingUnavailable;
}
