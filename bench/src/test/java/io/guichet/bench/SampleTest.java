package io.guichet.bench;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SampleTest {

    @Test
    void a_percentile_is_the_smallest_latency_that_its_share_did_not_exceed() {
        var latencies = new Latencies();
        for (var millis = 1; millis <= 100; millis++) {
            latencies.add(millis * 1_000_000L);
        }

        var sample = Sample.of(List.of(latencies), Duration.ofSeconds(2));

        assertThat(sample.perSecond()).isEqualTo(50);
        assertThat(sample.p50()).isEqualTo(50);
        assertThat(sample.p99()).isEqualTo(99);
        assertThat(sample.worst()).isEqualTo(100);
    }

    @Test
    void one_disturbed_round_does_not_move_the_ratio() {
        assertThat(Report.median(new double[] {0.4, 0.41, 0.02})).isEqualTo(0.4);
        assertThat(Report.median(new double[] {0.4, 0.5})).isEqualTo(0.45);
    }
}
