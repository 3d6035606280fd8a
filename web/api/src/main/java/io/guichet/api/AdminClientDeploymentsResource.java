package io.guichet.api;

import io.guichet.agent.DeploymentDetails;
import io.guichet.agent.DeploymentDraft;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A client's deployments, for those who run the platform. A class of its own: a path is looked for in one class. */
@Path("admin/clients/{client}/deployments")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({"super_admin", "admin"})
@Tag(name = "admin")
@SecurityRequirement(name = "bearer")
@APIResponse(responseCode = "401", description = "unauthenticated")
@APIResponse(responseCode = "403", description = "forbidden")
public class AdminClientDeploymentsResource {

    @Inject
    ClientReads clients;

    @Inject
    DeploymentEdge deployments;

    @Inject
    Callers callers;

    @GET
    @Operation(
            summary = "List a client's deployments",
            description =
                    "q looks into name and deployment_key; sort is name or created_at, - before it turns it round.")
    @APIResponse(responseCode = "200", description = "A page of them")
    @APIResponse(responseCode = "404", description = "client_not_found")
    @APIResponse(responseCode = "422", description = "invalid_fields: limit, sort, q or a filter")
    public Answer.Paged<List<DeploymentDetails>> list(
            @PathParam("client") String client,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("q") @Nullable String q,
            @QueryParam("sort") @Nullable String sort,
            @Parameter(description = "Deployments of this agent alone") @QueryParam("agent_id") @Nullable String agent,
            @Parameter(description = "internal, shared or dedicated") @QueryParam("deployment_mode") @Nullable
                    String mode,
            @Parameter(description = "Only those that are, or are not") @QueryParam("is_active") @Nullable
                    Boolean active) {
        var filter = new DeploymentEdge.Filter(agent, mode, active);
        return deployments.list(clients.in(callers.platform(), client), limit, cursor, q, sort, filter);
    }

    @POST
    @Operation(
            summary = "Deploy an agent at a client",
            description = "As many as the plan allows. deployment_key goes into the page. Takes Idempotency-Key.")
    @APIResponse(
            responseCode = "201",
            description = "The deployment and its key; ETag is its version",
            content = @Content(schema = @Schema(implementation = DeploymentDetails.class)))
    @APIResponse(responseCode = "403", description = "plan_limit_reached")
    @APIResponse(responseCode = "404", description = "client_not_found")
    @APIResponse(responseCode = "409", description = "conflict: the agent has just lost the mode")
    @APIResponse(responseCode = "422", description = "invalid_fields, unreachable_url or idempotency_key_reused")
    public Response create(
            @PathParam("client") String client,
            @Nullable DeploymentDraft deployment,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
        var context = clients.in(callers.platform(), client);
        return deployments.create(context, deployment, idempotencyKey, "admin/deployments/");
    }
}
