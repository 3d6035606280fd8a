package io.guichet.knowledge;

import io.guichet.kernel.CallContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns texts into vectors: near meanings lie near each other. Never called inside a transaction. */
public interface Embedder {

    /** What texts are for: models may read what is asked otherwise than what is kept. */
    enum Use {
        /** It is asked, or compared with what is asked word for word: a known question. */
        ASKED,

        /** It is kept to be found. */
        KEPT
    }

    /** Which model it is, e.g. {@code minilm/all-minilm-l6-v2-q}: vectors of another one cannot be compared with its. */
    String model();

    /** How many numbers a vector has. */
    int dimensions();

    /**
     * @param owner whose texts they are, who pays where that costs something; null for the platform's own
     * @param texts at most 256
     * @return one vector of length 1 for each text, in order
     * @throws EmbeddingUnavailable if the model cannot be reached or fails: words alone are searched then
     * @throws EmbeddingTooDear if it would cost the owner more than its day may: the others' texts are read all the same
     */
    List<float[]> embed(@Nullable CallContext owner, Use use, List<String> texts) throws EmbeddingUnavailable;
}
