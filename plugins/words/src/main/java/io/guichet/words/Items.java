package io.guichet.words;

import io.guichet.spi.sector.PriceBook;
import io.guichet.spi.sector.PriceItem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The items of a price book, as contacts name them: by label or by synonym, the longest name first. */
public final class Items {

    private final PriceBook book;
    private final Map<String, List<Name>> byFirstStem = new LinkedHashMap<>();

    public Items(PriceBook book) {
        this.book = book;
        for (var item : book.items()) {
            add(item, item.label());
            item.synonyms().forEach(synonym -> add(item, synonym));
        }
        byFirstStem
                .values()
                .forEach(names -> names.sort(Comparator.comparing(
                                (Name name) -> name.phrase().stems().size())
                        .reversed()));
    }

    private void add(PriceItem item, String text) {
        Phrase.of(text)
                .ifPresent(phrase -> byFirstStem
                        .computeIfAbsent(phrase.stems().getFirst(), stem -> new ArrayList<>())
                        .add(new Name(phrase, item)));
    }

    /** What is named, in reading order; one name is never inside another. What was taken before names nothing. */
    public List<Mention> in(Sentence sentence) {
        var mentions = new ArrayList<Mention>();
        for (int at = 0; at < sentence.size(); ) {
            var mention = sentence.isTaken(at) ? null : at(sentence, at);
            if (mention == null) {
                at++;
            } else {
                mentions.add(mention);
                at = mention.end();
            }
        }
        return mentions;
    }

    private @org.jspecify.annotations.Nullable Mention at(Sentence sentence, int at) {
        for (var name : byFirstStem.getOrDefault(sentence.at(at).stem(), List.of())) {
            int end = name.phrase().endAt(sentence, at);
            if (end >= 0) {
                return new Mention(name.item(), at, end);
            }
        }
        return null;
    }

    /** Items of whose name only the first word is said, e.g. « coupe » where there are three; none where it is only one. */
    public List<PriceItem> couldBeMeant(Sentence sentence) {
        for (int at = 0; at < sentence.size(); at++) {
            var names = sentence.isTaken(at)
                    ? List.<Name>of()
                    : byFirstStem.getOrDefault(sentence.at(at).stem(), List.of());
            var meant = names.stream().map(Name::item).distinct().toList();
            if (meant.size() > 1) {
                return meant;
            }
        }
        return List.of();
    }

    public PriceBook book() {
        return book;
    }

    /** All of a trade, in the book's order. */
    public List<PriceItem> ofTrade(String trade) {
        return book.items().stream().filter(item -> item.trade().equals(trade)).toList();
    }

    /** The trades, in the book's order. */
    public List<String> trades() {
        return book.items().stream().map(PriceItem::trade).distinct().toList();
    }

    private record Name(Phrase phrase, PriceItem item) {}

    /**
     * @param end the first word after it
     */
    public record Mention(PriceItem item, int start, int end) {}
}
