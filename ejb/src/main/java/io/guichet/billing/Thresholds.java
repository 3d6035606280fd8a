package io.guichet.billing;

import java.math.BigInteger;
import java.util.List;

/** At which parts of a quota somebody is told. */
final class Thresholds {

    private static final List<Integer> PERCENT = List.of(80, 90, 100);
    private static final BigInteger HUNDRED = BigInteger.valueOf(100);

    private Thresholds() {}

    /**
     * Those that a use reached and that nobody was told of.
     *
     * @param told the highest that somebody was told of; 0 for none
     * @return ascending
     */
    static List<Integer> reached(long used, long quota, int told) {
        return PERCENT.stream()
                .filter(threshold -> threshold > told && quota > 0 && isReached(used, quota, threshold))
                .toList();
    }

    private static boolean isReached(long used, long quota, int threshold) {
        return BigInteger.valueOf(used)
                        .multiply(HUNDRED)
                        .compareTo(BigInteger.valueOf(quota).multiply(BigInteger.valueOf(threshold)))
                >= 0;
    }
}
