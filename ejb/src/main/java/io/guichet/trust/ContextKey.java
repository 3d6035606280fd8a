package io.guichet.trust;

import io.guichet.kernel.TenantId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Live until it is revoked; what signs or checks is gone then. */
@Entity
@Table(name = "context_keys")
class ContextKey {

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    @Nullable
    String name;

    String algorithm;

    byte @Nullable [] key;

    @Nullable
    String thumbprint;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "created_by")
    String createdBy;

    @Column(name = "revoked_at")
    @Nullable
    Instant revokedAt;

    @SuppressWarnings("NullAway.Init")
    protected ContextKey() {}

    ContextKey(
            TenantId tenant,
            @Nullable String name,
            String algorithm,
            byte[] key,
            @Nullable String thumbprint,
            String createdBy,
            Instant createdAt) {
        this.id = ContextKeyId.next().value();
        this.tenantId = tenant.value();
        this.name = name;
        this.algorithm = algorithm;
        this.key = key;
        this.thumbprint = thumbprint;
        this.createdBy = createdBy;
        this.createdAt = createdAt;
    }

    void revoke(Instant now) {
        revokedAt = now;
        key = null;
    }

    ContextKeyView view() {
        return new ContextKeyView(
                new ContextKeyId(id),
                name,
                algorithm,
                thumbprint,
                revokedAt == null ? "active" : "revoked",
                createdAt,
                createdBy,
                revokedAt);
    }
}
