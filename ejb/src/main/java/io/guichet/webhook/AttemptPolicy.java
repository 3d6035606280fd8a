package io.guichet.webhook;

import io.guichet.kernel.HttpOutcome;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a delivery, and of its endpoint, after a try.
 *
 * @see "https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md"
 */
final class AttemptPolicy {

    /** How long to wait after each failure in turn, before jitter. */
    static final List<Duration> RETRIES = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(10));

    private static final Duration LONGEST_WAIT = Duration.ofHours(10);
    private static final Duration PATIENCE = Duration.ofDays(5);
    /** What a server that is overloaded and says no more than that is given. */
    private static final Duration BREATH = Duration.ofMinutes(1);

    private static final int GONE = 410;
    private static final Set<Integer> OVERLOADED = Set.of(429, 502, 503, 504);

    private AttemptPolicy() {}

    /**
     * @param attempt the number of this try, from 1
     * @param failingSince when the endpoint began to fail without a success since; null where it was well
     */
    record History(int attempt, @Nullable Instant failingSince) {}

    sealed interface Decision {
        record Delivered() implements Decision {}

        /** @param pause before the next try: at least this long */
        record Again(String error, Duration pause) implements Decision {}

        /** This delivery was tried often enough. */
        record Lost(String error) implements Decision {}

        /** Nothing more is sent to the endpoint. */
        record Disable(String error, DisabledReason reason) implements Decision {}
    }

    static Decision decide(HttpOutcome outcome, History history, Instant now) {
        return switch (outcome) {
            case HttpOutcome.Answered answered when answered.status() / 100 == 2 -> new Decision.Delivered();
            case HttpOutcome.Answered answered
            when answered.status() == GONE -> new Decision.Disable("HTTP 410", DisabledReason.GONE);
            case HttpOutcome.Answered answered ->
                failed("HTTP " + answered.status(), slowdown(answered, now), history, now);
            case HttpOutcome.Refused refused -> failed(refused.reason(), Duration.ZERO, history, now);
            case HttpOutcome.Failed failed -> failed(failed.diagnostic(), Duration.ZERO, history, now);
        };
    }

    private static Decision failed(String error, Duration atLeast, History history, Instant now) {
        var since = history.failingSince();
        if (since != null && Duration.between(since, now).compareTo(PATIENCE) >= 0) {
            return new Decision.Disable(error, DisabledReason.FAILING);
        }
        if (history.attempt() > RETRIES.size()) {
            return new Decision.Lost(error);
        }
        var usual = RETRIES.get(history.attempt() - 1);
        return new Decision.Again(error, usual.compareTo(atLeast) > 0 ? usual : atLeast);
    }

    private static Duration slowdown(HttpOutcome.Answered answered, Instant now) {
        if (!OVERLOADED.contains(answered.status())) {
            return Duration.ZERO;
        }
        var asked = answered.header("retry-after")
                .map(text -> retryAfter(text.strip(), now))
                .orElse(BREATH);
        return asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked;
    }

    /** Seconds or a date; what is neither asks for nothing in particular. */
    private static Duration retryAfter(String text, Instant now) {
        if (text.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        try {
            var until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO;
        } catch (DateTimeException e) {
            return BREATH;
        }
    }
}
