package io.guichet.sector.artisan;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns « vingt-cinq », « une dizaine de » and « trois virgule cinq » into numbers. */
final class NumberWords {

    private static final Map<String, Integer> SMALL = Map.ofEntries(
            Map.entry("deux", 2),
            Map.entry("trois", 3),
            Map.entry("quatre", 4),
            Map.entry("cinq", 5),
            Map.entry("six", 6),
            Map.entry("sept", 7),
            Map.entry("huit", 8),
            Map.entry("dix", 10),
            Map.entry("onze", 11),
            Map.entry("douze", 12),
            Map.entry("treize", 13),
            Map.entry("quatorze", 14),
            Map.entry("quinze", 15),
            Map.entry("seize", 16),
            Map.entry("vingt", 20),
            Map.entry("vingts", 20),
            Map.entry("trente", 30),
            Map.entry("quarante", 40),
            Map.entry("cinquante", 50),
            Map.entry("soixante", 60),
            Map.entry("cent", 100),
            Map.entry("cents", 100),
            Map.entry("two", 2),
            Map.entry("three", 3),
            Map.entry("five", 5),
            Map.entry("seven", 7),
            Map.entry("eight", 8),
            Map.entry("nine", 9),
            Map.entry("ten", 10),
            Map.entry("twelve", 12),
            Map.entry("fifteen", 15),
            Map.entry("twenty", 20));

    private static final Map<String, Integer> ABOUT = Map.of(
            "dizaine", 10,
            "douzaine", 12,
            "quinzaine", 15,
            "vingtaine", 20,
            "trentaine", 30,
            "quarantaine", 40,
            "cinquantaine", 50,
            "soixantaine", 60,
            "centaine", 100);

    /** Words that are numbers only before a unit: « un », and « neuf » or « four » that mean other things too. */
    private static final Map<String, Integer> BEFORE_A_UNIT = Map.of("un", 1, "une", 1, "neuf", 9, "four", 4);

    private static final Set<String> UNITS =
            Set.of("m", "m2", "m3", "ml", "metre", "metres", "ans", "an", "cm", "x", "years", "year");

    private final List<Token> in;
    private final List<Token> out = new ArrayList<>();
    private int at;

    private NumberWords(List<Token> tokens) {
        this.in = tokens;
    }

    static List<Token> toNumbers(List<Token> tokens) {
        return new NumberWords(tokens).toNumbers();
    }

    private List<Token> toNumbers() {
        while (at < in.size()) {
            if (in.get(at) instanceof Token.Word word && (about(word) || counted())) {
                continue;
            }
            out.add(in.get(at));
            at++;
        }
        return out;
    }

    private boolean about(Token.Word word) {
        var value = ABOUT.get(word.text());
        if (value == null) {
            return false;
        }
        if (!out.isEmpty() && out.getLast().is("une")) {
            out.removeLast();
        }
        at++;
        if (at < in.size() && (in.get(at).is("de") || in.get(at).is("d"))) {
            at++;
        }
        out.add(number(value));
        return true;
    }

    private boolean counted() {
        int start = at;
        int sum = 0;
        while (at < in.size()) {
            var value = valueAt(sum);
            if (value == null) {
                break;
            }
            // 80 and 100 multiply what stands before them: quatre-vingt, deux cents
            boolean multiplies = (value == 100 && sum > 0) || (value == 20 && sum == 4);
            sum = multiplies ? sum * value : sum + value;
            at++;
            if (at + 1 < in.size() && in.get(at).is("et") && in.get(at + 1).is("un")) {
                sum++;
                at += 2;
            }
        }
        if (at == start || sum > 9_999) {
            at = start;
            return false;
        }
        out.add(decimal(sum));
        return true;
    }

    private @Nullable Integer valueAt(int sum) {
        if (!(in.get(at) instanceof Token.Word word)) {
            return null;
        }
        var small = SMALL.get(word.text());
        if (small != null) {
            return small;
        }
        var one = BEFORE_A_UNIT.get(word.text());
        boolean unitFollows =
                at + 1 < in.size() && in.get(at + 1) instanceof Token.Word next && UNITS.contains(next.text());
        return one != null && (unitFollows || (sum >= 20 && one == 9)) ? one : null;
    }

    private Token decimal(int whole) {
        if (at + 1 < in.size() && in.get(at).is("virgule") && in.get(at + 1) instanceof Token.Word word) {
            var tenths = SMALL.get(word.text());
            if (tenths != null && tenths < 10) {
                at += 2;
                return new Token.Numeral(new BigDecimal(whole + "." + tenths), false);
            }
        }
        if (at + 1 < in.size()
                && in.get(at).is("et")
                && (in.get(at + 1).is("demi") || in.get(at + 1).is("demie"))) {
            at += 2;
            return new Token.Numeral(new BigDecimal(whole + ".5"), false);
        }
        return number(whole);
    }

    private static Token number(int value) {
        return new Token.Numeral(BigDecimal.valueOf(value), false);
    }
}
