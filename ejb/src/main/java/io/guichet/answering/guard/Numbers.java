package io.guichet.answering.guard;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Numbers in a text that are written in digits, each in one form: 2,50 is 2m50, and 1 200 is 1200. Pure. */
public final class Numbers {

    /** The 2 of m² counts nothing. */
    private static final Pattern POWER = Pattern.compile("(?<![a-z])([kdcm]?m)[23](?!\\d)");

    private static final Pattern METRES = Pattern.compile("(?<=\\d)m(?=\\d{2}(?!\\d))");

    /** A point before three digits parts thousands, a comma never does. */
    private static final Pattern NUMBER =
            Pattern.compile("(\\d{1,3}(?:[ '.]\\d{3})+)(?!\\d)(,\\d+)?|\\d+(?:[.,]\\d+)?");

    private Numbers() {}

    /** Whether every number of a text stands in one of others. */
    public static boolean allStandIn(Collection<String> others, String text) {
        var named = of(text);
        return named.isEmpty()
                || others.stream()
                        .flatMap(other -> of(other).stream())
                        .collect(Collectors.toSet())
                        .containsAll(named);
    }

    static Set<String> of(String text) {
        var measured = POWER.matcher(Folded.of(text)).replaceAll("$1");
        var numbers = new HashSet<String>();
        for (var m = NUMBER.matcher(METRES.matcher(measured).replaceAll(",")); m.find(); ) {
            var digits = m.group(1) == null ? m.group() : m.group().replaceAll("[ '.]", "");
            numbers.add(new BigDecimal(digits.replace(',', '.'))
                    .stripTrailingZeros()
                    .toPlainString());
        }
        return numbers;
    }
}
