package io.guichet.webhook;

import io.guichet.kernel.TenantId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** An endpoint is active until its owner deletes it, or until it says or shows that nobody is there: then disabled. */
@Entity
@Table(name = "webhook_endpoints")
class WebhookEndpoint {

    private static final String ACTIVE = "active";

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    String url;

    byte[] secret;

    @JdbcTypeCode(SqlTypes.ARRAY)
    List<String> events;

    String status = ACTIVE;

    @Column(name = "disabled_reason")
    @Nullable
    String disabledReason;

    @Column(name = "failing_since")
    @Nullable
    Instant failingSince;

    @Column(name = "last_success_at")
    @Nullable
    Instant lastSuccessAt;

    @Column(name = "created_at")
    Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected WebhookEndpoint() {}

    WebhookEndpoint(TenantId tenant, String url, byte[] secret, List<String> events, Instant createdAt) {
        this.id = EndpointId.next().value();
        this.tenantId = tenant.value();
        this.url = url;
        this.secret = secret;
        this.events = List.copyOf(events);
        this.createdAt = createdAt;
    }

    boolean active() {
        return status.equals(ACTIVE);
    }

    boolean deleted() {
        return status.equals("deleted");
    }

    boolean wants(EventType type) {
        return events.contains(type.wireName());
    }

    void succeeded(Instant now) {
        lastSuccessAt = now;
        failingSince = null;
    }

    void failed(Instant now) {
        if (failingSince == null) {
            failingSince = now;
        }
    }

    void disable(DisabledReason reason) {
        status = "disabled";
        disabledReason = reason.wireName();
    }

    void enable() {
        status = ACTIVE;
        disabledReason = null;
        failingSince = null;
    }

    /** Its deliveries stay to be read by the platform; its secret does not. */
    void delete() {
        status = "deleted";
        secret = new byte[0];
    }

    EndpointView view() {
        return new EndpointView(
                new EndpointId(id), url, List.copyOf(events), status, disabledReason, createdAt, lastSuccessAt);
    }
}
