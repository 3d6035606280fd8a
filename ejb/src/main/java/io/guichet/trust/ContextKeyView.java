package io.guichet.trust;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key for signing contexts, without what signs.
 *
 * @param id also the {@code kid} that a token may name
 * @param algorithm {@code HS256}, {@code RS256}, {@code ES256} or {@code EdDSA}: the only one that its tokens may have
 * @param thumbprint of a public key, RFC 7638; null for a shared secret
 * @param status {@code active} or {@code revoked}
 */
public record ContextKeyView(
        ContextKeyId id,
        @Nullable String name,
        String algorithm,
        @Nullable String thumbprint,
        String status,
        Instant createdAt,
        String createdBy,
        @Nullable Instant revokedAt) {}
