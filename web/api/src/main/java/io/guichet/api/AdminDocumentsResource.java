package io.guichet.api;

import io.guichet.agent.AgentId;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import io.guichet.knowledge.CommonDocuments;
import io.guichet.knowledge.DocumentView;
import io.guichet.knowledge.Found;
import io.guichet.knowledge.PageDraft;
import io.guichet.knowledge.Retrieval;
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
import jakarta.ws.rs.core.EntityPart;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The platform's documents: those of an agent's collection, from which all of its deployments answer. */
@Path("admin/agents/{agent}/documents")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({"super_admin", "admin"})
@Tag(name = "admin")
@SecurityRequirement(name = "bearer")
@APIResponse(responseCode = "401", description = "unauthenticated")
@APIResponse(responseCode = "403", description = "forbidden")
public class AdminDocumentsResource {

    @Inject
    CommonDocuments documents;

    @Inject
    Retrieval retrieval;

    @Inject
    Callers callers;

    @GET
    @Operation(summary = "List documents", description = "The newest first; q looks into the title.")
    @APIResponse(responseCode = "200", description = "A page of them")
    @APIResponse(responseCode = "404", description = "agent_not_found")
    @APIResponse(responseCode = "409", description = "conflict: the agent has no collection")
    @APIResponse(responseCode = "422", description = "invalid_fields: limit or q")
    public Answer.Paged<List<DocumentView>> list(
            @PathParam("agent") String agent,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("q") @Nullable String q) {
        var request = DocumentEdge.request(limit, cursor, q);
        return DocumentEdge.answer(documents.list(callers.platform(), agent(agent), request));
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(
            summary = "Send a document",
            description =
                    "A .txt, .md, .html, .pdf or .docx, or a .csv of questions and answers, at most 10 MB, as the part file;"
                            + " its title as the part title. It is found a few seconds later. Takes Idempotency-Key.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.MULTIPART_FORM_DATA,
                            schema =
                                    @Schema(
                                            type = SchemaType.OBJECT,
                                            properties = {
                                                @SchemaProperty(
                                                        name = "file",
                                                        type = SchemaType.STRING,
                                                        format = "binary"),
                                                @SchemaProperty(name = "title", type = SchemaType.STRING)
                                            })))
    @APIResponse(
            responseCode = "201",
            description = "Received; state says how far it is",
            content = @Content(schema = @Schema(implementation = DocumentView.class)))
    @APIResponse(responseCode = "404", description = "agent_not_found")
    @APIResponse(responseCode = "409", description = "conflict: the agent has no collection")
    @APIResponse(responseCode = "413", description = "file_too_large")
    @APIResponse(responseCode = "422", description = "unsupported_file, invalid_fields or idempotency_key_reused")
    public Response add(
            @PathParam("agent") String agent,
            List<EntityPart> parts,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
        var caller = callers.platform();
        var added = documents.add(caller, agent(agent), DocumentEdge.received(parts), idempotencyKey);
        return DocumentEdge.created(added, "admin/agents/" + agent + "/documents/");
    }

    @POST
    @Path("pages")
    @Operation(
            summary = "Add a page of the web",
            description =
                    "Its address, public; the page is fetched once and again when that is asked for. HTML, text or PDF of at"
                            + " most 10 MB, no redirects. Takes Idempotency-Key.")
    @APIResponse(
            responseCode = "201",
            description = "Received; state says how far it is",
            content = @Content(schema = @Schema(implementation = DocumentView.class)))
    @APIResponse(responseCode = "404", description = "agent_not_found")
    @APIResponse(responseCode = "409", description = "conflict: the agent has no collection")
    @APIResponse(responseCode = "422", description = "invalid_fields, unreachable_url or idempotency_key_reused")
    public Response page(
            @PathParam("agent") String agent,
            @Nullable PageDraft page,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
        var caller = callers.platform();
        var added = documents.add(caller, agent(agent), Requests.body(page), idempotencyKey);
        return DocumentEdge.created(added, "admin/agents/" + agent + "/documents/");
    }

    @POST
    @Path("search")
    @Operation(summary = "Try a question", description = "In the agent's collection.")
    @APIResponse(
            responseCode = "200",
            description =
                    "The passages, the best first; confident says whether the first is good enough to answer from",
            content = @Content(schema = @Schema(implementation = Found.class)))
    @APIResponse(responseCode = "404", description = "agent_not_found")
    @APIResponse(responseCode = "409", description = "conflict: the agent has no collection")
    @APIResponse(responseCode = "422", description = "invalid_fields")
    @APIResponse(responseCode = "503", description = "unavailable: the index does not answer")
    public Answer<Found> search(@PathParam("agent") String agent, DocumentEdge.@Nullable Asked question) {
        var caller = callers.platform();
        var collections = documents.searched(caller, agent(agent));
        return Answer.of(retrieval.search(caller, DocumentEdge.question(question, collections)));
    }

    @GET
    @Path("{id}")
    @Operation(
            summary = "Read a document's state",
            description = "Its size, its passages, and why it failed if it did.")
    @APIResponse(responseCode = "200", description = "The document")
    @APIResponse(responseCode = "404", description = "agent_not_found or document_not_found")
    @APIResponse(responseCode = "409", description = "conflict: the agent has no collection")
    public Answer<DocumentView> get(@PathParam("agent") String agent, @PathParam("id") String id) {
        return Answer.of(documents.get(callers.platform(), agent(agent), DocumentEdge.document(id)));
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(
            summary = "Replace a document",
            description = "By another file. What was known of the old one is found until the new one is.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.MULTIPART_FORM_DATA,
                            schema =
                                    @Schema(
                                            type = SchemaType.OBJECT,
                                            properties = {
                                                @SchemaProperty(
                                                        name = "file",
                                                        type = SchemaType.STRING,
                                                        format = "binary"),
                                                @SchemaProperty(name = "title", type = SchemaType.STRING)
                                            })))
    @APIResponse(responseCode = "200", description = "Received anew; version is one more")
    @APIResponse(responseCode = "404", description = "agent_not_found or document_not_found")
    @APIResponse(responseCode = "409", description = "conflict: it is a page")
    @APIResponse(responseCode = "413", description = "file_too_large")
    @APIResponse(responseCode = "422", description = "unsupported_file or invalid_fields")
    public Answer<DocumentView> replace(
            @PathParam("agent") String agent, @PathParam("id") String id, List<EntityPart> parts) {
        var caller = callers.platform();
        var file = DocumentEdge.received(parts);
        return Answer.of(documents.replace(caller, agent(agent), DocumentEdge.document(id), file));
    }

    @POST
    @Path("{id}/fetch")
    @Operation(summary = "Fetch a page anew", description = "What was known of it is found until the new one is.")
    @APIResponse(
            responseCode = "200",
            description = "Received anew; version is one more",
            content = @Content(schema = @Schema(implementation = DocumentView.class)))
    @APIResponse(responseCode = "404", description = "agent_not_found or document_not_found")
    @APIResponse(responseCode = "409", description = "conflict: it is a file")
    public Answer<DocumentView> refetch(@PathParam("agent") String agent, @PathParam("id") String id) {
        return Answer.of(documents.refetch(callers.platform(), agent(agent), DocumentEdge.document(id)));
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Forget a document", description = "Nothing of it is found any more.")
    @APIResponse(responseCode = "204", description = "Forgotten")
    @APIResponse(responseCode = "404", description = "agent_not_found or document_not_found")
    @APIResponse(responseCode = "409", description = "conflict: the agent has no collection")
    public void remove(@PathParam("agent") String agent, @PathParam("id") String id) {
        documents.remove(callers.platform(), agent(agent), DocumentEdge.document(id));
    }

    private static AgentId agent(String id) {
        return AgentId.parse(id)
                .orElseThrow(() -> new GuichetException(ProblemCode.AGENT_NOT_FOUND, "No agent has this id."));
    }
}
