package io.guichet.tenancy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is told of an API key; the key itself nobody can read any more.
 *
 * @param prefix its first characters
 * @param status {@code active}, {@code expiring} (works until {@code expiresAt}), {@code expired} or {@code revoked}
 * @param createdBy as the audit trail says it; null for a key from before that was noted
 * @param lastUsedAt to the minute; null where it never was used
 */
public record ApiKeyView(
        ApiKeyId id,
        @Nullable String name,
        String prefix,
        String status,
        Instant createdAt,
        @Nullable String createdBy,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt) {}
