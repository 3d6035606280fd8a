package io.guichet.tenancy;

import io.guichet.kernel.BrandingSchema;
import io.guichet.kernel.Json;
import io.guichet.kernel.TenantId;
import io.guichet.kernel.UserId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A user's place in a tenant. Removed he is still known, and may come back. */
@Entity
@Table(name = "members")
class Member {

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    @Column(name = "user_id")
    UUID userId;

    @Column(name = "external_id")
    String externalId;

    String name;

    @Nullable
    String phone;

    @Nullable
    String branding;

    /** JSON of {@link MemberPermissions}. */
    String permissions;

    boolean active = true;

    @Column(name = "linked_at")
    Instant linkedAt;

    @Column(name = "removed_at")
    @Nullable
    Instant removedAt;

    int version = 1;

    boolean administers = true;

    @SuppressWarnings("NullAway.Init")
    protected Member() {}

    Member(TenantId tenant, UserId user, String externalId, String name, List<String> permissions, Instant linkedAt) {
        this(tenant, user, externalId, name, MemberPermissions.named(permissions), linkedAt);
    }

    Member(
            TenantId tenant,
            UserId user,
            String externalId,
            String name,
            MemberPermissions permissions,
            Instant linkedAt) {
        this.id = MemberId.next().value();
        this.tenantId = tenant.value();
        this.userId = user.value();
        this.externalId = externalId;
        this.name = name;
        this.permissions = Json.write(permissions);
        this.linkedAt = linkedAt;
    }

    /**
     * He comes (back) as what is said of him now.
     *
     * @param runsIt whether the role client_admin counts here; else he is a craftsman, whatever he is elsewhere
     */
    void join(NewMember as, String called, boolean runsIt, Instant now) {
        externalId = as.externalId();
        name = called;
        branding = BrandingSchema.kept(as.branding());
        permissions = Json.write(as.permissions());
        phone = as.phone();
        administers = runsIt;
        active = true;
        linkedAt = now;
        removedAt = null;
    }

    void leave(Instant now) {
        active = false;
        removedAt = now;
        version++;
    }

    MemberView view() {
        return new MemberView(
                new MemberId(id),
                new TenantId(tenantId),
                new UserId(userId),
                externalId,
                name,
                phone,
                branding,
                Json.read(permissions, MemberPermissions.class),
                administers,
                active,
                linkedAt,
                version);
    }
}
