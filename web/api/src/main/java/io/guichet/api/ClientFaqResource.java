package io.guichet.api;

import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.ProblemCode;
import io.guichet.knowledge.FrequentQuestionDraft;
import io.guichet.knowledge.FrequentQuestionId;
import io.guichet.knowledge.FrequentQuestionView;
import io.guichet.knowledge.FrequentQuestions;
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
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The questions that a tenant is asked often, and their answers. */
@Path("client/faq")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "client")
@SecurityRequirement(name = "apiKey")
public class ClientFaqResource {

    @Inject
    FrequentQuestions questions;

    @Inject
    Callers callers;

    @GET
    @Operation(
            summary = "List frequent questions",
            description = "By sector and name: the tenant's own, and what its sectors bring and it did not replace.")
    @APIResponse(responseCode = "200", description = "A page of them; page.next is the cursor of the next")
    @APIResponse(responseCode = "422", description = "invalid_fields: limit or a filter")
    public Answer.Paged<List<FrequentQuestionView>> list(
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Parameter(description = "Those of one sector, e.g. restaurant") @QueryParam("sector") @Nullable
                    String sector,
            @Parameter(description = "own or sector") @QueryParam("source") @Nullable String source,
            @HeaderParam("X-API-Key") @Nullable String key) {
        var from = Requests.filter(source, "source");
        new FieldErrors()
                .check(from == null || List.of("own", "sector").contains(from), "source", "is own or sector")
                .throwIfAny();
        var page = questions.list(
                callers.ofTenant(key), PageRequest.of(limit, cursor), Requests.filter(sector, "sector"), from);
        return Answer.Paged.of(page.items(), page.next());
    }

    @POST
    @Operation(
            summary = "Add a frequent question",
            description =
                    "With other ways to ask it. One of a name that the sector brings stands instead of that. Takes Idempotency-Key.")
    @APIResponse(
            responseCode = "201",
            description = "The frequent question; ETag is its version",
            content = @Content(schema = @Schema(implementation = FrequentQuestionView.class)))
    @APIResponse(responseCode = "409", description = "conflict: there is one of this name, or there are enough")
    @APIResponse(responseCode = "422", description = "invalid_fields or idempotency_key_reused")
    public Response create(
            @Nullable FrequentQuestionDraft question,
            @HeaderParam("X-API-Key") @Nullable String key,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
        var created = questions.create(callers.ofTenant(key), Requests.body(question), idempotencyKey);
        return Response.created(URI.create("client/faq/" + created.id()))
                .tag(tag(created))
                .entity(Answer.of(created))
                .build();
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Read a frequent question", description = "One of the tenant's own.")
    @APIResponse(
            responseCode = "200",
            description = "The frequent question; ETag is its version",
            content = @Content(schema = @Schema(implementation = FrequentQuestionView.class)))
    @APIResponse(responseCode = "404", description = "not_found")
    public Response get(@PathParam("id") String id, @HeaderParam("X-API-Key") @Nullable String key) {
        return answer(questions.get(callers.ofTenant(key), parsed(id)));
    }

    @PUT
    @Path("{id}")
    @Operation(
            summary = "Replace a frequent question",
            description = "All of it but its id. If-Match carries the ETag that was read, or *.")
    @APIResponse(
            responseCode = "200",
            description = "The frequent question as it is now",
            content = @Content(schema = @Schema(implementation = FrequentQuestionView.class)))
    @APIResponse(responseCode = "404", description = "not_found")
    @APIResponse(responseCode = "409", description = "conflict: there is another of this name")
    @APIResponse(responseCode = "412", description = "precondition_failed")
    @APIResponse(responseCode = "422", description = "invalid_fields")
    @APIResponse(responseCode = "428", description = "precondition_required")
    public Response replace(
            @PathParam("id") String id,
            @Nullable FrequentQuestionDraft question,
            @HeaderParam("X-API-Key") @Nullable String key,
            @HeaderParam("If-Match") @Nullable String ifMatch) {
        var caller = callers.ofTenant(key);
        return answer(questions.replace(caller, parsed(id), Requests.body(question), Versions.expected(ifMatch)));
    }

    @DELETE
    @Path("{id}")
    @Operation(
            summary = "Remove a frequent question",
            description = "What the sector brings under the same name counts again.")
    @APIResponse(responseCode = "204", description = "Gone")
    @APIResponse(responseCode = "404", description = "not_found")
    public void delete(@PathParam("id") String id, @HeaderParam("X-API-Key") @Nullable String key) {
        questions.delete(callers.ofTenant(key), parsed(id));
    }

    private static Response answer(FrequentQuestionView view) {
        return Response.ok(Answer.of(view)).tag(tag(view)).build();
    }

    private static EntityTag tag(FrequentQuestionView own) {
        return Versions.tag(Objects.requireNonNull(own.version()));
    }

    private static FrequentQuestionId parsed(String id) {
        return FrequentQuestionId.parse(id)
                .orElseThrow(() ->
                        new GuichetException(ProblemCode.NOT_FOUND, "There is no such frequent question of yours."));
    }
}
