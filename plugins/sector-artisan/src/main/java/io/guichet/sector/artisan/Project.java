package io.guichet.sector.artisan;

import io.guichet.spi.sector.Fact;
import io.guichet.spi.sector.Facts;
import io.guichet.spi.sector.PreQuoteDraft.Dwelling;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that is known of a contact's project, as facts. */
record Project(Facts facts) {

    static final String FLOOR_AREA = "floor_area";
    static final String LENGTH = "length";

    private static final String TYPE = "project_type";
    private static final String WANTED = "wanted";
    private static final String REFUSED = "refused";
    private static final String DESCRIPTION = "description";
    private static final String DWELLING = "dwelling";
    private static final String QUANTITY = "quantity:";
    private static final String UNCOUNTED = "uncounted";
    private static final String ASKED = "asked";
    private static final String TIMES_ASKED = "times_asked:";
    private static final String NOT_KNOWN = "not_known";
    private static final String MISSES = "misses";
    private static final String PROPOSED = "proposed";

    private static final int MOST_ITEMS = 50;
    private static final int MOST_REFUSALS = 50;
    private static final int LONGEST_DESCRIPTION = 2_000;

    static Project of(Facts facts) {
        return new Project(facts);
    }

    Optional<String> type() {
        return facts.text(TYPE);
    }

    /** Codes of items that were named, in the order in which they were. */
    List<String> wanted() {
        return facts.texts(WANTED);
    }

    List<Phrase> refused() {
        return facts.texts(REFUSED).stream()
                .map(text -> new Phrase(Arrays.asList(text.split(" "))))
                .toList();
    }

    String description() {
        return facts.text(DESCRIPTION).orElse("");
    }

    Optional<BigDecimal> floorArea() {
        return facts.measure(FLOOR_AREA);
    }

    /** A measure by the name that a price book gives it. */
    Optional<BigDecimal> measure(String name) {
        return name.equals(FLOOR_AREA) || name.equals(LENGTH) ? facts.measure(name) : Optional.empty();
    }

    /** What was said of items themselves, by code. */
    Map<String, BigDecimal> quantities() {
        var quantities = new LinkedHashMap<String, BigDecimal>();
        facts.byName().forEach((name, fact) -> {
            if (name.startsWith(QUANTITY) && fact instanceof Fact.Measure measure) {
                quantities.put(name.substring(QUANTITY.length()), measure.value());
            }
        });
        return quantities;
    }

    boolean isUncounted(String code) {
        return facts.texts(UNCOUNTED).contains(code);
    }

    Dwelling dwelling() {
        var said = facts.text(DWELLING).orElse("");
        return Arrays.stream(Dwelling.values())
                .filter(dwelling -> dwelling.name().equals(said))
                .findFirst()
                .orElse(Dwelling.UNKNOWN);
    }

    boolean isAsked(Question question) {
        return facts.text(ASKED).filter(question.key()::equals).isPresent();
    }

    /** The code of the item whose quantity was asked for just before. */
    Optional<String> askedQuantity() {
        return facts.text(ASKED).map(key -> new Question(key).code()).filter(code -> !code.isEmpty());
    }

    int timesAsked(Question question) {
        return facts.measure(TIMES_ASKED + question.key())
                .map(BigDecimal::intValue)
                .orElse(0);
    }

    /** Whether the contact said not to know it. */
    boolean isNotKnown(Question question) {
        return facts.texts(NOT_KNOWN).contains(question.key());
    }

    int misses() {
        return facts.measure(MISSES).map(BigDecimal::intValue).orElse(0);
    }

    /** What the pre-quote that stands was made of; empty where none stands. */
    Optional<String> proposed() {
        return facts.text(PROPOSED);
    }

    Project asking(Question question) {
        var times = new Fact.Measure(BigDecimal.valueOf(timesAsked(question) + 1L), "times");
        return listeningFor(question).with(TIMES_ASKED + question.key(), times);
    }

    /** A short answer will be taken for an answer to this, without its having been asked once more. */
    Project listeningFor(Question question) {
        return with(ASKED, new Fact.Text(question.key()));
    }

    Project askingNothing() {
        return new Project(facts.without(ASKED));
    }

    Project missed(int misses) {
        return misses == 0
                ? new Project(facts.without(MISSES))
                : with(MISSES, new Fact.Measure(BigDecimal.valueOf(misses), "times"));
    }

    Project proposing(String fingerprint) {
        return with(PROPOSED, new Fact.Text(fingerprint));
    }

    /** This project after one more message. */
    Project learn(Understanding said, Catalogue catalogue) {
        var next = this;
        for (var item : said.wanted()) {
            next = next.wanting(item.code(), catalogue);
        }
        for (var refusal : said.refused()) {
            next = next.refusing(refusal, catalogue);
        }
        next = next.typed(said).measured(said);
        if (said.dwelling().isPresent()) {
            next = next.with(DWELLING, new Fact.Text(said.dwelling().get().name()));
        }
        if (said.has(Understanding.Signal.DOES_NOT_KNOW)) {
            next = next.notKnowing();
        }
        return said.describesWorks() ? next.described(said.text()) : next;
    }

    private Project wanting(String code, Catalogue catalogue) {
        var wanted = new LinkedHashSet<>(wanted());
        if (wanted.size() < MOST_ITEMS) {
            wanted.add(code);
        }
        var item = catalogue.item(code);
        var refused = refused().stream()
                .filter(phrase -> item.isEmpty() || !catalogue.speaksOf(phrase, item.get()))
                .map(phrase -> String.join(" ", phrase.stems()))
                .toList();
        return texts(WANTED, List.copyOf(wanted)).texts(REFUSED, refused);
    }

    private Project refusing(Phrase refusal, Catalogue catalogue) {
        var wanted = new ArrayList<>(wanted());
        wanted.removeIf(code -> catalogue
                .item(code)
                .filter(item -> catalogue.speaksOf(refusal, item))
                .isPresent());
        var next = texts(WANTED, wanted);
        for (var code : wanted()) {
            if (!wanted.contains(code)) {
                next = new Project(next.facts.without(QUANTITY + code));
            }
        }
        var refused = new LinkedHashSet<>(facts.texts(REFUSED));
        if (refused.size() < MOST_REFUSALS) {
            refused.add(String.join(" ", refusal.stems()));
        }
        return next.texts(REFUSED, List.copyOf(refused));
    }

    /** A room that is renovated as a whole wins over a trade; otherwise what was understood first stays. */
    private Project typed(Understanding said) {
        if (said.renovation().isPresent() && type().filter(Project::isOfARoom).isEmpty()) {
            return with(TYPE, new Fact.Text(said.renovation().get()));
        }
        return type().isEmpty() && said.trade().isPresent()
                ? with(TYPE, new Fact.Text(said.trade().get()))
                : this;
    }

    private static boolean isOfARoom(String type) {
        return type.startsWith("renovation_");
    }

    private Project measured(Understanding said) {
        var next = this;
        if (said.area().isPresent()) {
            next = next.with(FLOOR_AREA, new Fact.Measure(said.area().get(), "m2"));
        }
        if (said.length().isPresent()) {
            next = next.with(LENGTH, new Fact.Measure(said.length().get(), "ml"));
        }
        for (var quantity : said.quantities().entrySet()) {
            if (next.quantities().size() < MOST_ITEMS) {
                next = next.with(QUANTITY + quantity.getKey(), new Fact.Measure(quantity.getValue(), "item"));
            }
        }
        var uncounted = new LinkedHashSet<>(facts.texts(UNCOUNTED));
        uncounted.addAll(said.uncounted());
        return next.texts(UNCOUNTED, uncounted.stream().limit(MOST_ITEMS).toList());
    }

    private Project notKnowing() {
        var asked = facts.text(ASKED);
        if (asked.isEmpty() || facts.texts(NOT_KNOWN).size() >= MOST_ITEMS) {
            return this;
        }
        var notKnown = new LinkedHashSet<>(facts.texts(NOT_KNOWN));
        notKnown.add(asked.get());
        return texts(NOT_KNOWN, List.copyOf(notKnown));
    }

    private Project described(String text) {
        var clean = new StringBuilder();
        text.strip().codePoints().forEach(c -> clean.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
        var all = description().isEmpty() ? clean.toString() : description() + "\n" + clean;
        return with(DESCRIPTION, new Fact.Text(cut(all)));
    }

    private static String cut(String text) {
        if (text.length() <= LONGEST_DESCRIPTION) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST_DESCRIPTION - 1))
                ? LONGEST_DESCRIPTION - 1
                : LONGEST_DESCRIPTION;
        return text.substring(0, end);
    }

    private Project with(String name, Fact fact) {
        return new Project(facts.with(name, fact));
    }

    private Project texts(String name, List<String> values) {
        return values.isEmpty() ? new Project(facts.without(name)) : with(name, new Fact.Texts(values));
    }
}
