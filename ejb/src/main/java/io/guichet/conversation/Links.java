package io.guichet.conversation;

import io.guichet.agent.DeploymentView;
import io.guichet.agent.Deployments;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Permission;
import io.guichet.kernel.PlainText;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.Token;
import io.guichet.mail.EmailAddress;
import io.guichet.tenancy.Audit;
import io.guichet.tenancy.Idempotency;
import io.guichet.tenancy.MemberSessions;
import io.guichet.tenancy.MemberView;
import io.guichet.tenancy.Secrets;
import io.guichet.tenancy.Tenants;
import io.guichet.tenancy.UseCase;
import io.guichet.trust.ContextText;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Links that a craftsman, or his vendor's software, sends to a customer. */
@UseCase
@Stateless
public class Links {

    private static final Duration LONGEST = Duration.ofDays(90);
    private static final int MOST_USES = 1_000;
    private static final int LONGEST_TITLE = 100;
    private static final int LONGEST_NAME = 255;
    private static final long TEST_SECONDS = Duration.ofHours(1).toSeconds();

    @PersistenceContext
    EntityManager em;

    @Inject
    Deployments deployments;

    @Inject
    Tenants tenants;

    @Inject
    LinkRights rights;

    @Inject
    MemberSessions memberSessions;

    @Inject
    Secrets secrets;

    @Inject
    Idempotency idempotency;

    @Inject
    Audit audit;

    @Inject
    Notices notices;

    @Inject
    ConversationConfig config;

    @Inject
    Clock clock;

    /**
     * Makes a link.
     *
     * @param idempotencyKey the caller's, or null
     * @throws GuichetException {@link ProblemCode#DEPLOYMENT_NOT_FOUND} or {@link ProblemCode#MEMBER_NOT_FOUND} also for
     *     those of another tenant; {@link ProblemCode#INVALID_FIELDS}; {@link ProblemCode#FORBIDDEN} for a member who may
     *     have none, {@link ProblemCode#QUOTA_EXCEEDED} once his of the month are used up
     */
    public LinkCreated create(CallContext context, NewLink link, @Nullable String idempotencyKey) {
        context.require(Permission.CREATE_SESSIONS);
        return idempotency.once(
                context, "sessions.create-link", idempotencyKey, link, LinkCreated.class, () -> make(context, link));
    }

    private LinkCreated make(CallContext context, NewLink link) {
        var lifetime = link.expiresIn() == null ? config.linkLifetime : Duration.ofSeconds(link.expiresIn());
        check(link, lifetime);
        var deployment = deployments
                .byKey(context, link.deploymentKey())
                .filter(DeploymentView::active)
                .orElseThrow(() -> new GuichetException(
                        ProblemCode.DEPLOYMENT_NOT_FOUND, "This key names no active deployment of yours."));
        var member = member(context, link.artisanExternalId());
        if (member != null) {
            memberSessions.take(context, member);
        }
        return keep(context, deployment, member, link, lifetime, false);
    }

    /**
     * Makes a link by which somebody tries an agent out: for one browser and an hour. Its conversation is held, and
     * counted, as any other.
     *
     * @throws GuichetException {@link ProblemCode#DEPLOYMENT_NOT_FOUND}
     */
    public LinkCreated createTest(CallContext context, String deploymentKey) {
        context.require(Permission.MANAGE_DEPLOYMENTS);
        var deployment = deployments
                .byKey(context, deploymentKey)
                .filter(DeploymentView::active)
                .orElseThrow(() -> new GuichetException(
                        ProblemCode.DEPLOYMENT_NOT_FOUND, "This key names no active deployment of yours."));
        var link = new NewLink(deploymentKey, null, null, TEST_SECONDS, 1, null, null);
        return keep(context, deployment, null, link, Duration.ofSeconds(TEST_SECONDS), true);
    }

    private static void check(NewLink link, Duration lifetime) {
        var name = link.contact() == null ? null : link.contact().name();
        var email = link.contact() == null ? null : link.contact().email();
        var uses = link.maxUses();
        var errors = new FieldErrors()
                .check(!link.deploymentKey().isBlank(), "deployment_key", "is required")
                .check(
                        lifetime.compareTo(Duration.ofMinutes(1)) >= 0 && lifetime.compareTo(LONGEST) <= 0,
                        "expires_in",
                        "is 60 to " + LONGEST.toSeconds() + " seconds");
        ContextText.checkText(errors, "context", link.context());
        errors.check(uses == null || (uses >= 1 && uses <= MOST_USES), "max_uses", "is 1 to " + MOST_USES)
                .check(isLine(link.title(), LONGEST_TITLE), "title", "is a line of at most 100 characters")
                .check(isLine(name, LONGEST_NAME), "contact.name", "is a line of at most 255 characters")
                .check(
                        email == null || email.isBlank() || EmailAddress.isOne(email),
                        "contact.email",
                        "is an e-mail address")
                .throwIfAny();
    }

    private static boolean isLine(@Nullable String text, int longest) {
        return PlainText.isAtMost(text, longest) && PlainText.isClean(text, false);
    }

    private LinkCreated keep(
            CallContext context,
            DeploymentView deployment,
            @Nullable MemberView member,
            NewLink link,
            Duration lifetime,
            boolean test) {
        var token = Token.random("");
        var now = clock.instant();
        var row = new SessionLink(
                context.tenant().value(),
                token,
                deployment.id().value(),
                member == null ? null : member.id().value(),
                link.context(),
                context.actor().text(),
                now,
                now.plus(lifetime));
        row.token = secrets.seal(context, token.text());
        row.maxUses = link.maxUses();
        row.title = text(link.title());
        row.test = test;
        if (link.contact() != null) {
            row.contactName = text(link.contact().name());
            var email = text(link.contact().email());
            row.contactEmail = email == null ? null : new EmailAddress(email).text();
        }
        em.persist(row);
        audit.record(context, "session_link.created", new LinkId(row.id).toString(), null, LinkTold.of(row));
        return new LinkCreated(
                new LinkId(row.id).toString(), token.text(), config.linkAddress(token.text()), row.expiresAt);
    }

    private static @Nullable String text(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    /** A craftsman's links are for himself; a tenant's software names whom a link is for, or nobody. */
    private @Nullable MemberView member(CallContext context, @Nullable String externalId) {
        var own = rights.ownMember(context);
        if (own != null) {
            return own;
        }
        if (externalId == null) {
            return null;
        }
        return tenants.memberByExternalId(context, externalId)
                .orElseThrow(() -> new GuichetException(
                        ProblemCode.MEMBER_NOT_FOUND, "No active member of yours has this artisan_external_id."));
    }

    /**
     * Ends a link at once, and the sessions that were opened with it.
     *
     * @throws GuichetException {@link ProblemCode#LINK_NOT_FOUND} also for another tenant's or craftsman's
     */
    public void revoke(CallContext context, LinkId id) {
        context.require(Permission.CREATE_SESSIONS);
        // Locked, as by whoever opens it: a session that begins meanwhile is seen here, and ended.
        var link = rights.found(context, id, LockModeType.PESSIMISTIC_WRITE);
        if (link.revokedAt == null) {
            var before = LinkTold.of(link);
            link.revoke(clock.instant());
            audit.record(context, "session_link.revoked", id.toString(), before, LinkTold.of(link));
        }
        if (link.conversationId != null) {
            em.createQuery(
                            "update Session s set s.expiresAt = :now where s.conversationId = :id and s.expiresAt > :now")
                    .setParameter("now", clock.instant())
                    .setParameter("id", link.conversationId)
                    .executeUpdate();
            notices.ended(List.of(link.conversationId));
        }
    }

    /**
     * @param artisanExternalId what the tenant calls the craftsman, or null
     * @param context JSON that the agent may trust: it comes from the tenant's server; or null
     * @param expiresIn seconds, or null for the platform's default
     * @param maxUses how many browsers may open it, or null for any number
     * @param title what the maker calls it, or null
     * @param contact the customer, or null
     */
    public record NewLink(
            String deploymentKey,
            @Nullable String artisanExternalId,
            @Nullable String context,
            @Nullable Long expiresIn,
            @Nullable Integer maxUses,
            @Nullable String title,
            @Nullable LinkContact contact) {

        /** A link for any number of browsers, and nobody in particular. */
        public NewLink(
                String deploymentKey,
                @Nullable String artisanExternalId,
                @Nullable String context,
                @Nullable Long expiresIn) {
            this(deploymentKey, artisanExternalId, context, expiresIn, null, null, null);
        }
    }

    /**
     * @param sessionToken shown once
     */
    public record LinkCreated(String id, String sessionToken, String url, Instant expiresAt) {}
}
