package io.guichet.conversation;

import io.guichet.agent.Branding;
import io.guichet.agent.DeploymentId;
import io.guichet.agent.Deployments;
import io.guichet.billing.Metric;
import io.guichet.billing.Quotas;
import io.guichet.billing.Usage;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Permission;
import io.guichet.kernel.ProblemCode;
import io.guichet.mail.EmailAddress;
import io.guichet.mail.Letter;
import io.guichet.mail.Letters;
import io.guichet.tenancy.Audit;
import io.guichet.tenancy.Idempotency;
import io.guichet.tenancy.MemberId;
import io.guichet.tenancy.Secrets;
import io.guichet.tenancy.Tenants;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sends a link to its customer by e-mail, in the tenant's name; once more, too. */
@UseCase
@Stateless
public class SendLink {

    /** Letters with one link in a day. */
    static final int LETTERS_PER_LINK = 3;

    /** Letters with links to one address in a day. */
    static final int LETTERS_PER_ADDRESS = 6;

    private static final Duration DAY = Duration.ofDays(1);

    @PersistenceContext
    EntityManager em;

    @Inject
    LinkRights rights;

    @Inject
    ReadLinks read;

    @Inject
    Deployments deployments;

    @Inject
    Tenants tenants;

    @Inject
    Secrets secrets;

    @Inject
    Letters letters;

    @Inject
    Quotas quotas;

    @Inject
    Idempotency idempotency;

    @Inject
    Audit audit;

    @Inject
    ConversationConfig config;

    @Inject
    Clock clock;

    /**
     * Writes the letter. The same link is sent each time: one that was sent before goes on working.
     *
     * @param email to whom, or null for the link's own contact; where that has none, it has this one from now on
     * @param idempotencyKey the caller's, or null
     * @throws GuichetException {@link ProblemCode#LINK_NOT_FOUND} also for another tenant's or craftsman's; {@link
     *     ProblemCode#INVALID_FIELDS} where there is no address; {@link ProblemCode#LINK_GONE}, {@link
     *     ProblemCode#LINK_USED}; {@link ProblemCode#CONFLICT} for a link whose token was not kept; {@link
     *     ProblemCode#RATE_LIMITED}, {@link ProblemCode#QUOTA_EXCEEDED}
     */
    public LinkView send(CallContext context, LinkId id, @Nullable String email, @Nullable String idempotencyKey) {
        context.require(Permission.CREATE_SESSIONS);
        return idempotency.once(
                context,
                "sessions.send-link",
                idempotencyKey,
                new Asked(id, email),
                LinkView.class,
                () -> write(context, id, email));
    }

    private LinkView write(CallContext context, LinkId id, @Nullable String email) {
        hold(context);
        var link = rights.found(context, id, LockModeType.PESSIMISTIC_WRITE);
        var address = address(link, email);
        var token = token(link);
        var letter = note(context, link, address);
        if (link.contactEmail == null) {
            link.contactEmail = address.text();
        }
        letters.write(context, letter(context, link, address, secrets.open(context, token), letter));
        audit.record(context, "session_link.sent", id.toString(), null, LinkTold.of(link));
        em.flush();
        var view = read.get(context, id);
        quotas.take(
                context,
                new Usage(
                        Metric.EMAILS,
                        1,
                        letter.at,
                        "link-letter:" + letter.id,
                        link.deploymentId,
                        link.memberId == null ? null : new MemberId(link.memberId),
                        link.conversationId,
                        null));
        return view;
    }

    private static EmailAddress address(SessionLink link, @Nullable String email) {
        var text = email == null || email.isBlank() ? link.contactEmail : email;
        new FieldErrors()
                .check(text != null && EmailAddress.isOne(text), "email", "is the customer's e-mail address")
                .throwIfAny();
        return new EmailAddress(Objects.requireNonNull(text));
    }

    private byte[] token(SessionLink link) {
        if (link.isGone(clock.instant())) {
            throw new GuichetException(ProblemCode.LINK_GONE, "This link has expired or was revoked.");
        }
        if (link.isUsedUp()) {
            throw new GuichetException(ProblemCode.LINK_USED, "This link was opened by as many browsers as it may be.");
        }
        if (link.token == null) {
            throw new GuichetException(ProblemCode.CONFLICT, "This link cannot be sent again: make another.");
        }
        return link.token;
    }

    private Letter letter(CallContext context, SessionLink link, EmailAddress to, String token, LinkLetter letter) {
        var language = language(context);
        var french = !language.locale().equals("en");
        var deployment =
                deployments.byId(context, new DeploymentId(link.deploymentId)).orElseThrow();
        var tenant = tenants.get(context);
        var member = link.memberId == null
                ? null
                : tenants.member(context, new MemberId(link.memberId)).orElse(null);
        var branding = Branding.of(deployment, tenant, member, language.locale());
        var text = new LinkLetterText(
                member == null ? tenant.name() : member.name(),
                Objects.requireNonNullElse(link.contactName, ""),
                config.linkAddress(token),
                link.expiresAt.atZone(language.zone()),
                Integer.valueOf(1).equals(link.maxUses),
                branding.signature());
        return new Letter(
                to.text(), text.subject(french), text.body(french), "link:" + new LinkId(link.id) + "@" + letter.id);
    }

    /** Holds the tenant, before anything else: of several at once each counts those before it. */
    private void hold(CallContext context) {
        em.createNativeQuery("select 1 from tenants where id = :tenant for no key update")
                .setParameter("tenant", context.tenant().value())
                .getResultList();
    }

    private LinkLetter note(CallContext context, SessionLink link, EmailAddress to) {
        var now = clock.instant();
        var mark = secrets.mark(context, "link-letter", to.text()).hash();
        var since = now.minus(DAY);
        require(count(context, since, "s.linkId = :it", link.id) < LETTERS_PER_LINK, "with one link", LETTERS_PER_LINK);
        require(
                count(context, since, "s.addressMark = :it", mark) < LETTERS_PER_ADDRESS,
                "to one address",
                LETTERS_PER_ADDRESS);
        require(
                count(context, since, "s.tenantId = :it", link.tenantId) < config.linkLettersPerDay,
                "with links",
                config.linkLettersPerDay);
        var letter = new LinkLetter(link, mark, now);
        em.persist(letter);
        return letter;
    }

    private long count(CallContext context, Instant since, String which, Object it) {
        return em.createQuery(
                        "select count(s) from LinkLetter s where s.tenantId = :tenant and s.at > :since and " + which,
                        Long.class)
                .setParameter("tenant", context.tenant().value())
                .setParameter("since", since)
                .setParameter("it", it)
                .getSingleResult();
    }

    private static void require(boolean room, String which, int most) {
        if (!room) {
            throw GuichetException.retryAfter(
                    ProblemCode.RATE_LIMITED, "At most " + most + " letters " + which + " in a day.", DAY);
        }
    }

    private Language language(CallContext context) {
        var row = (Object[]) em.createNativeQuery("select locale, zone from tenants where id = :id")
                .setParameter("id", context.tenant().value())
                .getSingleResult();
        return new Language((String) row[0], ZoneId.of((String) row[1]));
    }

    private record Language(String locale, ZoneId zone) {}

    /** What is asked, to tell whether it is the same. */
    private record Asked(LinkId link, @Nullable String email) {}
}
