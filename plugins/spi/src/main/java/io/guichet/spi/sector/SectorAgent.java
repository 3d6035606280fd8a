package io.guichet.spi.sector;

import java.util.function.Consumer;

/**
 * Understands what a contact writes in the words of one trade, and says what comes next. Works without any language
 * model. Called from many threads at once; must not block, and must not keep what it is given.
 */
public interface SectorAgent {

    /**
     * The trade.
     *
     * @return lower-case letters, digits and hyphens, e.g. {@code artisan}
     */
    String sector();

    /**
     * Takes one turn of a conversation. The same request always gets the same answer.
     *
     * @throws RuntimeException if the agent cannot go on; the platform then hands the conversation to a person
     */
    Turn answer(TurnRequest request);

    /**
     * Takes one turn as {@link #answer(TurnRequest)}, and passes its words on while it writes them, so that the contact
     * reads along. The platform calls this one. An agent whose words come slowly, from a model, overrides it; it may
     * block for as long as a turn may take.
     *
     * @param words is given each new piece of the texts that the turn will say, in order; no amount, and nothing that
     *     the turn does not say in the end. It does not block, and does nothing once the turn has ended. What was passed
     *     on is shown until the turn's reply takes its place, or until the turn failed
     * @throws RuntimeException as {@link #answer(TurnRequest)}
     */
    default Turn answer(TurnRequest request, Consumer<String> words) {
        return answer(request);
    }
}
