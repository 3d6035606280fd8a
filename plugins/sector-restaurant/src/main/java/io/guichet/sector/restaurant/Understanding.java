package io.guichet.sector.restaurant;

import io.guichet.words.Wish;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one message says.
 *
 * @param changes what is ordered, more or less of it, in reading order
 * @param named codes of the dishes that it names
 * @param trade of the menu that it asks for
 * @param wish when it shall be fetched, or which day is asked about
 * @param note what the kitchen must know, in the contact's words
 * @param without allergens that it asks about, e.g. {@code gluten}
 * @param tagged codes of what it asks for without naming it, e.g. something vegetarian
 * @param signals what else it does
 */
record Understanding(
        List<Change> changes,
        List<String> named,
        Optional<String> trade,
        Wish wish,
        Optional<String> name,
        Optional<String> phone,
        Optional<String> note,
        List<String> without,
        List<String> tagged,
        Set<Signal> signals) {

    enum Signal {
        ASKS_FOR_A_PERSON,
        ASKS_FOR_HOURS,
        ASKS_FOR_THE_MENU,
        ASKS_FOR_THE_PRICE,
        ASKS_FOR_ALLERGENS,
        ASKS_FOR_DELIVERY,
        ASKS_FOR_A_TABLE,
        CANCELS,
        CHANGES_THE_TIME,
        GREETS,
        THANKS,
        YES,
        NO,
        ORDERS
    }

    Understanding {
        changes = List.copyOf(changes);
        named = List.copyOf(named);
        without = List.copyOf(without);
        tagged = List.copyOf(tagged);
        signals = Set.copyOf(signals);
    }

    boolean has(Signal signal) {
        return signals.contains(signal);
    }

    /** Whether it changes the order itself. */
    boolean changesTheOrder() {
        return !changes.isEmpty() || !wish.isEmpty() || name.isPresent() || phone.isPresent() || note.isPresent();
    }

    boolean saysSomething() {
        return changesTheOrder()
                || !named.isEmpty()
                || trade.isPresent()
                || !without.isEmpty()
                || !tagged.isEmpty()
                || !signals.isEmpty();
    }

    /** What happens to the quantity of a dish. */
    record Change(String code, Kind kind, int quantity) {

        int on(int before) {
            return switch (kind) {
                case MORE -> before + quantity;
                case EXACTLY -> quantity;
                case LESS -> before - quantity;
                case NONE -> 0;
            };
        }
    }

    enum Kind {
        MORE,
        EXACTLY,
        LESS,
        NONE
    }
}
