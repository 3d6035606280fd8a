package io.guichet.invitation;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.TenantId;
import io.guichet.kernel.UserId;
import io.guichet.mail.EmailAddress;
import io.guichet.tenancy.Audit;
import io.guichet.tenancy.MemberView;
import io.guichet.tenancy.Members;
import io.guichet.tenancy.TenantScope;
import io.guichet.tenancy.Tenants;
import io.guichet.tenancy.UseCase;
import io.guichet.tenancy.Users;
import io.guichet.work.Work;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A person answers the invitations to his address: only that address finds them. */
@UseCase
@Stateless
public class AnswerInvitations {

    private static final String PART = "invitation";

    @PersistenceContext
    EntityManager em;

    @Inject
    TenantScope scope;

    @Inject
    Tenants tenants;

    @Inject
    Members members;

    @Inject
    Users users;

    @Inject
    Audit audit;

    @Inject
    Work work;

    @Inject
    Clock clock;

    /**
     * What is pending for a person, the newest first.
     *
     * @param email his verified address, or null where he has none: then nothing is
     */
    public List<Pending> pending(UserId user, @Nullable String email) {
        if (email == null) {
            return List.of();
        }
        var credential = Invitation.credential(new EmailAddress(email));
        scope.present(credential);
        return em.createQuery(
                        "from Invitation i where i.emailHash = :hash and i.status = 'pending' and i.expiresAt > :now"
                                + " order by i.createdAt desc",
                        Invitation.class)
                .setParameter("hash", credential.hash())
                .setParameter("now", clock.instant())
                .getResultStream()
                .map(i -> new Pending(
                        new InvitationId(i.id),
                        new TenantId(i.tenantId),
                        i.tenantName,
                        i.externalId,
                        i.role(),
                        i.createdAt,
                        i.expiresAt))
                .toList();
    }

    /**
     * He becomes a member.
     *
     * @throws GuichetException {@link ProblemCode#INVITATION_NOT_FOUND} also for one to another address; {@link
     *     ProblemCode#INVITATION_GONE}; {@link ProblemCode#CONFLICT} if he is a member there, or the external id was given
     *     to another meanwhile
     */
    public MemberView accept(UserId user, Invitee invitee, InvitationId id) {
        return join(user, invitee, open(invitee, id));
    }

    private MemberView join(UserId user, Invitee invitee, Invitation invitation) {
        var id = new InvitationId(invitation.id);
        var tenant = new TenantId(invitation.tenantId);
        var now = clock.instant();
        users.remember(user, invitation.email, invitee.name());
        var platform = CallContext.platform(tenant, PART, invitee.correlation());
        var member = members.join(platform, user, invitee.name(), invitation.member(), invitation.administers);
        var before = invitation.told(now);
        invitation.accept(member.id(), now);
        var himself = invitee.in(tenant);
        audit.record(himself, "invitation.accepted", id.toString(), before, invitation.told(now));
        audit.record(himself, "member.linked", member.id().toString(), null, member);
        GrantRole.unlessHeHasIt(work, platform, invitee, invitation.role());
        return member;
    }

    /**
     * A person comes in. Where his account was opened for an invitation, and he came by the first password in its letter,
     * that is his yes. Of several passwords the last one worked.
     */
    public void arrive(UserId user, Invitee invitee) {
        if (invitee.email() == null) {
            return;
        }
        var credential = Invitation.credential(new EmailAddress(invitee.email()));
        scope.present(credential);
        em.createQuery(
                        "from Invitation i where i.accountId = :user and i.emailHash = :hash"
                                + " order by i.preparedAt desc nulls first, i.id desc",
                        Invitation.class)
                .setParameter("user", user.value())
                .setParameter("hash", credential.hash())
                .setMaxResults(1)
                .getResultStream()
                .findFirst()
                .filter(i -> i.isForNewAccount() && i.isOpen(clock.instant()))
                .ifPresent(i -> arriveBy(user, invitee, i));
    }

    private void arriveBy(UserId user, Invitee invitee, Invitation invitation) {
        var tenant = new TenantId(invitation.tenantId);
        scope.enter(tenant);
        em.refresh(invitation, LockModeType.PESSIMISTIC_WRITE);
        var now = clock.instant();
        var context = CallContext.platform(tenant, PART, invitee.correlation());
        if (!invitation.isOpen(now)
                || !tenants.get(context).active()
                || tenants.memberOf(context, user).isPresent()) {
            return;
        }
        if (members.isTaken(context, invitation.externalId)) {
            var before = invitation.told(now);
            invitation.end("failed", "external_id_taken", now);
            var id = new InvitationId(invitation.id).toString();
            audit.record(context, "invitation.failed", id, before, invitation.told(now));
            return;
        }
        join(user, invitee, invitation);
    }

    /** He does not want to. */
    public void decline(UserId user, Invitee invitee, InvitationId id) {
        var invitation = open(invitee, id);
        var now = clock.instant();
        var before = invitation.told(now);
        invitation.end("declined", null, now);
        audit.record(
                invitee.in(new TenantId(invitation.tenantId)),
                "invitation.declined",
                id.toString(),
                before,
                invitation.told(now));
    }

    private Invitation open(Invitee invitee, InvitationId id) {
        var found = Optional.ofNullable(invitee.email())
                .flatMap(email -> find(new EmailAddress(email), id))
                .orElseThrow(() -> new GuichetException(
                        ProblemCode.INVITATION_NOT_FOUND, "No invitation to your address has this id."));
        var tenant = new TenantId(found.tenantId);
        scope.enter(tenant);
        em.refresh(found, LockModeType.PESSIMISTIC_WRITE);
        var context = CallContext.platform(tenant, PART, invitee.correlation());
        if (!found.isOpen(clock.instant()) || !tenants.get(context).active()) {
            throw new GuichetException(
                    ProblemCode.INVITATION_GONE, "It was answered or taken back, or its time is over.");
        }
        return found;
    }

    private Optional<Invitation> find(EmailAddress email, InvitationId id) {
        scope.present(Invitation.credential(email));
        return em.createQuery("from Invitation i where i.id = :id and i.emailHash = :hash", Invitation.class)
                .setParameter("id", id.value())
                .setParameter("hash", Invitation.credential(email).hash())
                .getResultStream()
                .findFirst();
    }

    /**
     * An invitation as the invited person sees it.
     *
     * @param tenantName who invites
     * @param externalId what he is called there
     * @param role what he is to be there: {@code artisan}, or {@code client_admin} who runs it
     */
    public record Pending(
            InvitationId id,
            TenantId tenant,
            String tenantName,
            String externalId,
            String role,
            Instant createdAt,
            Instant expiresAt) {}
}
