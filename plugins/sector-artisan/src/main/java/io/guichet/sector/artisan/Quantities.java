package io.guichet.sector.artisan;

import io.guichet.spi.sector.PriceItem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Tells which number of a sentence belongs to what: « 15 m² de carrelage mural » is the wall's, « salle de bain, 8 m² »
 * the floor's, « 3 fenêtres » a count.
 */
final class Quantities {

    private static final Set<String> ABOUT =
            Set.of("environ", "est", "fait", "pour", "x", "soit", "approximativement", "a", "peu", "pres", "about");
    private static final Set<String> PLURAL = Set.of("les", "des", "mes", "nos", "ces", "plusieurs", "quelques", "vos");
    private static final int SHORT = 5;
    private static final BigDecimal LARGEST_MEASURE = BigDecimal.valueOf(10_000);

    private final Sentence sentence;
    private final Polarity polarity;
    private final List<Mention> mentions;
    private final Project before;
    private final boolean corrects;
    private final boolean areaIsMeant;
    private final boolean wholeDwellingOnly;

    private final List<Integer> areas = new ArrayList<>();
    private @Nullable BigDecimal area;
    private @Nullable BigDecimal length;
    private final Map<String, BigDecimal> ofItems = new LinkedHashMap<>();
    private final Set<String> uncounted = new TreeSet<>();

    /**
     * @param room the room that is named, if one is
     */
    Quantities(
            Sentence sentence,
            Polarity polarity,
            List<Mention> mentions,
            Project before,
            boolean corrects,
            Optional<Room> room) {
        this.sentence = sentence;
        this.polarity = polarity;
        this.mentions = mentions;
        this.before = before;
        this.corrects = corrects;
        this.areaIsMeant = room.isPresent() || before.isAsked(Question.SURFACE);
        this.wholeDwellingOnly = room.filter(r -> r != Room.LOGEMENT).isEmpty();
        assign();
    }

    Optional<BigDecimal> area() {
        return Optional.ofNullable(area);
    }

    Optional<BigDecimal> length() {
        return Optional.ofNullable(length);
    }

    Map<String, BigDecimal> ofItems() {
        return ofItems;
    }

    Set<String> uncounted() {
        return uncounted;
    }

    private void assign() {
        for (int at = 0; at < sentence.size(); at++) {
            if (sentence.at(at) instanceof Token.Measure m && !isRefused(at)) {
                measure(at, m);
            }
        }
        area = floorArea();
        mentions.stream().filter(m -> polarity.of(m) == Polarity.Sign.WANTED).forEach(this::count);
        if (area == null && length == null && ofItems.isEmpty()) {
            bareNumber();
        }
        floorAreaOfAnItem();
        correctsTheOnlyQuantity();
    }

    private void measure(int at, Token.Measure measure) {
        boolean square = measure.unit() == Token.Unit.AREA || measure.unit() == Token.Unit.BARE_AREA;
        var owner = owner(at);
        if (owner.isPresent() && owner.get().item().unit() == PriceItem.Unit.PIECE) {
            return;
        }
        if (owner.isPresent() && unitOf(measure.unit()) == owner.get().item().unit()) {
            ofItems.put(owner.get().item().code(), measure.value());
        } else if (measure.unit() == Token.Unit.AREA || (square && areaIsMeant)) {
            areas.add(at);
        } else if (measure.unit() == Token.Unit.LENGTH) {
            length = measure.value();
        }
    }

    private static PriceItem.@Nullable Unit unitOf(Token.Unit unit) {
        return switch (unit) {
            case AREA, BARE_AREA -> PriceItem.Unit.SQUARE_METRE;
            case LENGTH -> PriceItem.Unit.METRE;
            case VOLUME -> PriceItem.Unit.CUBIC_METRE;
            case YEARS, IGNORED -> null;
        };
    }

    /**
     * The item that the number stands beside. Names that share a word, as in « carrelage mural et sol », own a number
     * only when each of them has its own; a room's number is the room's.
     */
    private Optional<Mention> owner(int at) {
        if (isOfARoom(at)) {
            return Optional.empty();
        }
        return mentions.stream()
                .filter(m -> sharing(m).isEmpty()
                        ? standsBefore(m, at) || standsAfter(m, at) || (m.start() < at && at < m.last())
                        : standsBefore(m, at) && sharing(m).stream().allMatch(this::isMeasured))
                .findFirst();
    }

    private List<Mention> sharing(Mention mention) {
        return mentions.stream()
                .filter(other ->
                        !other.equals(mention) && other.places().stream().anyMatch(mention.places()::contains))
                .toList();
    }

    private boolean isMeasured(Mention mention) {
        for (int at = mention.last() + 1; at < sentence.size(); at++) {
            if (sentence.at(at) instanceof Token.Measure) {
                return standsBefore(mention, at);
            }
        }
        return false;
    }

    /** « un salon de 20 m² à repeindre ». */
    private boolean isOfARoom(int at) {
        int before = wordBefore(at);
        for (var room : Room.values()) {
            for (var name : room.names()) {
                for (int start = Math.max(0, before - 4); start <= before; start++) {
                    var places = name.matchAt(sentence, start);
                    if (places != null && places.getLast() == before) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private int wordBefore(int at) {
        int before = at - 1;
        while (before >= 0 && (Phrase.isLittle(sentence.word(before)) || ABOUT.contains(sentence.word(before)))) {
            before--;
        }
        return before;
    }

    private boolean standsBefore(Mention mention, int at) {
        for (int between = mention.last() + 1; between < at; between++) {
            boolean soft = sentence.hasSign(between, ':') || sentence.hasSign(between, '(');
            if (!soft && !Phrase.isLittle(sentence.word(between)) && !ABOUT.contains(sentence.word(between))) {
                return false;
            }
        }
        return mention.last() < at;
    }

    private boolean standsAfter(Mention mention, int at) {
        for (int between = at + 1; between < mention.start(); between++) {
            if (!Phrase.isLittle(sentence.word(between))) {
                return false;
            }
        }
        return at < mention.start() && !sentence.word(at + 1).equals("dans");
    }

    private @Nullable BigDecimal floorArea() {
        var own = areas.stream().filter(at -> !isOfTheDwelling(at)).toList();
        var usable = own.isEmpty() && wholeDwellingOnly ? areas : own;
        if (usable.isEmpty()) {
            return null;
        }
        var first = value(usable.getFirst());
        if (usable.size() == 1) {
            return first.multiply(each(usable.getFirst()));
        }
        if (corrects) {
            return value(usable.getLast());
        }
        return isSum(usable) ? usable.stream().map(this::value).reduce(BigDecimal.ZERO, BigDecimal::add) : first;
    }

    /** « deux chambres de 12 m² chacune » are 24 m². */
    private BigDecimal each(int at) {
        boolean each =
                sentence.word(at + 1).equals("chacune") || sentence.word(at + 1).equals("chacun");
        int number = wordBefore(at) - 1;
        return each && number >= 0 && sentence.at(number) instanceof Token.Numeral n && isCount(n.value())
                ? n.value()
                : BigDecimal.ONE;
    }

    /** « maison de 120 m² » says nothing of a room. */
    private boolean isOfTheDwelling(int at) {
        var stem = sentence.stem(wordBefore(at));
        return Room.LOGEMENT.names().stream()
                .anyMatch(name -> name.stems().getFirst().equals(stem));
    }

    /** « une chambre de 12 m² et une de 10 m² ». */
    private boolean isSum(List<Integer> places) {
        for (int i = 1; i < places.size(); i++) {
            boolean and = false;
            for (int at = places.get(i - 1) + 1; at < places.get(i); at++) {
                and |= sentence.word(at).equals("et") || sentence.hasSign(at, '+');
            }
            if (!and) {
                return false;
            }
        }
        return true;
    }

    private BigDecimal value(int at) {
        return sentence.at(at) instanceof Token.Measure m ? m.value() : BigDecimal.ZERO;
    }

    private void count(Mention mention) {
        var item = mention.item();
        if (item.unit() != PriceItem.Unit.PIECE) {
            return;
        }
        for (int at = mention.last(); at >= 0 && at >= mention.start() - 2; at--) {
            boolean near = at >= mention.start() - 1 || Phrase.isLittle(sentence.word(at + 1));
            if (near && sentence.at(at) instanceof Token.Numeral n && isCount(n.value())) {
                ofItems.put(item.code(), n.value());
                return;
            }
        }
        int after = mention.last() + 1;
        if (after + 1 < sentence.size()
                && (sentence.word(after).equals("x") || sentence.breaks(after))
                && sentence.at(after + 1) instanceof Token.Numeral n
                && isCount(n.value())
                && sentence.breaks(after + 2)) {
            ofItems.put(item.code(), n.value());
            return;
        }
        for (int at = mention.start() - 1; at < mention.last(); at++) {
            if (PLURAL.contains(sentence.word(at))) {
                uncounted.add(item.code());
            }
        }
    }

    private static boolean isCount(BigDecimal value) {
        return value.signum() > 0 && value.scale() <= 0 && value.compareTo(BigDecimal.valueOf(1000)) <= 0;
    }

    /** « 8 », asked for the surface; « surface : 8 »; « non, plutôt 12 », of what is known already. */
    private void bareNumber() {
        for (int at = 0; at < sentence.size(); at++) {
            if (!(sentence.at(at) instanceof Token.Numeral n) || !isMeasure(n.value()) || isRefused(at)) {
                continue;
            }
            if (saysSurface(at)) {
                area = n.value();
            } else if (sentence.breaks(at + 1) || sentence.size() <= SHORT) {
                bareNumber(n.value());
            }
        }
    }

    private boolean isRefused(int at) {
        return polarity.at(at) == Polarity.Sign.REFUSED;
    }

    private static boolean isMeasure(BigDecimal value) {
        return value.signum() > 0 && value.compareTo(LARGEST_MEASURE) <= 0;
    }

    private boolean saysSurface(int at) {
        boolean named = false;
        for (int before = at - 1; before >= 0 && before >= at - 3; before--) {
            named |= sentence.word(before).equals("surface")
                    || sentence.word(before).equals("superficie");
        }
        return named;
    }

    private void bareNumber(BigDecimal value) {
        var asked = before.askedQuantity();
        if (before.isAsked(Question.SURFACE)) {
            area = value;
        } else if (asked.isPresent()) {
            ofItems.put(asked.get(), value);
        } else if (corrects && before.floorArea().isPresent()) {
            area = value;
        } else if (corrects && before.quantities().size() == 1) {
            ofItems.put(before.quantities().keySet().iterator().next(), value);
        }
    }

    /** « carrelage au sol 12 m² » says the floor's area too, where nobody said it. */
    private void floorAreaOfAnItem() {
        if (area != null || before.floorArea().isPresent()) {
            return;
        }
        for (var mention : mentions) {
            var derived = mention.item().derived();
            var said = ofItems.get(mention.item().code());
            if (said != null
                    && derived != null
                    && derived.measure().equals(Project.FLOOR_AREA)
                    && derived.factor().compareTo(BigDecimal.ONE) == 0) {
                area = said;
                ofItems.remove(mention.item().code());
                return;
            }
        }
    }

    /** « 15 m² de carrelage mural », then « finalement 12 m² ». */
    private void correctsTheOnlyQuantity() {
        var asked = before.askedQuantity();
        if (asked.isPresent() && length != null) {
            ofItems.put(asked.get(), length);
            length = null;
        } else if (before.isAsked(Question.SURFACE) && area == null && length != null) {
            area = length;
            length = null;
        } else if (corrects
                && area != null
                && before.floorArea().isEmpty()
                && before.quantities().size() == 1) {
            ofItems.put(before.quantities().keySet().iterator().next(), area);
            area = null;
        }
    }
}
