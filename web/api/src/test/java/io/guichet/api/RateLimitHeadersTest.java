package io.guichet.api;

import io.guichet.throttle.Limit;
import io.guichet.throttle.Verdict;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How a limit stands, as a caller's software reads it. */
class RateLimitHeadersTest {

    private static final Limit SIXTY = new Limit("visitor-writes", 60, Duration.ofMinutes(1));

    @Test
    void a_success_says_how_much_is_left_and_until_when() {
        var headers = headers(new Verdict.Granted(SIXTY, 12, Duration.ofMillis(32_001)));

        assertThat(headers.getFirst("RateLimit-Policy")).isEqualTo("\"visitor-writes\";q=60;w=60");
        assertThat(headers.getFirst("RateLimit")).isEqualTo("\"visitor-writes\";r=12;t=33");
        assertThat(headers.getFirst("RateLimit-Limit")).isEqualTo(60);
        assertThat(headers.getFirst("RateLimit-Remaining")).isEqualTo(12);
        assertThat(headers.getFirst("RateLimit-Reset")).isEqualTo(33L);
        assertThat(headers).doesNotContainKey("Retry-After");
    }

    @Test
    void whoever_waits_as_a_refusal_says_is_not_too_early() {
        assertThat(headers(new Verdict.Refused(SIXTY, Duration.ofMillis(10))).getFirst("Retry-After"))
                .isEqualTo(1L);
        assertThat(headers(new Verdict.Refused(SIXTY, Duration.ofMillis(41_500)))
                        .getFirst("Retry-After"))
                .isEqualTo(42L);
    }

    private static MultivaluedHashMap<String, Object> headers(Verdict verdict) {
        var headers = new MultivaluedHashMap<String, Object>();
        RateLimitHeaders.write(verdict, headers);
        return headers;
    }
}
