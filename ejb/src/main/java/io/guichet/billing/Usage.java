package io.guichet.billing;

import io.guichet.tenancy.MemberId;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Units that somebody wants to use.
 *
 * @param quantity at least 1
 * @param at when; its month and day are those of the tenant's zone
 * @param source what they are counted for, e.g. a message's id: the same is counted once in a month
 * @param deployment by which they are used, or null
 * @param member for whom, or null
 * @param conversation in which, or null
 * @param dayLimit how many of them the deployment may use in a day, or null
 */
public record Usage(
        Metric metric,
        long quantity,
        Instant at,
        String source,
        @Nullable UUID deployment,
        @Nullable MemberId member,
        @Nullable UUID conversation,
        @Nullable Long dayLimit) {

    public Usage {
        Objects.requireNonNull(metric);
        Objects.requireNonNull(at);
        Objects.requireNonNull(source);
        if (!metric.isCounted()) {
            throw new IllegalArgumentException(metric + " is how many there are, not what is used in a month");
        }
        if (quantity < 1) {
            throw new IllegalArgumentException("used are " + quantity + " units");
        }
        if (dayLimit != null && deployment == null) {
            throw new IllegalArgumentException("a limit of a day is a deployment's");
        }
    }

    /** Units of the tenant's own. */
    public static Usage of(Metric metric, long quantity, Instant at, String source) {
        return new Usage(metric, quantity, at, source, null, null, null, null);
    }
}
