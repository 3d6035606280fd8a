package io.guichet.api;

import io.guichet.agent.AgentId;
import io.guichet.agent.DeploymentDetails;
import io.guichet.agent.DeploymentId;
import io.guichet.agent.DomainId;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** What the resources of deployments read and answer alike, a tenant's own and the platform's. */
final class DeploymentEdge {

    private DeploymentEdge() {}

    static DeploymentId deployment(String id) {
        return DeploymentId.parse(id)
                .orElseThrow(
                        () -> new GuichetException(ProblemCode.DEPLOYMENT_NOT_FOUND, "No deployment has this id."));
    }

    static DomainId domain(String id) {
        return DomainId.parse(id)
                .orElseThrow(
                        () -> new GuichetException(ProblemCode.DOMAIN_NOT_FOUND, "The deployment has no such domain."));
    }

    /** A filter: null where it was not given. */
    static @Nullable AgentId agent(@Nullable String id) {
        var text = Requests.filter(id, "agent_id");
        if (text == null) {
            return null;
        }
        var parsed = AgentId.parse(text);
        new FieldErrors()
                .check(parsed.isPresent(), "agent_id", "is an agent's id")
                .throwIfAny();
        return parsed.orElseThrow();
    }

    static Response answer(DeploymentDetails deployment) {
        return Response.ok(Answer.of(deployment))
                .tag(Versions.tag(deployment.version()))
                .build();
    }
}
