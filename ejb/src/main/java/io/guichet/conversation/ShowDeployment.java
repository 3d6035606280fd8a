package io.guichet.conversation;

import io.guichet.agent.Branding;
import io.guichet.agent.DeploymentId;
import io.guichet.agent.DeploymentView;
import io.guichet.agent.Deployments;
import io.guichet.agent.DomainRule;
import io.guichet.agent.OriginRefused;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Permission;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.Token;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Objects;

/** A partner's page shows a deployment in a frame: what stands there before anybody speaks. It opens nothing. */
@UseCase
@Stateless
public class ShowDeployment {

    private static final String PART = "show-deployment";

    /** Past this a policy does not fit into the headers that proxies let through: then it names the one page. */
    private static final int LONGEST_POLICY = 3_000;

    @Inject
    DeploymentOnPage page;

    @Inject
    Deployments deployments;

    @Inject
    TestPasses passes;

    @Inject
    ConversationConfig config;

    /**
     * What a frame on a page shows.
     *
     * @param key the deployment's, which is public
     * @param parent as it says itself: the browser holds it to the ancestors of the answer
     * @throws GuichetException {@link ProblemCode#DEPLOYMENT_NOT_FOUND}
     * @throws OriginRefused where the deployment's domains do not have the page's origin; for the caller to note
     */
    public Frame onPage(Token key, ParentPage parent, String locale, String correlation) {
        var shown = page.find(key.text(), parent, PART, correlation);
        var deployment = shown.deployment();
        var origin = Objects.requireNonNull(parent.origin());
        return new Frame(
                deployment.agentName(),
                Branding.of(deployment, shown.client(), null, locale),
                shown.trial() ? origin : ancestors(shown.context(), deployment.id(), origin),
                shown.trial());
    }

    /**
     * Lets the caller see a deployment of his tenant on our own pages, whatever its domains are, for half an hour.
     *
     * @throws GuichetException {@link ProblemCode#DEPLOYMENT_NOT_FOUND} also for one that is not active
     */
    public TestPass tryOut(CallContext context, DeploymentId id) {
        context.require(Permission.MANAGE_DEPLOYMENTS);
        return deployments
                .byId(context, id)
                .filter(DeploymentView::active)
                .map(passes::issue)
                .orElseThrow(() -> new GuichetException(
                        ProblemCode.DEPLOYMENT_NOT_FOUND, "No active deployment of yours has this id."));
    }

    private String ancestors(CallContext context, DeploymentId deployment, String origin) {
        var all = DomainRule.frameAncestors(deployments.domains(context, deployment), config.development());
        return all.length() <= LONGEST_POLICY ? all : origin;
    }

    /**
     * @param ancestors the sources of {@code frame-ancestors}
     * @param trial whether it is shown to who tries it out, and to nobody else
     */
    public record Frame(String agentName, Branding branding, String ancestors, boolean trial) {}
}
