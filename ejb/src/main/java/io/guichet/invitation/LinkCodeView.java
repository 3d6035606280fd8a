package io.guichet.invitation;

import io.guichet.tenancy.MemberId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A LINK- code as the tenant that made it sees it again: without the code.
 *
 * @param prefix how the code begins, to know it again, e.g. {@code LINK-7K}; null for one from before that was kept
 * @param externalId what the tenant calls who is to type it
 * @param status {@code pending}, {@code used}, {@code revoked} or {@code expired}
 * @param tries how often it was typed in vain, because it did not work any more
 * @param member who used it
 */
public record LinkCodeView(
        LinkCodeId id,
        @Nullable String prefix,
        String externalId,
        @Nullable String name,
        String status,
        int tries,
        @Nullable MemberId member,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant usedAt,
        @Nullable Instant revokedAt) {

    static final String PENDING = "pending";
    static final String USED = "used";
    static final String REVOKED = "revoked";
    static final String EXPIRED = "expired";

    /** All that a status can be. */
    public static final Set<String> STATUSES = Set.of(PENDING, USED, REVOKED, EXPIRED);
}
