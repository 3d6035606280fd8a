package io.guichet.tenancy;

import io.guichet.kernel.TenantId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "tenants")
class Tenant {

    @Id
    UUID id;

    String slug;

    String name;

    String kind;

    String status = "active";

    String locale = "fr";

    String zone = "Europe/Paris";

    @Column(name = "data_key")
    byte[] dataKey;

    @Column(name = "created_at")
    Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected Tenant() {}

    Tenant(TenantId id, String slug, String name, String kind, byte[] dataKey, Instant createdAt) {
        this.id = id.value();
        this.slug = slug;
        this.name = name;
        this.kind = kind;
        this.dataKey = dataKey;
        this.createdAt = createdAt;
    }

    TenantView view() {
        return new TenantView(new TenantId(id), slug, name, kind, status.equals("active"));
    }
}
