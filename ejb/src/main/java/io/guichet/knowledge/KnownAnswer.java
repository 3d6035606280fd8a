package io.guichet.knowledge;

/** An answer that a person wrote. */
public record KnownAnswer(String id, Kind kind, String question, String answer, double similarity) {
    public enum Kind {
        LEARNED,
        LEARNED_MASTER,
        FREQUENT
    }
}
