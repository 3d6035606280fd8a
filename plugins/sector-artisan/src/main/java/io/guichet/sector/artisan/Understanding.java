package io.guichet.sector.artisan;

import io.guichet.spi.sector.PreQuoteDraft.Dwelling;
import io.guichet.spi.sector.PriceItem;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one message says.
 *
 * @param wanted items that it names and wants, in reading order
 * @param refused words that it refuses, e.g. « carrelage mur »
 * @param renovation the room's project when a room is renovated as a whole
 * @param trade the trade's project otherwise
 * @param room whether a room is named at all
 * @param quantities what is said of items themselves, by code
 * @param uncounted codes of items that are wanted in a plural that is not counted
 * @param dwelling what is said of the dwelling's age; unknown when the contact says not to know
 * @param signals what else the message does
 */
record Understanding(
        String text,
        List<PriceItem> wanted,
        List<Phrase> refused,
        Optional<String> renovation,
        Optional<String> trade,
        boolean room,
        Optional<BigDecimal> area,
        Optional<BigDecimal> length,
        Map<String, BigDecimal> quantities,
        Set<String> uncounted,
        Optional<Dwelling> dwelling,
        Set<Signal> signals) {

    enum Signal {
        ASKS_FOR_A_PERSON,
        ASKS_FOR_THE_PRICE,
        DOES_NOT_KNOW,
        HAS_NO_PHOTO,
        SPEAKS_OF_PHOTOS,
        GREETS,
        THANKS,
        AGREES
    }

    Understanding {
        wanted = List.copyOf(wanted);
        refused = List.copyOf(refused);
        quantities = Map.copyOf(quantities);
        uncounted = Set.copyOf(uncounted);
        signals = Set.copyOf(signals);
    }

    boolean has(Signal signal) {
        return signals.contains(signal);
    }

    /** Whether it says something of the works themselves. */
    boolean describesWorks() {
        return !wanted.isEmpty()
                || !refused.isEmpty()
                || renovation.isPresent()
                || trade.isPresent()
                || room
                || area.isPresent()
                || length.isPresent()
                || !quantities.isEmpty();
    }

    boolean saysSomething() {
        return describesWorks() || dwelling.isPresent() || !signals.isEmpty();
    }
}
