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

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "revoked_at")
    @Nullable
    Instant revokedAt;

    @SuppressWarnings("NullAway.Init")
    protected ApiKey() {}

    ApiKey(TenantId tenant, Token key, Instant createdAt) {
        this.id = ApiKeyId.next().value();
        this.tenantId = tenant.value();
        this.prefix = key.hint();
        this.keyHash = key.hash();
        this.createdAt = createdAt;
    }
}
