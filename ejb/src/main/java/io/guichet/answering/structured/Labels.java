package io.guichet.answering.structured;

import io.guichet.spi.sector.PriceBook;
import io.guichet.spi.sector.PriceItem;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds what somebody calls by a code, a label or a synonym in a price book. What could be two items is none. Pure.
 */
final class Labels {

    private static final Map<String, PriceItem.Unit> UNITS = Map.ofEntries(
            Map.entry("m2", PriceItem.Unit.SQUARE_METRE),
            Map.entry("m3", PriceItem.Unit.CUBIC_METRE),
            Map.entry("m", PriceItem.Unit.METRE),
            Map.entry("ml", PriceItem.Unit.METRE),
            Map.entry("u", PriceItem.Unit.PIECE),
            Map.entry("h", PriceItem.Unit.HOUR),
            Map.entry("heure", PriceItem.Unit.HOUR),
            Map.entry("jour", PriceItem.Unit.DAY),
            Map.entry("forfait", PriceItem.Unit.FLAT));

    private final PriceBook book;

    Labels(PriceBook book) {
        this.book = book;
    }

    Optional<PriceItem> item(String code, String label, String unit) {
        var byCode = book.item(code.toUpperCase(Locale.ROOT));
        return (byCode.isPresent() ? byCode : byLabel(fold(label))).filter(item -> mayBeIn(item, fold(unit)));
    }

    /** A unit that is known and another one means another thing. */
    private static boolean mayBeIn(PriceItem item, String unit) {
        var named = UNITS.get(unit);
        return named == null || named == item.unit();
    }

    private Optional<PriceItem> byLabel(String label) {
        if (label.isEmpty()) {
            return Optional.empty();
        }
        return Stream.<Predicate<PriceItem>>of(
                        item -> fold(item.label()).equals(label),
                        item -> item.synonyms().stream().anyMatch(s -> fold(s).equals(label)),
                        item -> item.synonyms().stream().anyMatch(s -> holds(label, fold(s))))
                .map(this::matching)
                .filter(found -> !found.isEmpty())
                .findFirst()
                .filter(found -> found.size() == 1)
                .map(List::getFirst);
    }

    private List<PriceItem> matching(Predicate<PriceItem> condition) {
        return book.items().stream().filter(condition).toList();
    }

    private static boolean holds(String label, String words) {
        return !words.isEmpty() && (" " + label + " ").contains(" " + words + " ");
    }

    /** Lower case without accents; one space between words. */
    static String fold(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", " ")
                .strip();
    }
}
