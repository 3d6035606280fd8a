package io.guichet.portal;

import io.guichet.agent.AdministerAgents;
import io.guichet.agent.AgentId;
import io.guichet.agent.DeploymentId;
import io.guichet.agent.ReadDeployments;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.PlatformCaller;
import io.guichet.kernel.ProblemCode;
import io.guichet.knowledge.CommonDocuments;
import io.guichet.knowledge.Documents;
import io.guichet.knowledge.Retrieval;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Finds the documents that a page's address names. */
@ApplicationScoped
class DocumentShelves {

    @Inject
    Documents own;

    @Inject
    CommonDocuments common;

    @Inject
    Retrieval retrieval;

    @Inject
    ReadDeployments deployments;

    @Inject
    AdministerAgents agents;

    DocumentShelf ofDeployment(CallContext context, String deployment) {
        return new DocumentShelf.OfDeployment(own, retrieval, context, deployment(deployment));
    }

    DocumentShelf ofAgent(PlatformCaller caller, String agent) {
        return new DocumentShelf.OfAgent(common, retrieval, caller, agent(agent));
    }

    /**
     * @throws GuichetException {@link ProblemCode#DEPLOYMENT_NOT_FOUND}
     */
    String nameOfDeployment(CallContext context, String deployment) {
        return deployments.get(context, deployment(deployment)).name();
    }

    /**
     * @throws GuichetException {@link ProblemCode#AGENT_NOT_FOUND}
     */
    String nameOfAgent(PlatformCaller caller, String agent) {
        return agents.get(caller, agent(agent)).name();
    }

    private static DeploymentId deployment(String id) {
        return DeploymentId.parse(id)
                .orElseThrow(() ->
                        new GuichetException(ProblemCode.DEPLOYMENT_NOT_FOUND, "No deployment of yours has this id."));
    }

    private static AgentId agent(String id) {
        return AgentId.parse(id)
                .orElseThrow(() -> new GuichetException(ProblemCode.AGENT_NOT_FOUND, "No agent has this id."));
    }
}
