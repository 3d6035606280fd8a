package io.guichet.knowledge;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A question that a tenant is asked often, and its answer. Hits are counted past this entity. */
@Entity
@Table(name = "frequent_questions")
class FrequentQuestion {

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    String sector;

    String name;

    String locale;

    String question;

    String variants;

    String answer;

    @Column(name = "is_active")
    boolean active;

    @Column(updatable = false)
    long hits;

    @Column(name = "last_hit_at", updatable = false)
    @Nullable
    Instant lastHitAt;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    int version;

    @SuppressWarnings("NullAway.Init")
    protected FrequentQuestion() {}

    @SuppressWarnings("NullAway.Init")
    FrequentQuestion(UUID tenant, Instant now) {
        this.id = FrequentQuestionId.next().value();
        this.tenantId = tenant;
        this.createdAt = now;
    }

    FrequentQuestionId id() {
        return new FrequentQuestionId(id);
    }
}
