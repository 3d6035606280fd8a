package io.guichet.answering;

import io.guichet.conversation.HandOvers;
import io.guichet.conversation.Support;
import io.guichet.conversation.Turns;
import io.guichet.kernel.CallContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a person must go on, by what the agent says of its turn and by what the tenant set. In the reply's transaction. */
@ApplicationScoped
class DecideHandOver {

    @Inject
    Support support;

    @Inject
    HandOvers handOvers;

    /** Why, or nothing. Where a person is called for already, only the agent itself says so once more. */
    Optional<String> reason(CallContext context, Turns.PendingTurn turn, Signs signs) {
        var inARow = support.understood(context, turn.conversation(), signs.understood());
        if (signs.agentsReason() != null) {
            return Optional.of(signs.agentsReason());
        }
        var settings = support.settings(context);
        var signals = new HandOverPolicy.Signals(
                turn.text(), inARow, signs.confidence(), settings.keywords(), signs.intentEscalates());
        var thresholds =
                new HandOverPolicy.Thresholds(settings.misunderstandings(), settings.confidence(), settings.anger());
        return HandOverPolicy.reason(signals, thresholds)
                .filter(reason -> !handOvers.isOpen(context, turn.conversation()));
    }

    /**
     * What a turn showed.
     *
     * @param agentsReason why the agent itself hands over, or null
     * @param understood whether the agent understood what was said
     * @param confidence of its answer, 0 to 1; null where nothing measures it
     * @param intentEscalates whether what the contact wants is always a person's to do
     */
    record Signs(
            @Nullable String agentsReason,
            boolean understood,
            @Nullable Double confidence,
            boolean intentEscalates) {}
}
