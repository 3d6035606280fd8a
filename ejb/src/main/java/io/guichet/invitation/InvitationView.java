package io.guichet.invitation;

import io.guichet.tenancy.MemberId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An invitation as the tenant that made it sees it.
 *
 * @param role what the person is to be here: {@code artisan}, or {@code client_admin} who runs the tenant
 * @param status {@code pending}, {@code accepted}, {@code declined}, {@code revoked}, {@code expired} or {@code failed}
 * @param reason why it failed, e.g. {@code external_id_taken}
 * @param member what became of it
 */
public record InvitationView(
        InvitationId id,
        String email,
        String externalId,
        @Nullable String name,
        String role,
        String status,
        @Nullable String reason,
        @Nullable MemberId member,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant answeredAt) {}
