package io.guichet.invitation;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.Permission;
import io.guichet.kernel.UserId;
import io.guichet.mail.Letter;
import io.guichet.mail.Letters;
import io.guichet.tenancy.Audit;
import io.guichet.tenancy.Members;
import io.guichet.tenancy.UseCase;
import io.guichet.tenancy.Users;
import io.guichet.work.Work;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The transactions of an invitation's work, before and after the identity provider is asked. */
@UseCase
@Stateless
public class InvitationSteps {

    @PersistenceContext
    EntityManager em;

    @Inject
    Members members;

    @Inject
    Users users;

    @Inject
    Letters letters;

    @Inject
    Audit audit;

    @Inject
    Work work;

    @Inject
    InvitationConfig config;

    @Inject
    Clock clock;

    /** What is to be prepared; nothing where that was done, or the invitation does not stand any more. */
    public Optional<ToPrepare> toPrepare(CallContext context, InvitationId id) {
        return waiting(context, id, LockModeType.NONE)
                .map(i -> new ToPrepare(
                        id,
                        username(id),
                        new EmailAddress(i.email),
                        Objects.requireNonNullElse(i.name, i.externalId),
                        i.role(),
                        language(context).locale()));
    }

    /** The person has an account: he is asked, and answers by himself. */
    public void invite(CallContext context, InvitationId id) {
        waiting(context, id, LockModeType.PESSIMISTIC_WRITE).ifPresent(i -> {
            i.preparedAt = clock.instant();
            write(context, i, null);
        });
    }

    /**
     * The person has an account by now, which nobody but he can open. Where it was opened for the tenant he is a member;
     * where he was only to be linked he is asked.
     *
     * @param password that he changes when he signs in
     */
    public void welcome(CallContext context, InvitationId id, UserId account, String password) {
        var found = waiting(context, id, LockModeType.PESSIMISTIC_WRITE);
        if (found.isEmpty()) {
            return;
        }
        var invitation = found.get();
        var now = clock.instant();
        if (invitation.isForNewAccount() && invitation.status.equals("pending")) {
            if (members.isTaken(context, invitation.externalId)) {
                fail(context, id, "external_id_taken");
                return;
            }
            var name = Objects.requireNonNullElse(invitation.name, invitation.externalId);
            users.remember(account, invitation.email, name);
            var member = members.join(context, account, name, invitation.member(), invitation.administers);
            var before = invitation.told(now);
            invitation.accept(member.id(), now);
            audit.record(context, "invitation.accepted", id.toString(), before, invitation.told(now));
            audit.record(context, "member.linked", member.id().toString(), null, member);
        }
        invitation.preparedAt = now;
        write(context, invitation, password);
        var end = invitation.expiresAt;
        work.schedule(context, EndFirstPassword.TYPE, id + "@" + end.getEpochSecond(), id.toString(), end);
    }

    /** It cannot be done. */
    public void fail(CallContext context, InvitationId id, String reason) {
        waiting(context, id, LockModeType.PESSIMISTIC_WRITE)
                .filter(i -> i.isOpen(clock.instant()))
                .ifPresent(i -> {
                    var now = clock.instant();
                    var before = i.told(now);
                    i.end("failed", reason, now);
                    audit.record(context, "invitation.failed", id.toString(), before, i.told(now));
                });
    }

    /** To whom an invitation went whose time is over; nothing where it was sent again meanwhile. */
    public Optional<EmailAddress> emailOf(CallContext context, InvitationId id) {
        context.require(Permission.ACT_FOR_PLATFORM);
        return Optional.ofNullable(em.find(Invitation.class, id.value()))
                .filter(i -> !clock.instant().isBefore(i.expiresAt))
                .map(i -> new EmailAddress(i.email));
    }

    /** What an account that is opened for an invitation is called at the identity provider. */
    static String username(InvitationId id) {
        return id.toString();
    }

    private Optional<Invitation> waiting(CallContext context, InvitationId id, LockModeType lock) {
        context.require(Permission.ACT_FOR_PLATFORM);
        return Optional.ofNullable(em.find(Invitation.class, id.value(), lock))
                .filter(i -> i.isToPrepare(clock.instant()));
    }

    private void write(CallContext context, Invitation invitation, @Nullable String password) {
        if (!invitation.letter) {
            return;
        }
        var language = language(context);
        var text = new InvitationText(
                invitation.tenantName,
                Objects.requireNonNullElse(invitation.name, ""),
                invitation.administers,
                invitation.externalId,
                invitation.email,
                config.publicUrl + "/portal/",
                invitation.expiresAt.atZone(language.zone()));
        var french = !language.locale().equals("en");
        var asked = invitation.status.equals("pending");
        letters.write(
                context,
                new Letter(
                        invitation.email,
                        text.subject(french),
                        text.body(french, asked, password),
                        new InvitationId(invitation.id) + "@" + invitation.expiresAt.getEpochSecond()));
    }

    private Language language(CallContext context) {
        var row = (Object[]) em.createNativeQuery("select locale, zone from tenants where id = :id")
                .setParameter("id", context.tenant().value())
                .getSingleResult();
        return new Language((String) row[0], ZoneId.of((String) row[1]));
    }

    private record Language(String locale, ZoneId zone) {}

    /**
     * @param username that an account opened for it has
     * @param name of the person, or what he is called at the tenant
     * @param role that an account which is opened for it gets
     */
    public record ToPrepare(
            InvitationId id, String username, EmailAddress email, String name, String role, String locale) {}
}
