package io.guichet.api;

import io.guichet.throttle.Verdict;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Duration;

/**
 * How a limit stands, for the caller's software: as the draft of the IETF has it, and as clients of today read it.
 *
 * @see "draft-ietf-httpapi-ratelimit-headers-10"
 */
final class RateLimitHeaders {

    /** What a page of another origin may read. */
    static final String ALL =
            "RateLimit, RateLimit-Policy, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After";

    private RateLimitHeaders() {}

    static void write(Verdict verdict, MultivaluedMap<String, Object> headers) {
        var limit = verdict.limit();
        var reset = seconds(verdict.reset());
        headers.putSingle(
                "RateLimit-Policy",
                "\"%s\";q=%d;w=%d"
                        .formatted(
                                limit.name(), limit.requests(), limit.window().toSeconds()));
        headers.putSingle("RateLimit", "\"%s\";r=%d;t=%d".formatted(limit.name(), verdict.remaining(), reset));
        headers.putSingle("RateLimit-Limit", limit.requests());
        headers.putSingle("RateLimit-Remaining", verdict.remaining());
        headers.putSingle("RateLimit-Reset", reset);
        if (verdict instanceof Verdict.Refused) {
            headers.putSingle("Retry-After", Math.max(1, reset));
        }
    }

    /** Whole seconds, rounded up: whoever waits for so long is not too early. */
    static long seconds(Duration duration) {
        return Math.max(0, duration.plusMillis(999).toSeconds());
    }
}
