package io.guichet.knowledge;

import org.jspecify.annotations.Nullable;

/** Texts could not be turned into vectors. */
public class EmbeddingUnavailable extends Exception {

    private static final long serialVersionUID = 1L;

    public EmbeddingUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
