package io.guichet.webhook;

import io.guichet.kernel.HttpOutcome;
import io.guichet.testing.MovingClock;
import io.guichet.webhook.AttemptPolicy.Decision;
import io.guichet.webhook.AttemptPolicy.History;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AttemptPolicyTest {

    private final MovingClock clock = new MovingClock("2026-11-02T08:00:00Z");

    private Decision first(HttpOutcome outcome) {
        return AttemptPolicy.decide(outcome, new History(1, null), clock.instant());
    }

    private static HttpOutcome answered(int status) {
        return new HttpOutcome.Answered(status, Map.of(), "");
    }

    private static HttpOutcome answered(int status, String retryAfter) {
        return new HttpOutcome.Answered(status, Map.of("retry-after", retryAfter), "");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void any_2xx_is_delivered(int status) {
        assertThat(first(answered(status))).isEqualTo(new Decision.Delivered());
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 304, 307, 308, 400, 401, 403, 404, 409, 422, 500, 501})
    void any_other_status_is_a_failure_that_is_tried_again_on_schedule(int status) {
        assertThat(first(answered(status))).isEqualTo(new Decision.Again("HTTP " + status, Duration.ofSeconds(5)));
    }

    @Test
    void gone_disables_the_endpoint_at_once() {
        assertThat(first(answered(410))).isEqualTo(new Decision.Disable("HTTP 410", DisabledReason.GONE));
    }

    @Test
    void no_answer_is_a_failure() {
        assertThat(first(new HttpOutcome.Failed("the host is not known")))
                .isEqualTo(new Decision.Again("the host is not known", Duration.ofSeconds(5)));
    }

    @Test
    void an_address_that_may_not_be_used_is_a_failure_with_its_reason() {
        assertThat(first(new HttpOutcome.Refused("its address may not be used: private")))
                .isEqualTo(new Decision.Again("its address may not be used: private", Duration.ofSeconds(5)));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 502, 503, 504})
    void an_overloaded_server_is_given_a_minute(int status) {
        assertThat(first(answered(status))).isEqualTo(new Decision.Again("HTTP " + status, Duration.ofMinutes(1)));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            120, PT2M
            ' 120 ', PT2M
            1, PT5S
            0, PT5S
            36000, PT10H
            36001, PT10H
            999999999, PT10H
            99999999999999999999, PT1M
            -5, PT1M
            soon, PT1M
            'Mon, 02 Nov 2026 09:00:00 GMT', PT1H
            'Mon, 02 Nov 2026 07:00:00 GMT', PT5S
            'Sun, 02 Nov 2036 07:00:00 GMT', PT10H
            """)
    void an_overloaded_server_is_given_the_time_it_asks_for_up_to_ten_hours(String retryAfter, Duration pause) {
        assertThat(first(answered(503, retryAfter))).isEqualTo(new Decision.Again("HTTP 503", pause));
    }

    @Test
    void a_server_that_is_not_overloaded_does_not_choose_when_we_come_back() {
        assertThat(first(answered(500, "3600"))).isEqualTo(new Decision.Again("HTTP 500", Duration.ofSeconds(5)));
    }

    @Test
    void a_delivery_is_tried_eight_times_over_a_day_and_then_lost() {
        var pauses = new ArrayList<Duration>();
        var since = clock.instant();
        Instant failingSince = null;
        for (var attempt = 1; ; attempt++) {
            var decision = AttemptPolicy.decide(answered(500), new History(attempt, failingSince), clock.instant());
            failingSince = since;
            if (!(decision instanceof Decision.Again again)) {
                assertThat(decision).isEqualTo(new Decision.Lost("HTTP 500"));
                break;
            }
            pauses.add(again.pause());
            clock.advance(again.pause());
        }

        assertThat(pauses)
                .map(Duration::toString)
                .containsExactly("PT5S", "PT5M", "PT30M", "PT2H", "PT5H", "PT10H", "PT10H");
    }

    @Test
    void an_endpoint_that_fails_for_five_days_is_disabled_whichever_delivery_it_is() {
        var since = clock.instant();
        clock.advance(Duration.ofDays(5).minusSeconds(1));
        assertThat(AttemptPolicy.decide(answered(500), new History(1, since), clock.instant()))
                .isInstanceOf(Decision.Again.class);

        clock.advance(Duration.ofSeconds(1));

        assertThat(AttemptPolicy.decide(answered(500), new History(1, since), clock.instant()))
                .isEqualTo(new Decision.Disable("HTTP 500", DisabledReason.FAILING));
    }

    @Test
    void a_success_counts_however_long_the_endpoint_failed() {
        var since = clock.instant();
        clock.advance(Duration.ofDays(30));

        assertThat(AttemptPolicy.decide(answered(200), new History(8, since), clock.instant()))
                .isEqualTo(new Decision.Delivered());
    }
}
