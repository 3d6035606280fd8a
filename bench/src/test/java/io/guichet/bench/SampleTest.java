package io.guichet.bench;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

class SampleTest {

    @Test
    void a_percentile_is_the_smallest_latency_that_its_share_did_not_exceed() {
        var latencies = new Latencies();
        for (var millis = 1; millis <= 100; millis++) {
            latencies.add(millis * 1_000_000L);
        }

        var sample = Sample.of(List.of(latencies), Duration.ofSeconds(2));

        assertThat(sample.perSecond()).isEqualTo(50);
        assertThat(sample.p50()).isCloseTo(50, withinPercentage(0.1));
        assertThat(sample.p99()).isCloseTo(99, withinPercentage(0.1));
        assertThat(sample.worst()).isCloseTo(100, withinPercentage(0.1));
    }

    @Test
    void one_disturbed_round_does_not_move_the_ratio() {
        assertThat(Report.median(new double[] {0.4, 0.41, 0.02})).isEqualTo(0.4);
        assertThat(Report.median(new double[] {0.4, 0.5})).isEqualTo(0.45);
    }
}
