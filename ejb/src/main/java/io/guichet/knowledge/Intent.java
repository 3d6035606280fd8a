package io.guichet.knowledge;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a tenant's contacts want, by examples of how they say it. */
@Entity
@Table(name = "intents")
class Intent {

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    String sector;

    String name;

    String locale;

    String examples;

    @Nullable
    String answer;

    boolean escalates;

    @Column(name = "is_active")
    boolean active;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    int version;

    @SuppressWarnings("NullAway.Init")
    protected Intent() {}

    @SuppressWarnings("NullAway.Init")
    Intent(UUID tenant, Instant now) {
        this.id = IntentId.next().value();
        this.tenantId = tenant;
        this.createdAt = now;
    }

    IntentId id() {
        return new IntentId(id);
    }
}
