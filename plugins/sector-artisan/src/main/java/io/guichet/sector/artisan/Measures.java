package io.guichet.sector.artisan;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds numbers with their units, and two lengths that make an area: 8m², 8 m 2, 3m50 sur 2m20, 12 ml. */
final class Measures {

    private static final BigDecimal HUNDRED = new BigDecimal(100);
    private static final BigDecimal LARGEST = new BigDecimal(10_000);
    private static final BigDecimal LONGEST_BARE_SIDE = new BigDecimal(30);
    private static final BigDecimal SMALLEST_AREA = new BigDecimal("0.5");

    private static final Set<String> METRES = Set.of("m", "metre", "metres", "meter", "meters");
    private static final Set<String> SQUARE = Set.of("carre", "carres", "carree", "carrees");
    private static final Set<String> LINEAR = Set.of("lineaire", "lineaires", "lin");
    private static final Set<String> CUBIC = Set.of("cube", "cubes");
    private static final Set<String> TIMES = Set.of("x", "sur", "par", "by");
    private static final Set<String> SIDES = Set.of("long", "large", "longueur", "largeur", "haut", "hauteur");
    private static final Set<String> YEARS = Set.of("an", "ans", "annee", "annees", "year", "years");
    private static final Set<String> IGNORED = Set.of(
            "€",
            "euro",
            "euros",
            "eur",
            "e",
            "k",
            "ke",
            "%",
            "cm",
            "mm",
            "kg",
            "kw",
            "litres",
            "jours",
            "mois",
            "semaines",
            "h",
            "heures");

    private final List<Token> in;
    private final List<Token> out = new ArrayList<>();

    private Measures(List<Token> tokens) {
        this.in = tokens;
    }

    /** The same tokens, each number with a unit made one {@link Token.Measure}. */
    static List<Token> collapse(List<Token> tokens) {
        return new Measures(tokens).collapse();
    }

    private record Found(Token.Measure measure, int end) {}

    private record Length(BigDecimal metres, boolean unit, int end) {}

    private List<Token> collapse() {
        int at = 0;
        while (at < in.size()) {
            var found = in.get(at) instanceof Token.Numeral n ? find(at, n) : null;
            if (found == null) {
                out.add(in.get(at));
                at++;
            } else {
                out.add(found.measure());
                at = found.end();
            }
        }
        return out;
    }

    private @Nullable Found find(int at, Token.Numeral number) {
        var grouped = thousands(at, number);
        if (grouped != null) {
            return grouped;
        }
        var sides = sides(at);
        if (sides != null) {
            return sides;
        }
        return single(at + 1, number.value());
    }

    /** 1 200 m². */
    private @Nullable Found thousands(int at, Token.Numeral number) {
        if (at + 1 < in.size()
                && in.get(at + 1) instanceof Token.Numeral hundreds
                && !hundreds.glued()
                && number.value().scale() == 0
                && number.value().compareTo(BigDecimal.TEN) < 0
                && hundreds.value().scale() <= 0
                && hundreds.value().compareTo(HUNDRED) >= 0
                && hundreds.value().compareTo(new BigDecimal(1000)) < 0) {
            return single(at + 2, number.value().multiply(new BigDecimal(1000)).add(hundreds.value()));
        }
        return null;
    }

    private @Nullable Found single(int unitAt, BigDecimal value) {
        if (word(unitAt, "square") || word(unitAt, "sq")) {
            return isWord(unitAt + 1, METRES) ? measure(value, Token.Unit.AREA, unitAt + 2) : null;
        }
        if (word(unitAt, "m2") || word(unitAt, "sqm") || word(unitAt, "mc")) {
            return measure(value, Token.Unit.AREA, unitAt + 1);
        }
        if (word(unitAt, "m3")) {
            return measure(value, Token.Unit.VOLUME, unitAt + 1);
        }
        if (word(unitAt, "ml")) {
            return measure(value, Token.Unit.LENGTH, unitAt + 1);
        }
        if (isWord(unitAt, YEARS)) {
            return measure(value, Token.Unit.YEARS, unitAt + 1);
        }
        if (isWord(unitAt, METRES)) {
            return metres(unitAt, value);
        }
        return isWord(unitAt, IGNORED) ? new Found(new Token.Measure(value, Token.Unit.IGNORED), unitAt + 1) : null;
    }

    private @Nullable Found metres(int unitAt, BigDecimal value) {
        int next = unitAt + 1;
        if (isWord(next, SQUARE)) {
            return measure(value, Token.Unit.AREA, next + 1);
        }
        if (isWord(next, LINEAR)) {
            return measure(value, Token.Unit.LENGTH, next + 1);
        }
        if (isWord(next, CUBIC)) {
            return measure(value, Token.Unit.VOLUME, next + 1);
        }
        if (word(unitAt, "m") && power(next, 2)) {
            return measure(value, Token.Unit.AREA, next + 1);
        }
        if (word(unitAt, "m") && power(next, 3)) {
            return measure(value, Token.Unit.VOLUME, next + 1);
        }
        var length = length(unitAt - 1, value);
        int end = length == null ? next : length.end();
        var metres = length == null ? value : length.metres();
        boolean height = saysHeight(end) || lastSaysHeight();
        return measure(metres, height ? Token.Unit.IGNORED : Token.Unit.LENGTH, end);
    }

    private boolean power(int at, int power) {
        return at < in.size()
                && in.get(at) instanceof Token.Numeral n
                && n.value().compareTo(BigDecimal.valueOf(power)) == 0
                && (at + 1 >= in.size() || !isWord(at + 1, METRES));
    }

    private boolean saysHeight(int at) {
        return (word(at, "de") || word(at, "d"))
                && (word(at + 1, "haut") || word(at + 1, "hauteur") || word(at + 1, "profondeur"));
    }

    private boolean lastSaysHeight() {
        for (int back = 1; back <= 4 && back <= out.size(); back++) {
            if (out.get(out.size() - back).is("hauteur")) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Found sides(int at) {
        if (!(in.get(at) instanceof Token.Numeral n)) {
            return null;
        }
        var first = length(at, n.value());
        int times = first == null ? at : skipSide(first.end());
        if (first == null || !isWord(times, TIMES) || times + 1 >= in.size()) {
            return null;
        }
        var second = in.get(times + 1) instanceof Token.Numeral m ? length(times + 1, m.value()) : null;
        if (second == null) {
            return null;
        }
        int end = skipThird(skipSide(second.end()));
        var area = first.metres().multiply(second.metres()).setScale(2, RoundingMode.HALF_EVEN);
        boolean unit = first.unit() || second.unit();
        boolean tooLong = first.metres().max(second.metres()).compareTo(LONGEST_BARE_SIDE) > 0;
        if (area.compareTo(SMALLEST_AREA) < 0 || (!unit && tooLong)) {
            return new Found(new Token.Measure(area, Token.Unit.IGNORED), end);
        }
        return measure(area, unit ? Token.Unit.AREA : Token.Unit.BARE_AREA, end);
    }

    private int skipThird(int at) {
        if (isWord(at, TIMES) && at + 1 < in.size() && in.get(at + 1) instanceof Token.Numeral n) {
            var third = length(at + 1, n.value());
            return third == null ? at : third.end();
        }
        return at;
    }

    private int skipSide(int at) {
        return word(at, "de") && isWord(at + 1, SIDES) ? at + 2 : at;
    }

    /** 3, 3 m, 3m50, 3 m 50, 350 cm. An area or a volume is no length. */
    private @Nullable Length length(int at, BigDecimal value) {
        if (word(at + 1, "cm")) {
            return new Length(value.divide(HUNDRED, 4, RoundingMode.HALF_EVEN), true, at + 2);
        }
        if (!isWord(at + 1, METRES)) {
            return word(at + 1, "m2") || word(at + 1, "m3") || word(at + 1, "ml")
                    ? null
                    : new Length(value, false, at + 1);
        }
        if (isWord(at + 2, SQUARE) || isWord(at + 2, CUBIC)) {
            return null;
        }
        if (at + 2 < in.size() && in.get(at + 2) instanceof Token.Numeral rest && centimetres(rest)) {
            return new Length(value.add(rest.value().divide(HUNDRED, 4, RoundingMode.HALF_EVEN)), true, at + 3);
        }
        return new Length(value, true, at + 2);
    }

    private static boolean centimetres(Token.Numeral rest) {
        return rest.value().scale() <= 0
                && rest.value().compareTo(BigDecimal.TEN) >= 0
                && rest.value().compareTo(HUNDRED) < 0;
    }

    private boolean word(int at, String text) {
        return at < in.size() && in.get(at).is(text);
    }

    private boolean isWord(int at, Set<String> texts) {
        return at < in.size() && in.get(at) instanceof Token.Word w && texts.contains(w.text());
    }

    private static Found measure(BigDecimal value, Token.Unit unit, int end) {
        var rounded = value.setScale(2, RoundingMode.HALF_EVEN).stripTrailingZeros();
        var plain = rounded.scale() < 0 ? rounded.setScale(0) : rounded;
        boolean usable = plain.signum() > 0 && plain.compareTo(LARGEST) <= 0;
        return new Found(new Token.Measure(plain, usable ? unit : Token.Unit.IGNORED), end);
    }
}
