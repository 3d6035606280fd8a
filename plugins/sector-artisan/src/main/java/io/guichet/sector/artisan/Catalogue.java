package io.guichet.sector.artisan;

import io.guichet.spi.sector.PriceBook;
import io.guichet.spi.sector.PriceItem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The items of a price book, ready to be recognised in a sentence. */
final class Catalogue {

    /** Longest synonym first, then the later one, for a qualifier follows its noun, then the order of the book. */
    private static final Comparator<Found> PRECEDENCE = Comparator.comparingInt(
                    (Found f) -> -f.mention().places().size())
            .thenComparingInt(f -> -f.mention().start())
            .thenComparingInt(f -> f.mention().span())
            .thenComparingInt(Found::order);

    private static final Comparator<Found> READING_ORDER =
            Comparator.comparingInt((Found f) -> f.mention().start()).thenComparingInt(Found::order);

    private static final int MOST_REMEMBERED = 100;

    /** Of what was quoted from lately: a book is asked for far more often than it changes. */
    private static final Map<List<PriceItem>, Catalogue> LATELY =
            Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<List<PriceItem>, Catalogue> eldest) {
                    return size() > MOST_REMEMBERED;
                }
            });

    private record Name(PriceItem item, int order, Phrase phrase) {}

    private record Found(Mention mention, int order) {}

    private final List<PriceItem> items;
    private final Map<String, PriceItem> byCode = new LinkedHashMap<>();
    private final Map<String, List<Name>> byFirstStem = new HashMap<>();
    private final Map<String, List<Phrase>> phrasesByCode = new HashMap<>();
    private final Set<String> stems = new HashSet<>();

    static Catalogue of(PriceBook book) {
        var items = book.items();
        var known = LATELY.get(items);
        if (known == null) {
            known = new Catalogue(items);
            LATELY.put(items, known);
        }
        return known;
    }

    private Catalogue(List<PriceItem> items) {
        this.items = items;
        for (int order = 0; order < items.size(); order++) {
            var item = items.get(order);
            byCode.put(item.code(), item);
            var phrases = item.synonyms().stream()
                    .map(Phrase::of)
                    .filter(phrase -> !phrase.stems().isEmpty())
                    .toList();
            phrasesByCode.put(item.code(), phrases);
            for (var phrase : phrases) {
                stems.addAll(phrase.stems());
                byFirstStem
                        .computeIfAbsent(phrase.stems().getFirst(), s -> new ArrayList<>())
                        .add(new Name(item, order, phrase));
            }
        }
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    /** In the order in which a quote lists them. */
    List<PriceItem> items() {
        return items;
    }

    Optional<PriceItem> item(String code) {
        return Optional.ofNullable(byCode.get(code));
    }

    /** Whether any item is named with this word. */
    boolean knows(String stem) {
        return stems.contains(stem);
    }

    /** What the item is called in {@code requirements}, e.g. {@code douche_italienne}: its first synonym. */
    String slug(PriceItem item) {
        var name = item.synonyms().stream().findFirst().orElse(item.label());
        return String.join("_", Scanner.fold(name).split("[^a-z0-9]+"));
    }

    /** Whether words that were refused, e.g. « carrelage », speak of this item. */
    boolean speaksOf(Phrase refused, PriceItem item) {
        boolean placesAlone = Phrase.PLACES.containsAll(refused.stems());
        return phrasesByCode.getOrDefault(item.code(), List.of()).stream()
                .filter(name -> name.stems().containsAll(refused.stems()))
                .anyMatch(name ->
                        placesAlone || refused.stems().contains(name.stems().getFirst()));
    }

    /** The items that a sentence names, in reading order. */
    List<Mention> mentions(Sentence sentence) {
        var found = new ArrayList<Found>();
        for (int at = 0; at < sentence.size(); at++) {
            for (var name : byFirstStem.getOrDefault(sentence.stem(at), List.of())) {
                var places = name.phrase().matchAt(sentence, at);
                if (places != null) {
                    found.add(new Found(new Mention(name.item(), places), name.order()));
                }
            }
        }
        var apart = withoutOverlaps(found, sentence);
        apart.addAll(sharedPlaces(apart, sentence));
        apart.sort(READING_ORDER);
        return withSharedHeads(apart.stream().map(Found::mention).toList(), sentence);
    }

    /** A word names one thing; only the head of « carrelage mural et sol » names two. */
    private static List<Found> withoutOverlaps(List<Found> found, Sentence sentence) {
        found.sort(PRECEDENCE);
        var kept = new ArrayList<Found>();
        var byPlace = new HashMap<Integer, List<Mention>>();
        for (var candidate : found) {
            var mention = candidate.mention();
            boolean apart = mention.places().stream()
                    .flatMap(place -> byPlace.getOrDefault(place, List.of()).stream())
                    .allMatch(other -> mention.sharesOnlyItsHeadWith(other, sentence));
            if (apart) {
                kept.add(candidate);
                mention.places()
                        .forEach(place -> byPlace.computeIfAbsent(place, p -> new ArrayList<>())
                                .add(mention));
            }
        }
        return kept;
    }

    /** « repeindre le salon, murs et plafond »: places in a row belong to what was named before them. */
    private List<Found> sharedPlaces(List<Found> kept, Sentence sentence) {
        var more = new ArrayList<Found>();
        for (int at = 1; at < sentence.size(); at++) {
            int here = at;
            boolean named = kept.stream().anyMatch(f -> f.mention().places().contains(here));
            if (named || !Phrase.PLACES.contains(sentence.stem(at)) || !Phrase.isInARow(sentence, at)) {
                continue;
            }
            kept.stream()
                    .map(Found::mention)
                    .filter(m -> m.start() < here)
                    .max(Comparator.comparingInt(Mention::start))
                    .flatMap(head -> named(sentence.stem(head.start()), sentence.stem(here))
                            .map(name ->
                                    new Found(new Mention(name.item(), List.of(head.start(), here)), name.order())))
                    .ifPresent(more::add);
        }
        return more;
    }

    /**
     * « repeindre deux portes et trois fenêtres »: both are painted; « les joints de ma douche »: only the joints are
     * wanted.
     */
    private List<Mention> withSharedHeads(List<Mention> mentions, Sentence sentence) {
        var resolved = new ArrayList<Mention>();
        for (var mention : mentions) {
            var previous = resolved.isEmpty() ? null : resolved.getLast();
            if (previous == null) {
                resolved.add(mention);
            } else if (!Phrase.isOf(sentence, previous.last(), mention.start())) {
                resolved.add(underTheHeadOf(previous, mention, sentence));
            }
        }
        return resolved;
    }

    /** « plomberie », in the project of a kitchen, is the item that is called « plomberie cuisine ». */
    Mention inRoom(Mention mention, Room room, Sentence sentence) {
        if (mention.places().size() > 1) {
            return mention;
        }
        var stem = sentence.stem(mention.start());
        return byFirstStem.getOrDefault(stem, List.of()).stream()
                .filter(name -> room.names().stream()
                        .anyMatch(of -> name.phrase().stems().equals(of.after(stem))))
                .findFirst()
                .map(name -> new Mention(name.item(), mention.places()))
                .orElse(mention);
    }

    private Mention underTheHeadOf(Mention previous, Mention mention, Sentence sentence) {
        boolean shares = previous.places().size() > 1
                && mention.places().size() == 1
                && Phrase.isJoined(sentence, previous.last(), mention.start());
        return shares
                ? named(sentence.stem(previous.start()), sentence.stem(mention.start()))
                        .map(name -> new Mention(name.item(), mention.places()))
                        .orElse(mention)
                : mention;
    }

    private Optional<Name> named(String head, String stem) {
        return byFirstStem.getOrDefault(head, List.of()).stream()
                .filter(name -> name.phrase().stems().equals(List.of(head, stem)))
                .findFirst();
    }
}
