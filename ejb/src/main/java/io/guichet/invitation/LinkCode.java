package io.guichet.invitation;

import io.guichet.kernel.Json;
import io.guichet.kernel.TenantId;
import io.guichet.kernel.Token;
import io.guichet.tenancy.MemberId;
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

    @Nullable
    String prefix;

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

    @Column(name = "revoked_at")
    @Nullable
    Instant revokedAt;

    int tries;

    @SuppressWarnings("NullAway.Init")
    protected LinkCode() {}

    /**
     * @param prefix what of the code is shown again
     */
    LinkCode(TenantId tenant, Token credential, String prefix, NewMember as, Instant now, Instant expiresAt) {
        this.id = LinkCodeId.next().value();
        this.prefix = prefix;
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
        return status(now).equals(LinkCodeView.PENDING);
    }

    String status(Instant now) {
        if (usedAt != null) {
            return LinkCodeView.USED;
        }
        if (revokedAt != null) {
            return LinkCodeView.REVOKED;
        }
        return now.isBefore(expiresAt) ? LinkCodeView.PENDING : LinkCodeView.EXPIRED;
    }

    /** Its public name: what the audit trail calls it. */
    String publicId() {
        return new LinkCodeId(id).toString();
    }

    LinkCodeView view(Instant now) {
        return new LinkCodeView(
                new LinkCodeId(id),
                prefix,
                externalId,
                name,
                status(now),
                tries,
                memberId == null ? null : new MemberId(memberId),
                createdAt,
                expiresAt,
                usedAt,
                revokedAt);
    }

    NewMember member() {
        return new NewMember(externalId, name, phone, branding, Json.read(permissions, MemberPermissions.class));
    }
}
