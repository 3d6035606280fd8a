package io.guichet.knowledge;

/**
 * What answers a question that was asked before.
 *
 * @param id public: of the learned answer, of the promoted one, or the name of a frequent question
 * @param question as it is known
 * @param similarity to what was asked, 0 to 1
 */
public record KnownAnswer(String id, Kind kind, String question, String answer, double similarity) {

    /** Where it is from. */
    public enum Kind {
        /** A correction in this deployment. */
        LEARNED,
        /** A correction that the agent itself took over. */
        LEARNED_MASTER,
        /** A frequent question of the tenant or of its sector. */
        FREQUENT
    }
}
