package io.guichet.conversation;

import io.guichet.agent.DeploymentId;
import io.guichet.agent.DeploymentView;
import io.guichet.agent.Deployments;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.TenantId;
import io.guichet.kernel.Token;
import io.guichet.tenancy.TenantScope;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which deployment a visitor's secret leads to: what has to be known before he may do anything, such as how often. */
@UseCase
@Stateless
public class FindDeployment {

    private static final String PART = "find-deployment";

    @PersistenceContext
    EntityManager em;

    @Inject
    TenantScope scope;

    @Inject
    Sessions sessions;

    @Inject
    Deployments deployments;

    /** By the secret of a session; nothing where it opens none. */
    public Optional<DeploymentView> ofSession(Token session, String correlation) {
        Sessions.Visit visit;
        try {
            visit = sessions.open(session, correlation);
        } catch (GuichetException e) {
            return Optional.empty();
        }
        return Optional.ofNullable(
                        em.find(Conversation.class, visit.conversation().value()))
                .flatMap(c -> deployments.byId(visit.context(), new DeploymentId(c.deploymentId)));
    }

    /** The page that a session was opened on, with its deployment's key; nothing where the secret opens none. */
    public Optional<Place> placeOf(Token session, String correlation) {
        return ofSession(session, correlation)
                .map(d -> new Place(
                        d,
                        em.createQuery("from Session s where s.secretHash = :hash", Session.class)
                                .setParameter("hash", session.hash())
                                .getSingleResult()
                                .parentOrigin));
    }

    /** By the token of a link, whether or not it still works; nothing where there is none. */
    public Optional<DeploymentView> ofLink(Token link, String correlation) {
        scope.present(link);
        var found = em.createQuery("from SessionLink l where l.tokenHash = :hash", SessionLink.class)
                .setParameter("hash", link.hash())
                .getResultStream()
                .findFirst();
        return found.flatMap(l -> {
            var context = CallContext.platform(new TenantId(l.tenantId), PART, correlation);
            scope.enter(context.tenant());
            return deployments.byId(context, new DeploymentId(l.deploymentId));
        });
    }

    /** By the public key of the deployment itself; nothing where there is none. */
    public Optional<DeploymentView> ofKey(Token key, String correlation) {
        return deployments.tenantOf(key.text()).flatMap(tenant -> {
            scope.enter(tenant);
            return deployments.byKey(CallContext.platform(tenant, PART, correlation), key.text());
        });
    }

    /**
     * Where a session is at home.
     *
     * @param parentOrigin of the partner's page that it was opened on; null where a link opened it
     */
    public record Place(DeploymentView deployment, @Nullable String parentOrigin) {}
}
