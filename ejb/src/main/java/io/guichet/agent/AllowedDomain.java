package io.guichet.agent;

import io.guichet.kernel.Token;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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

    String challenge;

    @Column(name = "verified_at")
    @Nullable
    Instant verifiedAt;

    @Column(name = "verified_by")
    @Nullable
    String verifiedBy;

    @Column(name = "checked_at")
    @Nullable
    Instant checkedAt;

    @Column(name = "contested_at")
    @Nullable
    Instant contestedAt;

    @Column(name = "created_at")
    Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected AllowedDomain() {}

    AllowedDomain(Deployment deployment, DomainRule rule, Instant createdAt) {
        this.id = DomainId.next().value();
        this.tenantId = deployment.tenantId;
        this.deploymentId = deployment.id;
        this.domain = rule.domain();
        this.wildcard = rule.wildcard();
        this.environment = rule.environment();
        this.challenge = Token.random("guichet-").text();
        this.createdAt = createdAt;
    }

    DomainRule rule() {
        return new DomainRule(domain, wildcard, environment);
    }

    DomainId id() {
        return new DomainId(id);
    }

    /** Whether it lets anybody in. */
    boolean counts(boolean wildcardsNeedProof) {
        return active && (!wildcard || verifiedAt != null || !wildcardsNeedProof);
    }
}
