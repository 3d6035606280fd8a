package io.guichet.api;

import io.guichet.agent.AgentId;
import io.guichet.agent.ChangeDeployments;
import io.guichet.agent.DeploymentDetails;
import io.guichet.agent.DeploymentDraft;
import io.guichet.agent.DeploymentId;
import io.guichet.agent.DeploymentPreview;
import io.guichet.agent.DomainRefusals;
import io.guichet.agent.ReadDeployments;
import io.guichet.agent.RefusalView;
import io.guichet.agent.ResolvedDeployment;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.PlatformCaller;
import io.guichet.kernel.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Deployments as a tenant and as an operator read, make and change them. */
@ApplicationScoped
public class DeploymentEdge {

    @Inject
    ReadDeployments deployments;

    @Inject
    ChangeDeployments change;

    @Inject
    DomainRefusals refusals;

    static DeploymentId deployment(String id) {
        return DeploymentId.parse(id)
                .orElseThrow(
                        () -> new GuichetException(ProblemCode.DEPLOYMENT_NOT_FOUND, "No deployment has this id."));
    }

    /** Somebody who runs the platform, in the place of the tenant whose deployment it is. */
    CallContext in(PlatformCaller caller, String deployment) {
        return caller.in(deployments.tenantOf(caller, deployment(deployment)));
    }

    Answer.Paged<List<DeploymentDetails>> list(
            CallContext context,
            @Nullable Integer limit,
            @Nullable String cursor,
            @Nullable String q,
            @Nullable String sort,
            Filter filter) {
        var page = deployments.list(
                context,
                PageRequest.of(limit, cursor, q, sort, ReadDeployments.SORTS, "-created_at"),
                agent(filter.agent()),
                Requests.filter(filter.mode(), "deployment_mode"),
                filter.active());
        return Answer.Paged.of(page.items(), page.next());
    }

    /**
     * @param folder where a deployment is read, e.g. {@code client/deployments/}
     */
    Response create(
            CallContext context, @Nullable DeploymentDraft deployment, @Nullable String idempotencyKey, String folder) {
        var created = change.create(context, Requests.body(deployment), idempotencyKey);
        return Response.created(URI.create(folder + created.id()))
                .tag(Versions.tag(created.version()))
                .entity(Answer.of(created))
                .build();
    }

    Response get(CallContext context, String id) {
        return answer(deployments.get(context, deployment(id)));
    }

    Response replace(CallContext context, String id, @Nullable DeploymentDraft deployment, @Nullable String ifMatch) {
        return answer(change.replace(context, deployment(id), Requests.body(deployment), Versions.expected(ifMatch)));
    }

    void delete(CallContext context, String id) {
        change.remove(context, deployment(id));
    }

    /**
     * @param whole whether what only those who run the platform may see is shown
     */
    Answer<ResolvedDeployment> resolved(CallContext context, String id, boolean whole, @Nullable String languages) {
        return Answer.of(deployments.resolved(context, deployment(id), whole, Requests.locale(languages)));
    }

    /**
     * @param whole whether what only those who run the platform may see is shown
     */
    Answer<ResolvedDeployment.Preview> preview(
            CallContext context,
            String id,
            @Nullable DeploymentPreview draft,
            boolean whole,
            @Nullable String languages) {
        return Answer.of(
                deployments.preview(context, deployment(id), Requests.body(draft), whole, Requests.locale(languages)));
    }

    Answer.Paged<List<RefusalView>> refusals(
            CallContext context, String id, @Nullable Integer limit, @Nullable String cursor, @Nullable String q) {
        var request = PageRequest.of(limit, cursor, q, null, Set.of("last_at"), "-last_at");
        var page = refusals.list(context, deployment(id), request);
        return Answer.Paged.of(page.items(), page.next());
    }

    private static @Nullable AgentId agent(@Nullable String id) {
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

    private static Response answer(DeploymentDetails deployment) {
        return Response.ok(Answer.of(deployment))
                .tag(Versions.tag(deployment.version()))
                .build();
    }

    /** Which deployments; null for all. */
    record Filter(
            @Nullable String agent,
            @Nullable String mode,
            @Nullable Boolean active) {}
}
