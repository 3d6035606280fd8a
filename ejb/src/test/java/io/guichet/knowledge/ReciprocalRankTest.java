package io.guichet.knowledge;

import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** One order of two. */
class ReciprocalRankTest {

    @Test
    void what_both_find_comes_before_what_one_finds_first() {
        var fused = ReciprocalRank.fuse(List.of(
                new ReciprocalRank.Ranking(List.of("a", "b"), 1), new ReciprocalRank.Ranking(List.of("c", "b"), 1)));

        assertThat(fused.keySet()).containsExactly("b", "a", "c");
        assertThat(fused.get("b")).isCloseTo(2.0 / 62, within(1e-12));
    }

    @Test
    void what_counts_more_wins() {
        var fused = ReciprocalRank.fuse(
                List.of(new ReciprocalRank.Ranking(List.of("a"), 0.5), new ReciprocalRank.Ranking(List.of("b"), 1)));

        assertThat(fused.keySet()).containsExactly("b", "a");
    }

    @Test
    void without_one_order_the_other_stands() {
        var fused = ReciprocalRank.fuse(List.of(
                new ReciprocalRank.Ranking(List.of("a", "b", "c"), 1), new ReciprocalRank.Ranking(List.of(), 1)));

        assertThat(fused.keySet()).containsExactly("a", "b", "c");
    }
}
