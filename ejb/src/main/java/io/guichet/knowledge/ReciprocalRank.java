package io.guichet.knowledge;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes one order of several by reciprocal rank: what stands at rank r of an order gets w / (60 + r) from it. Scores of
 * different searches cannot be compared; ranks can.
 *
 * @see "Cormack, Clarke and Büttcher, Reciprocal Rank Fusion, SIGIR 2009"
 */
final class ReciprocalRank {

    private static final int K = 60;

    private ReciprocalRank() {}

    /**
     * @param order ids, the best first
     * @param weight of this order beside the others
     */
    record Ranking(List<String> order, double weight) {}

    /** The ids of all, the best first, each with its score. Of equals the one that comes first in the first order is first. */
    static Map<String, Double> fuse(List<Ranking> rankings) {
        var scores = new LinkedHashMap<String, Double>();
        for (var ranking : rankings) {
            var rank = 1;
            for (var id : ranking.order()) {
                scores.merge(id, ranking.weight() / (K + rank), Double::sum);
                rank++;
            }
        }
        var fused = new LinkedHashMap<String, Double>();
        scores.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .forEach(entry -> fused.put(entry.getKey(), entry.getValue()));
        return fused;
    }
}
