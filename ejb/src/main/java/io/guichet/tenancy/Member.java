package io.guichet.tenancy;

import io.guichet.kernel.TenantId;
import io.guichet.kernel.UserId;
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
    String branding;

    @JdbcTypeCode(SqlTypes.ARRAY)
    List<String> permissions;

    boolean active = true;

    @Column(name = "linked_at")
    Instant linkedAt;

    @SuppressWarnings("NullAway.Init")
    protected Member() {}

    Member(TenantId tenant, UserId user, String externalId, String name, List<String> permissions, Instant linkedAt) {
        this.id = MemberId.next().value();
        this.tenantId = tenant.value();
        this.userId = user.value();
        this.externalId = externalId;
        this.name = name;
        this.permissions = List.copyOf(permissions);
        this.linkedAt = linkedAt;
    }

    MemberView view() {
        return new MemberView(
                new MemberId(id),
                new TenantId(tenantId),
                new UserId(userId),
                externalId,
                name,
                branding,
                List.copyOf(permissions));
    }
}
