package io.guichet.webhook;

import io.guichet.kernel.TenantId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One event for one endpoint: pending until it is delivered or, after its last try, failed. */
@Entity
@Table(name = "webhook_deliveries")
class WebhookDelivery {

    private static final String PENDING = "pending";

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    @Column(name = "event_id")
    UUID eventId;

    @Column(name = "endpoint_id")
    UUID endpointId;

    String status = PENDING;

    int attempts;

    @Column(name = "next_attempt_at")
    @Nullable
    Instant nextAttemptAt;

    @Column(name = "created_at")
    Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected WebhookDelivery() {}

    WebhookDelivery(TenantId tenant, EventId event, UUID endpoint, Instant now) {
        this.id = DeliveryId.next().value();
        this.tenantId = tenant.value();
        this.eventId = event.value();
        this.endpointId = endpoint;
        this.nextAttemptAt = now;
        this.createdAt = now;
    }

    boolean pending() {
        return status.equals(PENDING);
    }

    void delivered() {
        status = "delivered";
        nextAttemptAt = null;
    }

    void failed() {
        if (pending()) {
            status = "failed";
            nextAttemptAt = null;
        }
    }

    void again(Instant at) {
        nextAttemptAt = at;
    }

    DeliveryView view(String event, List<DeliveryView.Attempt> tried) {
        return new DeliveryView(
                new DeliveryId(id), new EventId(eventId), event, status, createdAt, nextAttemptAt, tried);
    }
}
