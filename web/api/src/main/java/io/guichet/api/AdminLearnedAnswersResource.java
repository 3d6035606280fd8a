package io.guichet.api;

import io.guichet.agent.AgentId;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.ProblemCode;
import io.guichet.knowledge.PromotedAnswerId;
import io.guichet.knowledge.PromotedAnswerView;
import io.guichet.knowledge.PromotionReview;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What agents may take over of what their deployments learned: nothing before somebody said yes. */
@Path("admin/agents/{agent}/learned-answers")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({"super_admin", "admin"})
@Tag(name = "admin")
@SecurityRequirement(name = "bearer")
@APIResponse(responseCode = "401", description = "unauthenticated")
@APIResponse(responseCode = "403", description = "forbidden")
public class AdminLearnedAnswersResource {

    @Inject
    PromotionReview review;

    @Inject
    Callers callers;

    @GET
    @Operation(
            summary = "List answers for an agent",
            description = "The newest first, anonymised: […] stands where something was taken. With whose deployment"
                    + " learned it, and how often it was given.")
    @APIResponse(responseCode = "200", description = "A page of them; page.next is the cursor of the next")
    @APIResponse(responseCode = "404", description = "agent_not_found")
    @APIResponse(responseCode = "422", description = "invalid_fields: limit or state")
    public Answer.Paged<List<PromotedAnswerView>> list(
            @PathParam("agent") String agent,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Parameter(description = "proposed, approved, rejected or withdrawn") @QueryParam("state") @Nullable
                    String state) {
        var named = Requests.filter(state, "state");
        new FieldErrors()
                .check(
                        named == null || PromotionReview.STATES.contains(named),
                        "state",
                        "is one of " + String.join(", ", PromotionReview.STATES))
                .throwIfAny();
        var page = review.list(callers.platform(), agent(agent), named, PageRequest.of(limit, cursor));
        return Answer.Paged.of(page.items(), page.next());
    }

    @POST
    @Path("{id}/approve")
    @Operation(
            summary = "Approve an answer for an agent",
            description =
                    "In other words where some are sent: a text with […] cannot be approved. Every deployment of the"
                            + " agent has it from then on.")
    @APIResponse(responseCode = "200", description = "The answer as it is given from now on")
    @APIResponse(responseCode = "404", description = "agent_not_found or not_found")
    @APIResponse(responseCode = "409", description = "conflict: it is not proposed")
    @APIResponse(responseCode = "422", description = "invalid_fields, also where it tells of one business")
    public Answer<PromotedAnswerView> approve(
            @PathParam("agent") String agent, @PathParam("id") String id, PromotionReview.@Nullable Words words) {
        return Answer.of(review.approve(callers.platform(), agent(agent), parsed(id), Requests.body(words)));
    }

    @POST
    @Path("{id}/reject")
    @Operation(summary = "Reject an answer for an agent", description = "It stays its deployment's.")
    @APIResponse(responseCode = "200", description = "Rejected")
    @APIResponse(responseCode = "404", description = "agent_not_found or not_found")
    @APIResponse(responseCode = "409", description = "conflict: it is not proposed")
    @APIResponse(responseCode = "422", description = "invalid_fields")
    public Answer<PromotedAnswerView> reject(
            @PathParam("agent") String agent, @PathParam("id") String id, @Nullable Why why) {
        return Answer.of(review.reject(
                callers.platform(), agent(agent), parsed(id), Requests.body(why).note()));
    }

    @POST
    @Path("{id}/unpromote")
    @Operation(
            summary = "Take an answer back from an agent",
            description = "Nobody is given it from then on; where it was learned it stays.")
    @APIResponse(responseCode = "200", description = "Withdrawn")
    @APIResponse(responseCode = "404", description = "agent_not_found or not_found")
    @APIResponse(responseCode = "409", description = "conflict: it is not approved")
    @APIResponse(responseCode = "422", description = "invalid_fields")
    public Answer<PromotedAnswerView> unpromote(
            @PathParam("agent") String agent, @PathParam("id") String id, @Nullable Why why) {
        return Answer.of(review.withdraw(
                callers.platform(), agent(agent), parsed(id), Requests.body(why).note()));
    }

    private static AgentId agent(String id) {
        return AgentId.parse(id)
                .orElseThrow(() -> new GuichetException(ProblemCode.AGENT_NOT_FOUND, "No agent has this id."));
    }

    private static PromotedAnswerId parsed(String id) {
        return PromotedAnswerId.parse(id)
                .orElseThrow(() -> new GuichetException(ProblemCode.NOT_FOUND, "The agent has no such answer."));
    }

    /**
     * @param note for whoever looks later
     */
    public record Why(@Nullable String note) {}
}
