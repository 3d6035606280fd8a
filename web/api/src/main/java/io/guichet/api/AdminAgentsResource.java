package io.guichet.api;

import io.guichet.agent.AdministerAgents;
import io.guichet.agent.AgentDraft;
import io.guichet.agent.AgentId;
import io.guichet.agent.AgentView;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.ProblemCode;
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
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The masters, for those who run the platform. */
@Path("admin/agents")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({"super_admin", "admin"})
@Tag(name = "admin")
@SecurityRequirement(name = "bearer")
@APIResponse(responseCode = "401", description = "unauthenticated")
@APIResponse(responseCode = "403", description = "forbidden")
public class AdminAgentsResource {

    @Inject
    AdministerAgents agents;

    @Inject
    Callers callers;

    @GET
    @Operation(
            summary = "List agents",
            description = "q looks into name and slug; sort is name or created_at, - before it turns it round.")
    @APIResponse(responseCode = "200", description = "A page of them")
    @APIResponse(responseCode = "422", description = "invalid_fields: limit, sort or q")
    public Answer.Paged<List<AgentView>> list(
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("q") @Nullable String q,
            @QueryParam("sort") @Nullable String sort,
            @Parameter(description = "The sector agent that answers, e.g. artisan") @QueryParam("sector") @Nullable
                    String sector) {
        var request = PageRequest.of(limit, cursor, q, sort, AdministerAgents.SORTS, "name");
        var page = agents.list(callers.platform(), request, Requests.filter(sector, "sector"));
        return Answer.Paged.of(page.items(), page.next());
    }

    @POST
    @Operation(
            summary = "Add an agent",
            description = "A master: prompt, model, sector, and what tenants may change of it. Takes Idempotency-Key.")
    @APIResponse(
            responseCode = "201",
            description = "The agent; ETag is its version",
            content = @Content(schema = @Schema(implementation = AgentView.class)))
    @APIResponse(responseCode = "409", description = "slug_taken")
    @APIResponse(responseCode = "422", description = "invalid_fields, unreachable_url or idempotency_key_reused")
    public Response create(
            @Nullable AgentDraft agent, @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
        var created = agents.create(callers.platform(), Requests.body(agent), idempotencyKey);
        return Response.created(URI.create("admin/agents/" + created.id()))
                .tag(Versions.tag(created.version()))
                .entity(Answer.of(created))
                .build();
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Read an agent", description = "All of it, and how many deployments there are.")
    @APIResponse(
            responseCode = "200",
            description = "The agent; ETag is its version",
            content = @Content(schema = @Schema(implementation = AgentView.class)))
    @APIResponse(responseCode = "404", description = "agent_not_found")
    public Response get(@PathParam("id") String id) {
        return answer(agents.get(callers.platform(), parsed(id)));
    }

    @PUT
    @Path("{id}")
    @Operation(
            summary = "Replace an agent",
            description = "All of it but its id. If-Match carries the ETag that was read, or *.")
    @APIResponse(
            responseCode = "200",
            description = "The agent as it is now",
            content = @Content(schema = @Schema(implementation = AgentView.class)))
    @APIResponse(responseCode = "404", description = "agent_not_found")
    @APIResponse(responseCode = "409", description = "slug_taken; conflict for a mode that deployments are in")
    @APIResponse(responseCode = "412", description = "precondition_failed")
    @APIResponse(responseCode = "422", description = "invalid_fields or unreachable_url")
    @APIResponse(responseCode = "428", description = "precondition_required")
    public Response replace(
            @PathParam("id") String id, @Nullable AgentDraft agent, @HeaderParam("If-Match") @Nullable String ifMatch) {
        var caller = callers.platform();
        return answer(agents.replace(caller, parsed(id), Requests.body(agent), Versions.expected(ifMatch)));
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Take an agent out of use", description = "Refused while a tenant deploys it.")
    @APIResponse(responseCode = "204", description = "Nobody can deploy it any more")
    @APIResponse(responseCode = "404", description = "agent_not_found")
    @APIResponse(responseCode = "409", description = "conflict")
    public void delete(@PathParam("id") String id) {
        agents.remove(callers.platform(), parsed(id));
    }

    private static Response answer(AgentView agent) {
        return Response.ok(Answer.of(agent)).tag(Versions.tag(agent.version())).build();
    }

    private static AgentId parsed(String id) {
        return AgentId.parse(id)
                .orElseThrow(() -> new GuichetException(ProblemCode.AGENT_NOT_FOUND, "No agent has this id."));
    }
}
