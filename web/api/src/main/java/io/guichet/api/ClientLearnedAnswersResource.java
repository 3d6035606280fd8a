package io.guichet.api;

import io.guichet.agent.DeploymentId;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.ProblemCode;
import io.guichet.knowledge.LearnedAnswerDraft;
import io.guichet.knowledge.LearnedAnswerId;
import io.guichet.knowledge.LearnedAnswerView;
import io.guichet.knowledge.LearnedAnswers;
import io.guichet.knowledge.PromotedAnswerId;
import io.guichet.knowledge.Promotions;
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
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What a tenant's deployments learned from corrections. */
@Path("client/learned-answers")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "client")
@SecurityRequirement(name = "apiKey")
public class ClientLearnedAnswersResource {

    @Inject
    LearnedAnswers answers;

    @Inject
    Promotions promotions;

    @Inject
    Callers callers;

    @GET
    @Operation(
            summary = "List learned answers",
            description = "The newest first, each with how often it was given and how far its copy for the agent is.")
    @APIResponse(responseCode = "200", description = "A page of them; page.next is the cursor of the next")
    @APIResponse(responseCode = "422", description = "invalid_fields: limit, q or a filter")
    public Answer.Paged<List<LearnedAnswerView>> list(
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("q") @Nullable String q,
            @Parameter(description = "What the deployment with this id learned") @QueryParam("deployment") @Nullable
                    String deployment,
            @Parameter(description = "true for those that answer, false for the others") @QueryParam("active") @Nullable
                    String active,
            @HeaderParam("X-API-Key") @Nullable String key) {
        var page = answers.list(
                callers.ofTenant(key),
                PageRequest.of(limit, cursor, q, null, Set.of("usual"), "usual"),
                deployment(deployment),
                Requests.flag(active, "active"));
        return Answer.Paged.of(page.items(), page.next());
    }

    private static @Nullable DeploymentId deployment(@Nullable String filter) {
        var named = Requests.filter(filter, "deployment");
        var id = Optional.ofNullable(named).flatMap(DeploymentId::parse);
        new FieldErrors()
                .check(named == null || id.isPresent(), "deployment", "is the id of a deployment")
                .throwIfAny();
        return id.orElse(null);
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Read a learned answer", description = "With how often it was given.")
    @APIResponse(
            responseCode = "200",
            description = "The answer; ETag is its version",
            content = @Content(schema = @Schema(implementation = LearnedAnswerView.class)))
    @APIResponse(responseCode = "404", description = "not_found")
    public Response get(@PathParam("id") String id, @HeaderParam("X-API-Key") @Nullable String key) {
        return answer(answers.get(callers.ofTenant(key), parsed(id)));
    }

    @PUT
    @Path("{id}")
    @Operation(
            summary = "Replace a learned answer",
            description = "Question, answer, language, and whether it answers. If-Match carries the ETag that was read,"
                    + " or *. A copy that was promoted stays as it is.")
    @APIResponse(
            responseCode = "200",
            description = "The answer as it is now",
            content = @Content(schema = @Schema(implementation = LearnedAnswerView.class)))
    @APIResponse(responseCode = "404", description = "not_found")
    @APIResponse(responseCode = "412", description = "precondition_failed")
    @APIResponse(responseCode = "422", description = "invalid_fields, also for a question that tells of a person")
    @APIResponse(responseCode = "428", description = "precondition_required")
    public Response replace(
            @PathParam("id") String id,
            @Nullable LearnedAnswerDraft answer,
            @HeaderParam("X-API-Key") @Nullable String key,
            @HeaderParam("If-Match") @Nullable String ifMatch) {
        var caller = callers.ofTenant(key);
        return answer(answers.replace(caller, parsed(id), Requests.body(answer), Versions.expected(ifMatch)));
    }

    @DELETE
    @Path("{id}")
    @Operation(
            summary = "Forget a learned answer",
            description = "It is given no more. An anonymised copy that the agent took over stays.")
    @APIResponse(responseCode = "204", description = "Gone")
    @APIResponse(responseCode = "404", description = "not_found")
    public void delete(@PathParam("id") String id, @HeaderParam("X-API-Key") @Nullable String key) {
        answers.delete(callers.ofTenant(key), parsed(id));
    }

    /** Proposing twice is proposing once, so that it needs no key. */
    @POST
    @Path("{id}/promote")
    @Operation(
            summary = "Propose a learned answer to its agent",
            description =
                    "An anonymised copy waits for those who run the platform: every deployment of the agent has it"
                            + " once one of them approves it. Proposed twice, it is one proposal.")
    @APIResponse(
            responseCode = "202",
            description = "It waits for a review",
            content = @Content(schema = @Schema(implementation = Proposed.class)))
    @APIResponse(responseCode = "404", description = "not_found")
    @APIResponse(responseCode = "409", description = "conflict: the agent has it already")
    @APIResponse(responseCode = "422", description = "invalid_fields: too little of it is general")
    public Response promote(@PathParam("id") String id, @HeaderParam("X-API-Key") @Nullable String key) {
        var copy = promotions.propose(callers.ofTenant(key), parsed(id));
        return Response.accepted(Answer.of(new Proposed(copy, "proposed"))).build();
    }

    private static Response answer(LearnedAnswerView view) {
        return Response.ok(Answer.of(view)).tag(Versions.tag(view.version())).build();
    }

    private static LearnedAnswerId parsed(String id) {
        return LearnedAnswerId.parse(id)
                .orElseThrow(() -> new GuichetException(ProblemCode.NOT_FOUND, "There is no such learned answer."));
    }

    /**
     * @param id of the copy
     */
    public record Proposed(PromotedAnswerId id, String promotion) {}
}
