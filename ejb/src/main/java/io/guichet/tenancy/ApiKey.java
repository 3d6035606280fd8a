package io.guichet.tenancy;

import io.guichet.kernel.TenantId;
import io.guichet.kernel.Token;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "api_keys")
class ApiKey {

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    String prefix;

    @Column(name = "key_hash")
    byte[] keyHash;

    @Nullable
    String name;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "created_by")
    @Nullable
    String createdBy;

    @Column(name = "expires_at")
    @Nullable
    Instant expiresAt;

    @Column(name = "last_used_at")
    @Nullable
    Instant lastUsedAt;

    @Column(name = "revoked_at")
    @Nullable
    Instant revokedAt;

    @SuppressWarnings("NullAway.Init")
    protected ApiKey() {}

    ApiKey(TenantId tenant, Token key, String createdBy, Instant createdAt) {
        this.id = ApiKeyId.next().value();
        this.tenantId = tenant.value();
        this.prefix = key.hint();
        this.keyHash = key.hash();
        this.createdBy = createdBy;
        this.createdAt = createdAt;
    }

    /** Whether it opens the tenant. */
    boolean isLive(Instant now) {
        return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
    }

    ApiKeyView view(Instant now) {
        var status = revokedAt != null
                ? "revoked"
                : expiresAt == null ? "active" : now.isBefore(expiresAt) ? "expiring" : "expired";
        return new ApiKeyView(
                new ApiKeyId(id), name, prefix, status, createdAt, createdBy, expiresAt, lastUsedAt, revokedAt);
    }
}
