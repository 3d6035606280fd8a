package io.guichet.knowledge;

/** Texts of one tenant get no vectors today: its models would cost more than they may in a day. */
public class EmbeddingTooDear extends EmbeddingUnavailable {

    private static final long serialVersionUID = 1L;

    public EmbeddingTooDear(String message) {
        super(message, null);
    }
}
