package io.guichet.conversation;

import io.guichet.agent.Branding;
import io.guichet.agent.DeploymentId;
import io.guichet.agent.Deployments;
import io.guichet.agent.DomainRule;
import io.guichet.agent.OriginRefused;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.Token;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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
    ConversationConfig config;

    /**
     * What a frame on a page shows.
     *
     * @param key the deployment's, which is public
     * @param origin the page's, as it says itself: the browser holds it to the ancestors of the answer
     * @throws GuichetException {@link ProblemCode#DEPLOYMENT_NOT_FOUND}
     * @throws OriginRefused where the deployment's domains do not have the origin; for the caller to note
     */
    public Frame onPage(Token key, @Nullable String origin, String locale, String correlation) {
        var shown = page.find(key.text(), origin, PART, correlation);
        var deployment = shown.deployment();
        return new Frame(
                deployment.agentName(),
                Branding.of(deployment, shown.client(), null, locale),
                ancestors(shown.context(), deployment.id(), Objects.requireNonNull(origin)));
    }

    private String ancestors(CallContext context, DeploymentId deployment, String origin) {
        var all = DomainRule.frameAncestors(deployments.domains(context, deployment), config.development());
        return all.length() <= LONGEST_POLICY ? all : origin;
    }

    /**
     * @param ancestors the sources of {@code frame-ancestors}
     */
    public record Frame(String agentName, Branding branding, String ancestors) {}
}
