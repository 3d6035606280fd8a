package io.guichet.api;

import io.guichet.agent.DomainDraft;
import io.guichet.agent.DomainId;
import io.guichet.agent.DomainView;
import io.guichet.agent.Domains;
import io.guichet.agent.VerifyDomain;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The domains of deployments as a tenant and as an operator read, add and remove them. */
@ApplicationScoped
public class DomainEdge {

    @Inject
    Domains domains;

    @Inject
    VerifyDomain verifyDomain;

    Answer.Paged<List<DomainView>> list(
            CallContext context, String deployment, @Nullable Integer limit, @Nullable String cursor) {
        var page = domains.list(context, DeploymentEdge.deployment(deployment), PageRequest.of(limit, cursor));
        return Answer.Paged.of(page.items(), page.next());
    }

    /**
     * @param folder where a deployment is read, e.g. {@code client/deployments/}
     */
    Response add(
            CallContext context,
            String deployment,
            @Nullable DomainDraft domain,
            @Nullable String idempotencyKey,
            String folder) {
        var added = domains.add(context, DeploymentEdge.deployment(deployment), Requests.body(domain), idempotencyKey);
        return Response.created(URI.create(folder + deployment + "/domains/" + added.id()))
                .entity(Answer.of(added))
                .build();
    }

    void remove(CallContext context, String deployment, String id) {
        domains.remove(context, DeploymentEdge.deployment(deployment), domain(id));
    }

    Answer<VerifyDomain.Verification> verify(CallContext context, String deployment, String id) {
        return Answer.of(verifyDomain.verify(context, DeploymentEdge.deployment(deployment), domain(id)));
    }

    private static DomainId domain(String id) {
        return DomainId.parse(id)
                .orElseThrow(
                        () -> new GuichetException(ProblemCode.DOMAIN_NOT_FOUND, "The deployment has no such domain."));
    }
}
