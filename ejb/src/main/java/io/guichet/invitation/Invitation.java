package io.guichet.invitation;

import io.guichet.kernel.Json;
import io.guichet.kernel.TenantId;
import io.guichet.kernel.Token;
import io.guichet.mail.EmailAddress;
import io.guichet.tenancy.MemberId;
import io.guichet.tenancy.MemberPermissions;
import io.guichet.tenancy.NewMember;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A tenant wants somebody as its member. It is pending until it is accepted, declined, revoked, or its time is over; one
 * for which an account was opened is accepted by the person who comes in with its first password.
 */
@Entity
@Table(name = "invitations")
class Invitation {

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    @Column(name = "tenant_name")
    String tenantName;

    String email;

    @Column(name = "email_hash")
    byte[] emailHash;

    String kind;

    @Column(name = "external_id")
    String externalId;

    @Nullable
    String name;

    @Nullable
    String phone;

    @Nullable
    String branding;

    String permissions;

    boolean letter;

    boolean administers;

    String status = "pending";

    @Nullable
    String reason;

    @Column(name = "member_id")
    @Nullable
    UUID memberId;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "expires_at")
    Instant expiresAt;

    @Column(name = "account_id")
    @Nullable
    UUID accountId;

    @Column(name = "prepared_at")
    @Nullable
    Instant preparedAt;

    @Column(name = "answered_at")
    @Nullable
    Instant answeredAt;

    @SuppressWarnings("NullAway.Init")
    protected Invitation() {}

    Invitation(
            TenantId tenant,
            String tenantName,
            EmailAddress email,
            String kind,
            NewMember as,
            boolean letter,
            boolean administers,
            Instant now,
            Duration lifetime) {
        this.id = InvitationId.next().value();
        this.tenantId = tenant.value();
        this.tenantName = tenantName;
        this.email = email.text();
        this.emailHash = credential(email).hash();
        this.kind = kind;
        this.externalId = as.externalId();
        this.name = as.name();
        this.phone = as.phone();
        this.branding = as.branding();
        this.permissions = Json.write(as.permissions());
        this.letter = letter;
        this.administers = administers;
        this.createdAt = now;
        this.expiresAt = now.plus(lifetime);
    }

    /** What the database knows an invited person by, see {@code invitations_own}. */
    static Token credential(EmailAddress email) {
        return new Token("invited:" + email.text());
    }

    boolean isOpen(Instant now) {
        return status.equals("pending") && now.isBefore(expiresAt);
    }

    /** Whether the person becomes a member by coming in with the account that is opened for him. */
    boolean isForNewAccount() {
        return kind.equals("create");
    }

    /** What the person is to be in the tenant, as the identity provider calls it. */
    String role() {
        return administers ? GrantRole.CLIENT_ADMIN : GrantRole.ARTISAN;
    }

    NewMember member() {
        return new NewMember(externalId, name, phone, branding, Json.read(permissions, MemberPermissions.class));
    }

    /** Whether it is still to be found out who the person is. */
    boolean isToPrepare(Instant now) {
        return preparedAt == null && isOpen(now);
    }

    /** The person is written to (again). */
    void send(Instant now, Duration lifetime) {
        letter = true;
        preparedAt = null;
        expiresAt = now.plus(lifetime);
    }

    void accept(MemberId member, Instant now) {
        status = "accepted";
        memberId = member.value();
        answeredAt = now;
    }

    void end(String how, @Nullable String why, Instant now) {
        status = how;
        reason = why;
        answeredAt = now;
    }

    InvitationView view(Instant now) {
        return new InvitationView(
                new InvitationId(id),
                email,
                externalId,
                name,
                role(),
                status.equals("pending") && !isOpen(now) ? "expired" : status,
                reason,
                memberId == null ? null : new MemberId(memberId),
                createdAt,
                expiresAt,
                answeredAt);
    }

    /** For the audit trail: without the address. */
    Told told(Instant now) {
        var view = view(now);
        return new Told(view.externalId(), view.role(), view.status(), view.reason(), view.member());
    }

    record Told(
            String externalId,
            String role,
            String status,
            @Nullable String reason,
            @Nullable MemberId member) {}
}
