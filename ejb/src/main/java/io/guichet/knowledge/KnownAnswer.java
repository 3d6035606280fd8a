package io.guichet.knowledge;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What answers a question that was asked before.
 *
 * @param id public: of the learned answer, of the promoted one, or the name of a frequent question
 * @param key of its row, where {@link KnownRows#given} counts; null where it is not counted
 * @param question as it is known
 * @param similarity to what was asked, 0 to 1
 */
public record KnownAnswer(String id, Kind kind, @Nullable UUID key, String question, String answer, double similarity) {

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
