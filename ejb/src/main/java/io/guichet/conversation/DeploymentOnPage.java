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

/** The deployment that a partner's page shows by its public key, inside a use case's transaction. */
@ApplicationScoped
class DeploymentOnPage {

    @Inject
    Tenants tenants;

    @Inject
    Deployments deployments;

    @Inject
    TestPasses passes;

    @Inject
    ConversationConfig config;

    /**
     * Finds it, and puts the transaction into its tenant.
     *
     * @param part of the platform that asks
     * @throws GuichetException {@link ProblemCode#DEPLOYMENT_NOT_FOUND} also for one that is not active
     * @throws OriginRefused where the deployment's domains do not have the page's origin, and no pass lets it try; for the
     *     caller to note
     */
    Shown find(String key, ParentPage page, String part, String correlation) {
        var shown = deployments
                .onPage(new Token(key), page.origin(), config.development())
                .orElseThrow(DeploymentOnPage::notFound);
        var deployment = shown.deployment();
        var context = CallContext.platform(deployment.tenant(), part, correlation);
        var client = tenants.get(context);
        if (!client.active()) {
            throw notFound();
        }
        var trial = !shown.allowed() && passes.admit(deployment, page);
        if (!shown.allowed() && !trial) {
            var foreign = !config.ownOrigin().equals(page.origin());
            throw new OriginRefused(context, deployment.id(), page.origin(), foreign);
        }
        return new Shown(context, client, deployment, trial);
    }

    private static GuichetException notFound() {
        return new GuichetException(ProblemCode.DEPLOYMENT_NOT_FOUND, "No such deployment.");
    }

    /**
     * @param context the platform's, in the deployment's tenant
     * @param trial whether a pass lets the page show it, and no domain
     */
    record Shown(CallContext context, TenantView client, DeploymentView deployment, boolean trial) {}
}
