package io.guichet.api;

import io.guichet.agent.DomainDraft;
import io.guichet.agent.DomainView;
import io.guichet.agent.VerifyDomain;
import io.guichet.kernel.CallContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The domains of a tenant's deployments, for those who run the platform. */
@Path("admin/deployments/{deployment}/domains")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({"super_admin", "admin"})
@Tag(name = "admin")
@SecurityRequirement(name = "bearer")
@APIResponse(responseCode = "401", description = "unauthenticated")
@APIResponse(responseCode = "403", description = "forbidden")
public class AdminDomainsResource {

    @Inject
    DomainEdge domains;

    @Inject
    DeploymentEdge deployments;

    @Inject
    Callers callers;

    @GET
    @Operation(summary = "List domains", description = "Each with what to publish to prove that it is the tenant's.")
    @APIResponse(responseCode = "200", description = "A page of them, the oldest first")
    @APIResponse(responseCode = "404", description = "deployment_not_found")
    @APIResponse(responseCode = "422", description = "invalid_fields: limit")
    public Answer.Paged<List<DomainView>> list(
            @PathParam("deployment") String deployment,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return domains.list(in(deployment), deployment, limit, cursor);
    }

    @POST
    @Operation(
            summary = "Add a domain",
            description = "*.name stands for the names below it, not for name itself. Takes Idempotency-Key.")
    @APIResponse(
            responseCode = "201",
            description = "The domain, with warnings",
            content = @Content(schema = @Schema(implementation = DomainView.class)))
    @APIResponse(responseCode = "404", description = "deployment_not_found")
    @APIResponse(responseCode = "409", description = "conflict: it is there already")
    @APIResponse(responseCode = "422", description = "invalid_fields or idempotency_key_reused")
    public Response add(
            @PathParam("deployment") String deployment,
            @Nullable DomainDraft domain,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
        return domains.add(in(deployment), deployment, domain, idempotencyKey, "admin/deployments/");
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Remove a domain", description = "Its proof goes with it.")
    @APIResponse(responseCode = "204", description = "Its pages no longer show the deployment")
    @APIResponse(responseCode = "404", description = "deployment_not_found or domain_not_found")
    public void remove(@PathParam("deployment") String deployment, @PathParam("id") String id) {
        domains.remove(in(deployment), deployment, id);
    }

    @POST
    @Path("{id}/verify")
    @Operation(
            summary = "Look for the proof of a domain",
            description = "The TXT record first, then the file. One look in ten seconds.")
    @APIResponse(
            responseCode = "200",
            description = "What was looked for and found; verified says whether it counts",
            content = @Content(schema = @Schema(implementation = VerifyDomain.Verification.class)))
    @APIResponse(responseCode = "404", description = "deployment_not_found or domain_not_found")
    @APIResponse(responseCode = "422", description = "invalid_fields: an address, or this machine")
    @APIResponse(responseCode = "429", description = "rate_limited")
    public Answer<VerifyDomain.Verification> verify(
            @PathParam("deployment") String deployment, @PathParam("id") String id) {
        return domains.verify(in(deployment), deployment, id);
    }

    private CallContext in(String deployment) {
        return deployments.in(callers.platform(), deployment);
    }
}
