package io.guichet.invitation;

import io.guichet.kernel.Ids;
import io.guichet.kernel.Json;
import io.guichet.kernel.TenantId;
import io.guichet.kernel.Token;
import io.guichet.tenancy.MemberPermissions;
import io.guichet.tenancy.NewMember;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A code that makes whoever types it a member, once. Here is its hash. */
@Entity
@Table(name = "link_codes")
class LinkCode {

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    @Column(name = "code_hash")
    byte[] codeHash;

    @Column(name = "external_id")
    String externalId;

    @Nullable
    String name;

    @Nullable
    String phone;

    @Nullable
    String branding;

    String permissions;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "expires_at")
    Instant expiresAt;

    @Column(name = "used_at")
    @Nullable
    Instant usedAt;

    @Column(name = "member_id")
    @Nullable
    UUID memberId;

    @SuppressWarnings("NullAway.Init")
    protected LinkCode() {}

    LinkCode(TenantId tenant, Token credential, NewMember as, Instant now, Instant expiresAt) {
        this.id = Ids.next();
        this.tenantId = tenant.value();
        this.codeHash = credential.hash();
        this.externalId = as.externalId();
        this.name = as.name();
        this.phone = as.phone();
        this.branding = as.branding();
        this.permissions = Json.write(as.permissions());
        this.createdAt = now;
        this.expiresAt = expiresAt;
    }

    boolean works(Instant now) {
        return usedAt == null && now.isBefore(expiresAt);
    }

    /** Its public name: what the audit trail calls it. */
    String publicId() {
        return Ids.print("lnk_", id);
    }

    NewMember member() {
        return new NewMember(externalId, name, phone, branding, Json.read(permissions, MemberPermissions.class));
    }
}
