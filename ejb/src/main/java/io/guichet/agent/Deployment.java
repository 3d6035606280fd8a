package io.guichet.agent;

import io.guichet.kernel.TenantId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "agent_deployments")
class Deployment {

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    @Column(name = "agent_id")
    UUID agentId;

    String name;

    @Column(name = "deployment_key")
    String deploymentKey;

    @Column(name = "deployment_mode")
    String deploymentMode;

    @Nullable
    String branding;

    @Column(name = "is_active")
    boolean active = true;

    @Column(name = "config_overlay")
    @Nullable
    String configOverlay;

    @Nullable
    String description;

    @Column(name = "dedicated_collection")
    @Nullable
    String dedicatedCollection;

    @Column(name = "max_sessions_day")
    @Nullable
    Long maxSessionsDay;

    @Column(name = "max_messages_day")
    @Nullable
    Long maxMessagesDay;

    @Column(name = "rate_limit_per_ip")
    int rateLimitPerIp = 60;

    int version = 1;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "updated_at")
    @Nullable
    Instant updatedAt;

    @Column(name = "deleted_at")
    @Nullable
    Instant deletedAt;

    @SuppressWarnings("NullAway.Init")
    protected Deployment() {}

    Deployment(TenantId tenant, AgentId agent, String name, String key, String mode, Instant createdAt) {
        this.id = DeploymentId.next().value();
        this.tenantId = tenant.value();
        this.agentId = agent.value();
        this.name = name;
        this.deploymentKey = key;
        this.deploymentMode = mode;
        this.createdAt = createdAt;
    }

    DeploymentId id() {
        return new DeploymentId(id);
    }

    /** What it says of its agent's configuration, its collection included. */
    ConfigOverlay overlay() {
        return ConfigOverlay.stored(configOverlay).withCollection(dedicatedCollection);
    }

    /** Whether its key opens anything. */
    boolean opens() {
        return active && deletedAt == null;
    }
}
