package io.guichet.sector.hairdresser;

import io.guichet.spi.sector.PriceItem;
import io.guichet.words.Wish;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one message says.
 *
 * @param services codes that it names and wants
 * @param refused codes that it names and does not want
 * @param replaces whether what it names takes the place of what was wanted
 * @param couldBe services of which one is meant, e.g. three kinds of cut
 * @param wish when it shall be, or which day is asked about
 * @param picked the offered time that it picks
 * @param note what the salon must know
 * @param signals what else it does
 */
record Understanding(
        List<String> services,
        List<String> refused,
        boolean replaces,
        List<PriceItem> couldBe,
        Wish wish,
        Optional<Instant> picked,
        Optional<String> name,
        Optional<String> phone,
        Optional<String> note,
        Set<Signal> signals) {

    enum Signal {
        ASKS_FOR_A_PERSON,
        ASKS_FOR_HOURS,
        ASKS_FOR_SERVICES,
        ASKS_FOR_THE_PRICE,
        ASKS_HOW_LONG,
        ASKS_FOR_HIS_APPOINTMENT,
        BOOKS,
        MOVES,
        CANCELS,
        GREETS,
        THANKS,
        YES,
        NO
    }

    Understanding {
        services = List.copyOf(services);
        refused = List.copyOf(refused);
        couldBe = List.copyOf(couldBe);
        signals = Set.copyOf(signals);
    }

    boolean has(Signal signal) {
        return signals.contains(signal);
    }

    boolean changesTheVisit() {
        return !services.isEmpty()
                || !refused.isEmpty()
                || !wish.isEmpty()
                || picked.isPresent()
                || name.isPresent()
                || phone.isPresent()
                || note.isPresent();
    }

    boolean saysSomething() {
        return changesTheVisit() || !couldBe.isEmpty() || !signals.isEmpty();
    }
}
