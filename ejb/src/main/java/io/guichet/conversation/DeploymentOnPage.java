package io.guichet.conversation;

import io.guichet.agent.DeploymentView;
import io.guichet.agent.Deployments;
import io.guichet.agent.OriginRefused;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.Token;
import io.guichet.tenancy.TenantView;
import io.guichet.tenancy.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/** The deployment that a partner's page shows by its public key, inside a use case's transaction. */
@ApplicationScoped
class DeploymentOnPage {

    @Inject
    Tenants tenants;

    @Inject
    Deployments deployments;

    @Inject
    ConversationConfig config;

    /**
     * Finds it, and puts the transaction into its tenant.
     *
     * @param origin the page's; null where nobody says
     * @param part of the platform that asks
     * @throws GuichetException {@link ProblemCode#DEPLOYMENT_NOT_FOUND} also for one that is not active
     * @throws OriginRefused where the deployment's domains do not have the origin; for the caller to note
     */
    Shown find(String key, @Nullable String origin, String part, String correlation) {
        var shown = deployments
                .onPage(new Token(key), origin, config.development())
                .orElseThrow(DeploymentOnPage::notFound);
        var deployment = shown.deployment();
        var context = CallContext.platform(deployment.tenant(), part, correlation);
        var client = tenants.get(context);
        if (!client.active()) {
            throw notFound();
        }
        if (!shown.allowed()) {
            throw new OriginRefused(context, deployment.id(), origin);
        }
        return new Shown(context, client, deployment);
    }

    private static GuichetException notFound() {
        return new GuichetException(ProblemCode.DEPLOYMENT_NOT_FOUND, "No such deployment.");
    }

    /**
     * @param context the platform's, in the deployment's tenant
     */
    record Shown(CallContext context, TenantView client, DeploymentView deployment) {}
}
