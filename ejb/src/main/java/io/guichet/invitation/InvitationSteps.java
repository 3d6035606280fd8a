package io.guichet.invitation;

import io.guichet.billing.Metric;
import io.guichet.billing.Quotas;
import io.guichet.billing.Usage;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Permission;
import io.guichet.kernel.UserId;
import io.guichet.mail.EmailAddress;
import io.guichet.mail.Letter;
import io.guichet.mail.Letters;
import io.guichet.tenancy.Audit;
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
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The transactions of an invitation's work, before and after the identity provider is asked. */
@UseCase
@Stateless
public class InvitationSteps {

    @PersistenceContext
    EntityManager em;

    @Inject
    TenantScope scope;

    @Inject
    Tenants tenants;

    @Inject
    Letters letters;

    @Inject
    Quotas quotas;

    @Inject
    Audit audit;

    @Inject
    Work work;

    @Inject
    InvitationConfig config;

    @Inject
    Clock clock;

    /**
     * What is to be prepared; nothing where that was done, or the invitation does not stand any more. The letter is taken
     * from the tenant's quota here, once, before an account is opened that nobody could be told of.
     *
     * @throws GuichetException {@link io.guichet.kernel.ProblemCode#QUOTA_EXCEEDED} if there is no letter left for it
     */
    public Optional<ToPrepare> toPrepare(CallContext context, InvitationId id) {
        return waiting(context, id).map(i -> {
            var wanted = new ToPrepare(
                    id,
                    username(id),
                    new EmailAddress(i.email),
                    Objects.requireNonNullElse(i.name, i.externalId),
                    i.role(),
                    language(context).locale(),
                    i.letter);
            if (i.letter) {
                quotas.take(context, Usage.of(Metric.EMAILS, 1, clock.instant(), "letter:" + about(i)));
            }
            return wanted;
        });
    }

    /** The person has an account: he is asked, and answers by himself. */
    public void invite(CallContext context, InvitationId id) {
        waiting(context, id).ifPresent(i -> {
            i.preparedAt = clock.instant();
            write(context, i, null);
        });
    }

    /**
     * The person has an account by now, which nobody but he can open. He is no member yet, also where it was opened for
     * the tenant: whether an address was known would show by that.
     *
     * @param password that he changes when he signs in
     * @see AnswerInvitations#arrive
     */
    public void welcome(CallContext context, InvitationId id, UserId account, String password) {
        waiting(context, id).ifPresent(i -> {
            i.preparedAt = clock.instant();
            i.accountId = account.value();
            write(context, i, password);
            var end = i.expiresAt;
            work.schedule(context, EndFirstPassword.TYPE, id + "@" + end.getEpochSecond(), id.toString(), end);
        });
    }

    /** It cannot be done. */
    public void fail(CallContext context, InvitationId id, String reason) {
        context.require(Permission.ACT_FOR_PLATFORM);
        Optional.ofNullable(em.find(Invitation.class, id.value(), LockModeType.PESSIMISTIC_WRITE))
                .filter(i -> i.isToPrepare(clock.instant()))
                .ifPresent(i -> end(context, i, reason));
    }

    private void end(CallContext context, Invitation invitation, String reason) {
        var now = clock.instant();
        var before = invitation.told(now);
        invitation.end("failed", reason, now);
        var id = new InvitationId(invitation.id).toString();
        audit.record(context, "invitation.failed", id, before, invitation.told(now));
    }

    /**
     * To whom an invitation went whose time is over; nothing where it was sent again meanwhile, or another that still
     * stands wrote him a later first password.
     */
    public Optional<EmailAddress> withPasswordToEnd(CallContext context, InvitationId id) {
        context.require(Permission.ACT_FOR_PLATFORM);
        var now = clock.instant();
        return Optional.ofNullable(em.find(Invitation.class, id.value()))
                .filter(i -> !now.isBefore(i.expiresAt))
                .filter(i -> i.accountId == null || !hasLaterPassword(i, i.accountId, now))
                .map(i -> new EmailAddress(i.email));
    }

    private boolean hasLaterPassword(Invitation ended, UUID account, Instant now) {
        scope.present(Invitation.credential(new EmailAddress(ended.email)));
        var others = em.createQuery("""
                        select count(i) from Invitation i
                         where i.emailHash = :hash and i.accountId = :account and i.id <> :id and i.status = 'pending'
                           and i.expiresAt > :now and (i.preparedAt is null or i.preparedAt >= :since)""", Long.class)
                .setParameter("hash", ended.emailHash)
                .setParameter("account", account)
                .setParameter("id", ended.id)
                .setParameter("now", now)
                .setParameter("since", Objects.requireNonNullElse(ended.preparedAt, ended.createdAt))
                .getSingleResult();
        return others > 0;
    }

    /** What an account that is opened for an invitation is called at the identity provider. */
    static String username(InvitationId id) {
        return id.toString();
    }

    /** One that is to be prepared. For a tenant that was suspended or deleted meanwhile nobody is written to. */
    private Optional<Invitation> waiting(CallContext context, InvitationId id) {
        context.require(Permission.ACT_FOR_PLATFORM);
        var found = Optional.ofNullable(em.find(Invitation.class, id.value(), LockModeType.PESSIMISTIC_WRITE))
                .filter(i -> i.isToPrepare(clock.instant()));
        if (found.isPresent() && !tenants.get(context).active()) {
            end(context, found.get(), "client_inactive");
            return Optional.empty();
        }
        return found;
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
        var asked = !invitation.isForNewAccount() || password == null;
        letters.write(
                context,
                new Letter(
                        invitation.email, text.subject(french), text.body(french, asked, password), about(invitation)));
    }

    private static String about(Invitation invitation) {
        return new InvitationId(invitation.id) + "@" + invitation.expiresAt.getEpochSecond();
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
     * @param letter whether he is written to
     */
    public record ToPrepare(
            InvitationId id,
            String username,
            EmailAddress email,
            String name,
            String role,
            String locale,
            boolean letter) {}
}
