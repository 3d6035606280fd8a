package io.guichet.webhook;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** Something that happened, in the words that go over the wire. {@link Announce} writes it, once. */
@Entity
@Immutable
@Table(name = "webhook_events")
class WebhookEvent {

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    String type;

    String payload;

    @SuppressWarnings("NullAway.Init")
    protected WebhookEvent() {}
}
