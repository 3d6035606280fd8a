package io.guichet.sector.artisan;

import io.guichet.spi.sector.PriceItem;
import java.util.List;

/**
 * An item of the price book that a sentence names.
 *
 * @param places where the words that name it stand, in order
 */
record Mention(PriceItem item, List<Integer> places) {

    Mention {
        places = List.copyOf(places);
    }

    int start() {
        return places.getFirst();
    }

    int last() {
        return places.getLast();
    }

    /** How far its first word stands from its last. */
    int span() {
        return last() - start();
    }

    /** Whether the two differ by the place alone, as in « carrelage mural et sol ». */
    boolean sharesOnlyItsHeadWith(Mention other, Sentence sentence) {
        return differsByPlace(other, sentence) && other.differsByPlace(this, sentence);
    }

    private boolean differsByPlace(Mention other, Sentence sentence) {
        var own = places.stream().filter(place -> !other.places.contains(place)).toList();
        return !own.isEmpty() && own.stream().allMatch(place -> Phrase.PLACES.contains(sentence.stem(place)));
    }
}
