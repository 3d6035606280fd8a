package io.guichet.conversation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a link has come; the first that holds of these. A link that has expired may have been started: the conversation
 * goes on in the browsers that opened it.
 */
public enum LinkStage {
    REVOKED("l.revokedAt is not null"),
    COMPLETED("l.revokedAt is null and c.completedAt is not null"),
    EXPIRED("l.revokedAt is null and c.completedAt is null and l.expiresAt <= :now"),
    STARTED("l.revokedAt is null and c.completedAt is null and l.expiresAt > :now and c.startedAt is not null"),
    OPEN("l.revokedAt is null and c.completedAt is null and l.expiresAt > :now and c.startedAt is null");

    private final String condition;

    LinkStage(String condition) {
        this.condition = condition;
    }

    static LinkStage of(SessionLink link, @Nullable Instant startedAt, @Nullable Instant completedAt, Instant now) {
        if (link.revokedAt != null) {
            return REVOKED;
        }
        if (completedAt != null) {
            return COMPLETED;
        }
        if (!now.isBefore(link.expiresAt)) {
            return EXPIRED;
        }
        return startedAt != null ? STARTED : OPEN;
    }

    /** In a query of links {@code l} and their conversations {@code c}. */
    String condition() {
        return condition;
    }

    public static Optional<LinkStage> parse(String wireName) {
        return Arrays.stream(values())
                .filter(s -> s.wireName().equals(wireName))
                .findFirst();
    }

    public static List<String> wireNames() {
        return Arrays.stream(values()).map(LinkStage::wireName).toList();
    }

    /** On the wire, e.g. {@code started}. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
