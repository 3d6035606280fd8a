package io.guichet.api;

import io.guichet.agent.DeploymentDetails;
import io.guichet.agent.DeploymentDraft;
import io.guichet.agent.DeploymentPreview;
import io.guichet.agent.RefusalView;
import io.guichet.agent.ResolvedDeployment;
import io.guichet.kernel.CallContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Deployments of every tenant, for those who run the platform. */
@Path("admin/deployments")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({"super_admin", "admin"})
@Tag(name = "admin")
@SecurityRequirement(name = "bearer")
@APIResponse(responseCode = "401", description = "unauthenticated")
@APIResponse(responseCode = "403", description = "forbidden")
public class AdminDeploymentsResource {

    @Inject
    DeploymentEdge deployments;

    @Inject
    Callers callers;

    @GET
    @Path("{id}")
    @Operation(
            summary = "Read a deployment",
            description = "With its domains, what it was used for, and warnings about its overlay.")
    @APIResponse(
            responseCode = "200",
            description = "The deployment; ETag is its version",
            content = @Content(schema = @Schema(implementation = DeploymentDetails.class)))
    @APIResponse(responseCode = "404", description = "deployment_not_found")
    public Response get(@PathParam("id") String id) {
        return deployments.get(in(id), id);
    }

    @PUT
    @Path("{id}")
    @Operation(
            summary = "Replace a deployment",
            description =
                    "All of it but its id, key and agent; domains that are not sent stay. If-Match carries the ETag that"
                            + " was read, or *. warnings says what of the overlay is not taken.")
    @APIResponse(
            responseCode = "200",
            description = "The deployment as it is now",
            content = @Content(schema = @Schema(implementation = DeploymentDetails.class)))
    @APIResponse(responseCode = "404", description = "deployment_not_found")
    @APIResponse(responseCode = "409", description = "conflict: the agent has just lost the mode")
    @APIResponse(responseCode = "412", description = "precondition_failed")
    @APIResponse(responseCode = "422", description = "invalid_fields or unreachable_url")
    @APIResponse(responseCode = "428", description = "precondition_required")
    public Response replace(
            @PathParam("id") String id,
            @Nullable DeploymentDraft deployment,
            @HeaderParam("If-Match") @Nullable String ifMatch) {
        return deployments.replace(in(id), id, deployment, ifMatch);
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "End a deployment", description = "Its key opens nothing any more; its conversations stay.")
    @APIResponse(responseCode = "204", description = "Ended")
    @APIResponse(responseCode = "404", description = "deployment_not_found")
    public void delete(@PathParam("id") String id) {
        deployments.delete(in(id), id);
    }

    @GET
    @Path("{id}/resolved")
    @Operation(
            summary = "What a deployment works with",
            description = "Each key of configuration and branding with the level that set it, and what was not taken.")
    @APIResponse(
            responseCode = "200",
            description = "Effective configuration and branding",
            content = @Content(schema = @Schema(implementation = ResolvedDeployment.class)))
    @APIResponse(responseCode = "404", description = "deployment_not_found")
    public Answer<ResolvedDeployment> resolved(
            @PathParam("id") String id, @HeaderParam("Accept-Language") @Nullable String languages) {
        return deployments.resolved(in(id), id, true, languages);
    }

    @POST
    @Path("{id}/preview")
    @Operation(summary = "What a draft would change", description = "Nothing is kept.")
    @APIResponse(
            responseCode = "200",
            description = "The keys that would differ, before and after",
            content = @Content(schema = @Schema(implementation = ResolvedDeployment.Preview.class)))
    @APIResponse(responseCode = "404", description = "deployment_not_found")
    @APIResponse(responseCode = "422", description = "invalid_fields")
    public Answer<ResolvedDeployment.Preview> preview(
            @PathParam("id") String id,
            @Nullable DeploymentPreview draft,
            @HeaderParam("Accept-Language") @Nullable String languages) {
        return deployments.preview(in(id), id, draft, true, languages);
    }

    @GET
    @Path("{id}/refusals")
    @Operation(
            summary = "List pages that may not show a deployment and tried",
            description = "Counted by page, address and hour, the newest first; q looks into the origin.")
    @APIResponse(responseCode = "200", description = "A page of them")
    @APIResponse(responseCode = "404", description = "deployment_not_found")
    public Answer.Paged<List<RefusalView>> refusals(
            @PathParam("id") String id,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("q") @Nullable String q) {
        return deployments.refusals(in(id), id, limit, cursor, q);
    }

    private CallContext in(String deployment) {
        return deployments.in(callers.platform(), deployment);
    }
}
