package io.guichet.webhook;

import io.guichet.kernel.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One try, whatever came of it. What was sent and answered is not kept. */
@Entity
@Table(name = "webhook_attempts")
class WebhookAttempt {

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    @Column(name = "delivery_id")
    UUID deliveryId;

    int number;

    @Column(name = "started_at")
    Instant startedAt;

    @Column(name = "duration_ms")
    int durationMs;

    @Column(name = "response_status")
    @Nullable
    Integer responseStatus;

    @Nullable
    String error;

    @SuppressWarnings("NullAway.Init")
    protected WebhookAttempt() {}

    WebhookAttempt(WebhookDelivery delivery, Instant startedAt, Duration took) {
        this.id = Ids.next();
        this.tenantId = delivery.tenantId;
        this.deliveryId = delivery.id;
        this.number = delivery.attempts;
        this.startedAt = startedAt;
        this.durationMs = (int) Math.min(took.toMillis(), Integer.MAX_VALUE);
    }

    DeliveryView.Attempt view() {
        return new DeliveryView.Attempt(number, startedAt, durationMs, responseStatus, error);
    }
}
