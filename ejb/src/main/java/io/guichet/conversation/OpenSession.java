package io.guichet.conversation;

import io.guichet.agent.Branding;
import io.guichet.agent.DeploymentId;
import io.guichet.agent.DeploymentView;
import io.guichet.agent.Deployments;
import io.guichet.agent.OriginRefused;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.TenantId;
import io.guichet.kernel.Token;
import io.guichet.tenancy.MemberId;
import io.guichet.tenancy.MemberView;
import io.guichet.tenancy.TenantScope;
import io.guichet.tenancy.TenantView;
import io.guichet.tenancy.Tenants;
import io.guichet.tenancy.UseCase;
import io.guichet.trust.ContextTokens;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A visitor arrives: by a link, or on a page that shows a deployment. */
@UseCase
@Stateless
public class OpenSession {

    private static final String PART = "open-session";

    @PersistenceContext
    EntityManager em;

    @Inject
    TenantScope scope;

    @Inject
    Tenants tenants;

    @Inject
    Deployments deployments;

    @Inject
    DeploymentOnPage page;

    @Inject
    ContextTokens tokens;

    @Inject
    ConversationConfig config;

    @Inject
    Clock clock;

    /**
     * Opens what a link leads to. The first time it makes the conversation; later, also on another device, it finds it
     * again. Two at once make one.
     *
     * @param locale the visitor's language, e.g. {@code fr}
     * @throws GuichetException {@link ProblemCode#LINK_NOT_FOUND}, {@link ProblemCode#LINK_GONE}, {@link
     *     ProblemCode#LINK_USED}
     */
    public SessionOpened byLink(Token token, String locale, String correlation) {
        return byLink(token, locale, null, correlation);
    }

    /**
     * The same with what the tenant signed of the visitor.
     *
     * @param contextToken a JWT of the tenant's, or null
     * @throws GuichetException also {@link ProblemCode#INVALID_CONTEXT_TOKEN}
     */
    public SessionOpened byLink(Token token, String locale, @Nullable String contextToken, String correlation) {
        scope.present(token);
        var found = em.createQuery("from SessionLink l where l.tokenHash = :hash", SessionLink.class)
                .setParameter("hash", token.hash())
                .getResultStream()
                .findFirst()
                .orElseThrow(() -> new GuichetException(ProblemCode.LINK_NOT_FOUND, "No such link."));
        var context = CallContext.platform(new TenantId(found.tenantId), PART, correlation);
        scope.enter(context.tenant());
        em.refresh(found, LockModeType.PESSIMISTIC_WRITE);
        var member = member(context, found);
        if (!works(context, found)) {
            throw new GuichetException(ProblemCode.LINK_GONE, "This link has expired or was revoked.");
        }
        if (found.isUsedUp()) {
            throw new GuichetException(ProblemCode.LINK_USED, "This link was opened by as many browsers as it may be.");
        }
        var tenant = tenants.get(context);
        var deployment = deployments
                .byId(context, new DeploymentId(found.deploymentId))
                .filter(DeploymentView::active)
                .filter(d -> tenant.active())
                .orElseThrow(() -> new GuichetException(ProblemCode.LINK_GONE, "This link no longer leads anywhere."));
        var conversation = conversation(found, locale);
        if (contextToken != null) {
            vouch(context, conversation, deployment, contextToken);
        }
        found.use(clock.instant());
        return open(conversation, deployment, tenant, member.orElse(null), null);
    }

    private Conversation conversation(SessionLink link, String locale) {
        if (link.conversationId != null) {
            return em.find(Conversation.class, link.conversationId);
        }
        var conversation = new Conversation(
                link.tenantId, link.deploymentId, link.memberId, locale, link.context, clock.instant());
        em.persist(conversation);
        em.flush();
        link.conversationId = conversation.id;
        return conversation;
    }

    /** What the tenant signed counts from now on, beside what it said before. */
    private void vouch(CallContext context, Conversation conversation, DeploymentView deployment, String contextToken) {
        var said = tokens.take(context, deployment.key(), contextToken);
        if (em.contains(conversation)) {
            em.refresh(conversation, LockModeType.PESSIMISTIC_WRITE);
        }
        conversation.trustedContext = KnownContext.merged(conversation.trustedContext, said);
    }

    /** Whether a link works, without using it: what a GET of its page may know. */
    public LinkState state(Token token, String correlation) {
        scope.present(token);
        var found = em.createQuery("from SessionLink l where l.tokenHash = :hash", SessionLink.class)
                .setParameter("hash", token.hash())
                .getResultStream()
                .findFirst();
        if (found.isEmpty()) {
            return LinkState.UNKNOWN;
        }
        var link = found.get();
        var context = CallContext.platform(new TenantId(link.tenantId), PART, correlation);
        scope.enter(context.tenant());
        return works(context, link) ? LinkState.OPEN : LinkState.GONE;
    }

    private boolean works(CallContext context, SessionLink link) {
        return !link.isGone(clock.instant())
                && (link.memberId == null || member(context, link).isPresent())
                && tenants.get(context).active();
    }

    /** What a GET may know of a link. */
    public enum LinkState {
        OPEN,
        GONE,
        UNKNOWN
    }

    /**
     * Opens a conversation on a partner's page.
     *
     * @param origin the page's, as its browser sent it; null where it sent none
     * @throws GuichetException {@link ProblemCode#DEPLOYMENT_NOT_FOUND}
     * @throws OriginRefused where the deployment's domains do not have the origin; for the caller to note
     */
    public SessionOpened byDeployment(String key, @Nullable String origin, String locale, String correlation) {
        return byDeployment(key, ParentPage.at(origin), locale, null, correlation);
    }

    /**
     * The same with what the tenant signed of the visitor, or on a page of ours where the deployment is tried out.
     *
     * @param contextToken a JWT of the tenant's, or null
     * @throws GuichetException also {@link ProblemCode#INVALID_CONTEXT_TOKEN}
     */
    public SessionOpened byDeployment(
            String key, ParentPage parent, String locale, @Nullable String contextToken, String correlation) {
        var shown = page.find(key, parent, PART, correlation);
        var context = shown.context();
        var deployment = shown.deployment();
        var conversation = new Conversation(
                context.tenant().value(), deployment.id().value(), null, locale, null, clock.instant());
        if (contextToken != null) {
            vouch(context, conversation, deployment, contextToken);
        }
        em.persist(conversation);
        return open(conversation, deployment, shown.client(), null, parent.origin());
    }

    private SessionOpened open(
            Conversation conversation,
            DeploymentView deployment,
            TenantView tenant,
            @Nullable MemberView member,
            @Nullable String origin) {
        var secret = Token.random("sess_");
        var now = clock.instant();
        em.persist(new Session(conversation, secret, origin, now, now.plus(config.sessionLifetime)));
        return new SessionOpened(
                secret,
                new ConversationId(conversation.id),
                deployment.agentName(),
                member == null ? null : member.name(),
                Branding.of(deployment, tenant, member, conversation.locale),
                conversation.startedAt != null);
    }

    private Optional<MemberView> member(CallContext context, SessionLink link) {
        return link.memberId == null ? Optional.empty() : tenants.member(context, new MemberId(link.memberId));
    }

    /**
     * @param secret goes into the browser and nowhere else
     * @param artisan for whom the conversation is held, or null where it is the tenant's own
     * @param resumed whether something was said before
     */
    public record SessionOpened(
            Token secret,
            ConversationId conversation,
            String agentName,
            @Nullable String artisan,
            Branding branding,
            boolean resumed) {}
}
