package io.guichet.agent;

import io.guichet.kernel.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "allowed_domains")
class AllowedDomain {

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    @Column(name = "deployment_id")
    UUID deploymentId;

    String domain;

    @Column(name = "is_wildcard")
    boolean wildcard;

    String environment;

    @Column(name = "is_active")
    boolean active = true;

    @Column(name = "created_at")
    Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected AllowedDomain() {}

    AllowedDomain(Deployment deployment, DomainRule rule, Instant createdAt) {
        this.id = Ids.next();
        this.tenantId = deployment.tenantId;
        this.deploymentId = deployment.id;
        this.domain = rule.domain();
        this.wildcard = rule.wildcard();
        this.environment = rule.environment();
        this.createdAt = createdAt;
    }

    DomainRule rule() {
        return new DomainRule(domain, wildcard, environment);
    }
}
