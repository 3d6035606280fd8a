package io.guichet.sector.artisan;

import io.guichet.spi.sector.PreQuoteDraft.Dwelling;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what a sentence says of the dwelling's age. A year of construction counts only when it is old enough for every
 * calendar: an agent has no clock.
 */
final class DwellingAge {

    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final BigDecimal OLDEST_YEAR = BigDecimal.valueOf(1000);
    private static final BigDecimal CERTAINLY_OLD_BEFORE = BigDecimal.valueOf(2015);

    private static final BigDecimal LAST_YEAR = BigDecimal.valueOf(2100);

    private static final Set<String> DWELLINGS = Set.of(
            "maison",
            "logement",
            "appartement",
            "immeuble",
            "pavillon",
            "habitation",
            "construction",
            "studio",
            "bien",
            "construit",
            "construite",
            "construits",
            "bati",
            "batie",
            "date",
            "built",
            "annees",
            "batiment",
            "duplex");
    private static final Set<String> MORE = Set.of("plus", "than", "over", "depuis", "older");
    private static final Set<String> LESS = Set.of("moins", "under", "within");
    private static final Set<String> NEW = Set.of("neuf", "neuve", "neufs", "recent", "recente", "vefa");
    private static final Set<String> OLD =
            Set.of("ancien", "ancienne", "vieux", "vieille", "vieil", "haussmannien", "haussmannienne", "old");
    private static final Set<String> BUSINESS = Set.of("commerce", "boutique", "magasin", "entrepot", "commercial");
    private static final Set<String> GUARANTEE = Set.of("garantie", "garanti", "decennale", "experience");

    private final Sentence sentence;
    private final boolean asked;

    /**
     * @param asked whether the contact was asked for it just before
     */
    DwellingAge(Sentence sentence, boolean asked) {
        this.sentence = sentence;
        this.asked = asked;
    }

    /** What is said; {@link Dwelling#UNKNOWN} when the contact says not to know, empty when nothing is said of it. */
    Optional<Dwelling> read(Answers answers) {
        var said = years().or(this::year).or(this::adjective);
        if (said.isPresent() || !asked) {
            return said;
        }
        if (answers.doesNotKnow()) {
            return Optional.of(Dwelling.UNKNOWN);
        }
        if (answers.saysYes()) {
            return Optional.of(Dwelling.OVER_TWO_YEARS);
        }
        return answers.saysNo() ? Optional.of(Dwelling.TWO_YEARS_OR_LESS) : Optional.empty();
    }

    /** « plus de deux ans », « moins de 2 ans », « elle a 30 ans », « n'a pas deux ans ». */
    private Optional<Dwelling> years() {
        for (int at = 0; at < sentence.size(); at++) {
            if (sentence.at(at) instanceof Token.Measure m && m.unit() == Token.Unit.YEARS && !guarantee(at)) {
                int before = wordBefore(at);
                boolean more = MORE.contains(sentence.word(before));
                boolean less = LESS.contains(sentence.word(before))
                        || sentence.word(before - 1).equals("less");
                if (more || less || asked || aDwellingIsNamed()) {
                    int compared = m.value().compareTo(TWO);
                    boolean over = !less && (more ? compared >= 0 : compared > 0) && !denied(before);
                    return Optional.of(over ? Dwelling.OVER_TWO_YEARS : Dwelling.TWO_YEARS_OR_LESS);
                }
            }
        }
        return Optional.empty();
    }

    private int wordBefore(int at) {
        int before = at - 1;
        while (before >= 0 && Phrase.isLittle(sentence.word(before))) {
            before--;
        }
        return before;
    }

    private boolean denied(int before) {
        for (int at = before; at >= 0 && at >= before - 2; at--) {
            if (sentence.word(at).equals("pas") || sentence.word(at).equals("not")) {
                return true;
            }
        }
        return false;
    }

    private boolean guarantee(int at) {
        for (int near = at - 3; near <= at + 3; near++) {
            if (GUARANTEE.contains(sentence.word(near))) {
                return true;
            }
        }
        return false;
    }

    /** « construite en 1970 », « maison de 1985 », « années 70 ». */
    private Optional<Dwelling> year() {
        for (int at = 0; at < sentence.size(); at++) {
            if (!(sentence.at(at) instanceof Token.Numeral n) || !(asked || aDwellingIsNamed())) {
                continue;
            }
            boolean decade = sentence.word(at - 1).equals("annees") && isOldDecade(n.value());
            boolean old = n.value().compareTo(OLDEST_YEAR) > 0 && n.value().compareTo(CERTAINLY_OLD_BEFORE) < 0;
            if (decade || (old && dates(at))) {
                return Optional.of(Dwelling.OVER_TWO_YEARS);
            }
            if (asked && isRecentYear(n.value())) {
                return Optional.of(Dwelling.UNKNOWN);
            }
        }
        return Optional.empty();
    }

    private static boolean isRecentYear(BigDecimal year) {
        return year.compareTo(CERTAINLY_OLD_BEFORE) >= 0 && year.compareTo(LAST_YEAR) <= 0;
    }

    /** « années 70 »; the tens and the twenties of a century say nothing. */
    private static boolean isOldDecade(BigDecimal decade) {
        return decade.compareTo(BigDecimal.valueOf(30)) >= 0 && decade.compareTo(BigDecimal.valueOf(100)) < 0;
    }

    private boolean dates(int at) {
        return asked
                || Set.of("en", "de", "annees", "in", "depuis", "des", "vers").contains(sentence.word(at - 1));
    }

    private Optional<Dwelling> adjective() {
        for (int at = 0; at < sentence.size(); at++) {
            var word = sentence.word(at);
            if (BUSINESS.contains(word)) {
                return Optional.of(Dwelling.TWO_YEARS_OR_LESS);
            }
            if (NEW.contains(word)
                    && (asked || nearDwelling(at))
                    && !sentence.word(at - 1).equals("a")) {
                return Optional.of(denied(at - 1) ? Dwelling.OVER_TWO_YEARS : Dwelling.TWO_YEARS_OR_LESS);
            }
            if (OLD.contains(word) && (asked || nearDwelling(at)) && !denied(at - 1)) {
                return Optional.of(Dwelling.OVER_TWO_YEARS);
            }
        }
        return Optional.empty();
    }

    private boolean nearDwelling(int at) {
        for (int near = at - 3; near <= at + 1; near++) {
            if (DWELLINGS.contains(sentence.word(near))) {
                return true;
            }
        }
        return false;
    }

    private boolean aDwellingIsNamed() {
        return sentence.tokens().stream().anyMatch(t -> t instanceof Token.Word w && DWELLINGS.contains(w.text()));
    }
}
