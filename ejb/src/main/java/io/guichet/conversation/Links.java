package io.guichet.conversation;

import io.guichet.agent.Deployments;
import io.guichet.kernel.Actor;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Permission;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.Token;
import io.guichet.tenancy.Audit;
import io.guichet.tenancy.Idempotency;
import io.guichet.tenancy.MemberSessions;
import io.guichet.tenancy.MemberView;
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
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Links that a craftsman, or his vendor's software, sends to a customer. */
@UseCase
@Stateless
public class Links {

    private static final Duration LONGEST = Duration.ofDays(90);
    private static final int LARGEST_CONTEXT = 8_000;
    private static final int PAGE = 50;

    @PersistenceContext
    EntityManager em;

    @Inject
    Deployments deployments;

    @Inject
    Tenants tenants;

    @Inject
    MemberSessions memberSessions;

    @Inject
    Idempotency idempotency;

    @Inject
    Audit audit;

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
        new FieldErrors()
                .check(!link.deploymentKey().isBlank(), "deployment_key", "is required")
                .check(
                        lifetime.compareTo(Duration.ofMinutes(1)) >= 0 && lifetime.compareTo(LONGEST) <= 0,
                        "expires_in",
                        "is 60 to " + LONGEST.toSeconds() + " seconds")
                .check(
                        link.context() == null || link.context().length() <= LARGEST_CONTEXT,
                        "context",
                        "is at most " + LARGEST_CONTEXT + " characters of JSON")
                .throwIfAny();
        var deployment = deployments
                .byKey(context, link.deploymentKey())
                .filter(d -> d.active())
                .orElseThrow(() -> new GuichetException(
                        ProblemCode.DEPLOYMENT_NOT_FOUND, "This key names no active deployment of yours."));
        var member = member(context, link.artisanExternalId());
        if (member != null) {
            memberSessions.take(context, member);
        }
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
        em.persist(row);
        audit.record(context, "session_link.created", new LinkId(row.id).toString(), null, view(row));
        return new LinkCreated(
                new LinkId(row.id).toString(), token.text(), config.publicUrl + "/s/" + token.text(), row.expiresAt);
    }

    /** A craftsman's links are for himself; a tenant's software names whom a link is for, or nobody. */
    private @Nullable MemberView member(CallContext context, @Nullable String externalId) {
        var own = ownMember(context);
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

    /** The one member for whom the caller acts, or null where it acts for all of the tenant's. */
    private @Nullable MemberView ownMember(CallContext context) {
        if (context.may(Permission.MANAGE_MEMBERS) || !(context.actor() instanceof Actor.User user)) {
            return null;
        }
        return tenants.memberOf(context, user.id())
                .orElseThrow(() -> new GuichetException(ProblemCode.FORBIDDEN, "You are no member here any more."));
    }

    /** The tenant's links, a craftsman's own, the newest first, at most 50 after the cursor. */
    public List<LinkView> list(CallContext context, @Nullable LinkId before) {
        context.require(Permission.CREATE_SESSIONS);
        var own = ownMember(context);
        var query = em.createQuery(
                        "from SessionLink l where l.tenantId = :tenant and l.id < :before"
                                + (own == null ? "" : " and l.memberId = :own")
                                + " order by l.id desc",
                        SessionLink.class)
                .setParameter("tenant", context.tenant().value())
                .setParameter("before", before == null ? new UUID(-1, -1) : before.value())
                .setMaxResults(PAGE);
        if (own != null) {
            query.setParameter("own", own.id().value());
        }
        return query.getResultStream().map(Links::view).toList();
    }

    private static LinkView view(SessionLink link) {
        return new LinkView(
                new LinkId(link.id).toString(),
                link.conversationId == null ? null : new ConversationId(link.conversationId).toString(),
                link.createdAt,
                link.expiresAt,
                link.revokedAt);
    }

    /**
     * Ends a link at once, and the sessions that were opened with it.
     *
     * @throws GuichetException {@link ProblemCode#LINK_NOT_FOUND} also for another tenant's or craftsman's
     */
    public void revoke(CallContext context, LinkId id) {
        context.require(Permission.CREATE_SESSIONS);
        var own = ownMember(context);
        // Locked, as by whoever opens it: a session that begins meanwhile is seen here, and ended.
        var link = em.find(SessionLink.class, id.value(), LockModeType.PESSIMISTIC_WRITE);
        if (link == null || (own != null && !own.id().value().equals(link.memberId))) {
            throw new GuichetException(ProblemCode.LINK_NOT_FOUND, "No link of yours has this id.");
        }
        if (link.revokedAt == null) {
            var before = view(link);
            link.revokedAt = clock.instant();
            audit.record(context, "session_link.revoked", id.toString(), before, view(link));
        }
        if (link.conversationId != null) {
            em.createQuery(
                            "update Session s set s.expiresAt = :now where s.conversationId = :id and s.expiresAt > :now")
                    .setParameter("now", clock.instant())
                    .setParameter("id", link.conversationId)
                    .executeUpdate();
        }
    }

    /**
     * @param artisanExternalId what the tenant calls the craftsman, or null
     * @param context JSON that the agent may trust: it comes from the tenant's server; or null
     * @param expiresIn seconds, or null for the platform's default
     */
    public record NewLink(
            String deploymentKey,
            @Nullable String artisanExternalId,
            @Nullable String context,
            @Nullable Long expiresIn) {}

    /**
     * @param sessionToken shown once
     */
    public record LinkCreated(String id, String sessionToken, String url, Instant expiresAt) {}

    /** A link without its token, which nobody can read any more. */
    public record LinkView(
            String id,
            @Nullable String conversationId,
            Instant createdAt,
            Instant expiresAt,
            @Nullable Instant revokedAt) {}
}
