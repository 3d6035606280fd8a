package io.guichet.invitation;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.Cursor;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Page;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.Permission;
import io.guichet.kernel.PlatformCaller;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.TenantId;
import io.guichet.mail.EmailAddress;
import io.guichet.tenancy.Audit;
import io.guichet.tenancy.Clients;
import io.guichet.tenancy.Idempotency;
import io.guichet.tenancy.Members;
import io.guichet.tenancy.NewMember;
import io.guichet.tenancy.TenantScope;
import io.guichet.tenancy.Tenants;
import io.guichet.tenancy.UseCase;
import io.guichet.work.Work;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Set;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/**
 * A tenant invites people. What it is answered does not depend on whether the address has an account: that is found out
 * later, by work.
 */
@UseCase
@Stateless
public class Invitations {

    /** What an invitation can be. */
    public static final Set<String> STATUSES =
            Set.of("pending", "accepted", "declined", "revoked", "expired", "failed");

    private static final Set<String> ROLES = Set.of(GrantRole.CLIENT_ADMIN, GrantRole.ARTISAN);
    private static final Duration BETWEEN_LETTERS = Duration.ofMinutes(10);

    @PersistenceContext
    EntityManager em;

    @Inject
    TenantScope scope;

    @Inject
    Clients clients;

    @Inject
    Tenants tenants;

    @Inject
    Members members;

    @Inject
    Idempotency idempotency;

    @Inject
    Audit audit;

    @Inject
    Work work;

    @Inject
    DailyRoom room;

    @Inject
    InvitationConfig config;

    @Inject
    Clock clock;

    /**
     * Invites somebody to bind an account to the tenant.
     *
     * @param idempotencyKey the caller's, or null
     * @throws GuichetException {@link ProblemCode#INVALID_FIELDS}; {@link ProblemCode#CONFLICT} if the address or the
     *     external id is invited or a member here already; {@link ProblemCode#RATE_LIMITED}
     */
    public Invited link(CallContext context, NewInvitation invitation, @Nullable String idempotencyKey) {
        context.require(Permission.MANAGE_MEMBERS);
        return idempotency.once(
                context,
                "users.link",
                idempotencyKey,
                invitation,
                Invited.class,
                () -> invite(context, "link", invitation, false));
    }

    /**
     * The same for somebody who probably has no account: one is opened, and he is a member once he comes in. Where the
     * address has one it is an invitation like any other.
     */
    public Invited createAndLink(CallContext context, NewInvitation invitation, @Nullable String idempotencyKey) {
        context.require(Permission.MANAGE_MEMBERS);
        checkForAccount(invitation).throwIfAny();
        return idempotency.once(
                context,
                "users.create-and-link",
                idempotencyKey,
                invitation,
                Invited.class,
                () -> invite(context, "create", invitation, false));
    }

    /**
     * The same by somebody who runs the platform, who alone makes people that run a tenant.
     *
     * @param role {@code client_admin} or {@code artisan}; null: {@code client_admin}
     * @throws GuichetException {@link ProblemCode#CLIENT_NOT_FOUND} also for one that was deleted; else as {@link #link}
     */
    public Invited invite(
            PlatformCaller caller,
            TenantId tenant,
            NewInvitation invitation,
            @Nullable String role,
            @Nullable String idempotencyKey) {
        var as = role == null ? GrantRole.CLIENT_ADMIN : role;
        checkForAccount(invitation)
                .check(ROLES.contains(as), "role", "is client_admin or artisan")
                .throwIfAny();
        clients.get(caller, tenant);
        scope.enter(tenant);
        var context = caller.in(tenant);
        return idempotency.once(
                context,
                "users.invite",
                idempotencyKey,
                new InRole(invitation, as),
                Invited.class,
                () -> invite(context, "create", invitation, as.equals(GrantRole.CLIENT_ADMIN)));
    }

    private Invited invite(CallContext context, String kind, NewInvitation wanted, boolean administers) {
        check(wanted).throwIfAny();
        var now = clock.instant();
        room.hold(context);
        expire(context, now);
        var email = new EmailAddress(wanted.email());
        var externalId = wanted.member().externalId();
        if (members.isTaken(context, externalId)) {
            throw new GuichetException(ProblemCode.CONFLICT, "Another member has this external_id.");
        }
        if (isMember(context, email)) {
            throw new GuichetException(ProblemCode.CONFLICT, "A member of yours has this address.");
        }
        var invitation = new Invitation(
                context.tenant(),
                tenants.get(context).name(),
                email,
                kind,
                wanted.member(),
                wanted.letter(),
                administers,
                now,
                config.lifetime);
        room.take(context, invitation.emailHash, wanted.letter());
        em.persist(invitation);
        flush();
        var id = new InvitationId(invitation.id);
        audit.record(context, "invitation.created", id.toString(), null, invitation.told(now));
        work.schedule(context, PrepareInvitation.TYPE, id.toString(), id.toString());
        return new Invited(id, "pending", invitation.expiresAt);
    }

    private static FieldErrors checkForAccount(NewInvitation wanted) {
        return check(wanted).check(wanted.member().name() != null, "name", "is required");
    }

    private static FieldErrors check(NewInvitation wanted) {
        var errors = new FieldErrors()
                .check(EmailAddress.isOne(wanted.email()), "email", "is an e-mail address")
                .check(isPrintable(wanted.member().name()), "name", "is a line without an address of the web")
                .check(
                        isPrintable(wanted.member().externalId()),
                        "external_id",
                        "is a line without an address of the web");
        return wanted.member().check(errors);
    }

    private void flush() {
        try {
            em.flush();
        } catch (ConstraintViolationException e) {
            throw new GuichetException(
                    ProblemCode.CONFLICT, "An invitation for this address or this external_id is pending.");
        }
    }

    /** What goes into a letter in our name is no advertisement. */
    private static boolean isPrintable(@Nullable String text) {
        var small = text == null ? "" : text.toLowerCase(Locale.ROOT);
        return !small.contains("://")
                && !small.contains("www.")
                && small.codePoints().noneMatch(Invitations::breaksLines);
    }

    private static boolean breaksLines(int c) {
        var type = Character.getType(c);
        return type == Character.CONTROL || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
    }

    private void expire(CallContext context, Instant now) {
        em.createQuery("update Invitation i set i.status = 'expired', i.answeredAt = i.expiresAt"
                        + " where i.tenantId = :tenant and i.status = 'pending' and i.expiresAt <= :now")
                .setParameter("tenant", context.tenant().value())
                .setParameter("now", now)
                .executeUpdate();
    }

    private boolean isMember(CallContext context, EmailAddress email) {
        return !em.createNativeQuery("""
                        select m.id from members m join users u on u.id = m.user_id
                         where m.tenant_id = :tenant and m.active and lower(u.email) = :email""")
                .setParameter("tenant", context.tenant().value())
                .setParameter("email", email.text())
                .getResultList()
                .isEmpty();
    }

    /**
     * The tenant's invitations, by {@code created_at}.
     *
     * @param status one of {@link #STATUSES}, or null for all
     */
    public Page<InvitationView> list(CallContext context, PageRequest page, @Nullable String status) {
        context.require(Permission.MANAGE_MEMBERS);
        var now = clock.instant();
        expire(context, now);
        var beyond = page.descending() ? "<" : ">";
        var order = page.descending() ? " desc" : "";
        var where = new StringBuilder("from Invitation i where i.tenantId = :tenant");
        var parameters = new HashMap<String, Object>();
        parameters.put("tenant", context.tenant().value());
        if (status != null) {
            where.append(" and i.status = :status");
            parameters.put("status", status);
        }
        if (!page.search().isEmpty()) {
            where.append(" and (i.email like :q escape '\\' or lower(i.externalId) like :q escape '\\')");
            parameters.put("q", page.pattern());
        }
        page.after().ifPresent(cursor -> {
            where.append(" and (i.createdAt " + beyond + " :key or (i.createdAt = :key and i.id " + beyond + " :id))");
            parameters.put("key", cursor.instant());
            parameters.put("id", cursor.id());
        });
        where.append(" order by i.createdAt" + order + ", i.id" + order);
        var query = em.createQuery(where.toString(), Invitation.class).setMaxResults(page.limit() + 1);
        parameters.forEach(query::setParameter);
        var rows = query.getResultStream().map(i -> i.view(now)).toList();
        return Page.cut(rows, page.limit(), i -> new Cursor(i.createdAt().toString(), i.id().value()));
    }

    /**
     * Writes to the invited person (again): he has as long as for a new invitation, and another first password where
     * we opened his account and he never signed in.
     *
     * @param idempotencyKey the caller's, or null
     * @throws GuichetException {@link ProblemCode#INVITATION_NOT_FOUND} also for another tenant's; {@link
     *     ProblemCode#INVITATION_GONE} once it was answered; {@link ProblemCode#RATE_LIMITED} ten minutes after the last, or for the fourth
     *     letter to him in a day
     */
    public InvitationView send(CallContext context, InvitationId id, @Nullable String idempotencyKey) {
        context.require(Permission.MANAGE_MEMBERS);
        return idempotency.once(
                context,
                "users.invitations.send",
                idempotencyKey,
                id,
                InvitationView.class,
                () -> sendAgain(context, id));
    }

    private InvitationView sendAgain(CallContext context, InvitationId id) {
        room.hold(context);
        var invitation = locked(context, id);
        var now = clock.instant();
        if (!invitation.isOpen(now)) {
            throw new GuichetException(ProblemCode.INVITATION_GONE, "It was answered, or its time is over.");
        }
        var free = invitation.preparedAt == null ? now : invitation.preparedAt.plus(BETWEEN_LETTERS);
        if (invitation.letter && (invitation.preparedAt == null || now.isBefore(free))) {
            var wait = invitation.preparedAt == null ? BETWEEN_LETTERS : Duration.between(now, free);
            throw GuichetException.retryAfter(ProblemCode.RATE_LIMITED, "He was written to just now.", wait);
        }
        room.take(context, invitation.emailHash, true);
        invitation.send(now, config.lifetime);
        audit.record(context, "invitation.sent", id.toString(), null, invitation.told(now));
        work.schedule(context, PrepareInvitation.TYPE, id + "@" + now.getEpochSecond(), id.toString());
        return invitation.view(now);
    }

    private Invitation locked(CallContext context, InvitationId id) {
        var invitation = em.find(Invitation.class, id.value(), LockModeType.PESSIMISTIC_WRITE);
        if (invitation == null || !invitation.tenantId.equals(context.tenant().value())) {
            throw new GuichetException(ProblemCode.INVITATION_NOT_FOUND, "No invitation of yours has this id.");
        }
        return invitation;
    }

    /**
     * Takes an invitation back.
     *
     * @throws GuichetException {@link ProblemCode#INVITATION_NOT_FOUND} also for another tenant's; {@link
     *     ProblemCode#INVITATION_GONE} once it was answered
     */
    public void revoke(CallContext context, InvitationId id) {
        context.require(Permission.MANAGE_MEMBERS);
        var invitation = locked(context, id);
        var now = clock.instant();
        if (!invitation.isOpen(now)) {
            throw new GuichetException(ProblemCode.INVITATION_GONE, "It was answered, or its time is over.");
        }
        var before = invitation.told(now);
        invitation.end("revoked", null, now);
        audit.record(context, "invitation.revoked", id.toString(), before, invitation.told(now));
    }

    /**
     * @param letter whether the person is told by e-mail
     */
    public record NewInvitation(String email, NewMember member, boolean letter) {}

    private record InRole(NewInvitation invitation, String role) {}

    /** The same for every address. */
    public record Invited(InvitationId id, String status, Instant expiresAt) {}
}
