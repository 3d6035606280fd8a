package io.guichet.spi.sector;

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
}
