package io.guichet.api;

import io.guichet.kernel.GuichetException;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.ProblemCode;
import io.guichet.webhook.DeliveryView;
import io.guichet.webhook.EndpointId;
import io.guichet.webhook.EndpointView;
import io.guichet.webhook.Endpoints;
import io.guichet.webhook.NewEndpoint;
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
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Where a tenant's own software is told of what happens. */
@Path("client/webhooks")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "client")
@SecurityRequirement(name = "apiKey")
public class ClientWebhooksResource {

    @Inject
    Endpoints endpoints;

    @Inject
    Callers callers;

    /** An endpoint; its secret is shown this once. */
    @POST
    @Operation(
            summary = "Add a webhook endpoint",
            description = "Deliveries are signed as Standard Webhooks, and with X-AIManager-Signature beside it.")
    @APIResponse(
            responseCode = "201",
            description = "The endpoint and its secret, this once",
            content = @Content(schema = @Schema(implementation = EndpointAnswer.class)))
    @APIResponse(responseCode = "422", description = "invalid_fields or unreachable_url")
    public Response create(
            @Nullable NewEndpoint endpoint,
            @HeaderParam("X-API-Key") @Nullable String key,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
        var caller = callers.ofTenant(key);
        var created = endpoints.create(caller, Requests.body(endpoint), idempotencyKey);
        return Response.created(
                        URI.create("client/webhooks/" + created.endpoint().id()))
                .entity(Answer.of(EndpointAnswer.of(created.endpoint(), created.secret())))
                .build();
    }

    @GET
    @Operation(summary = "List webhook endpoints", description = "The oldest first.")
    @APIResponse(responseCode = "200", description = "All of them, without their secrets")
    public Answer.Paged<List<EndpointAnswer>> list(@HeaderParam("X-API-Key") @Nullable String key) {
        var all = endpoints.list(callers.ofTenant(key)).stream()
                .map(e -> EndpointAnswer.of(e, null))
                .toList();
        return Answer.Paged.of(all, null);
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Remove a webhook endpoint", description = "What is on its way to it is given up.")
    @APIResponse(responseCode = "204", description = "Nothing is delivered to it any more")
    @APIResponse(responseCode = "404", description = "not_found")
    public void delete(@PathParam("id") String id, @HeaderParam("X-API-Key") @Nullable String key) {
        endpoints.delete(callers.ofTenant(key), parsed(id));
    }

    /** After a 410, or five days of failures, an endpoint is disabled until its owner says that it is well. */
    @POST
    @Path("{id}/enable")
    @Operation(
            summary = "Enable a webhook endpoint again",
            description = "After a 410, or five days of failures, it was disabled.")
    @APIResponse(responseCode = "200", description = "Active")
    @APIResponse(responseCode = "404", description = "not_found")
    public Answer<EndpointAnswer> enable(@PathParam("id") String id, @HeaderParam("X-API-Key") @Nullable String key) {
        return Answer.of(EndpointAnswer.of(endpoints.enable(callers.ofTenant(key), parsed(id)), null));
    }

    @GET
    @Path("{id}/deliveries")
    @Operation(summary = "List deliveries with every attempt", description = "The newest first.")
    @APIResponse(responseCode = "200", description = "A page of them; page.next is the cursor of the next one")
    @APIResponse(responseCode = "404", description = "not_found")
    @APIResponse(responseCode = "422", description = "invalid_fields: limit")
    public Answer.Paged<List<DeliveryView>> deliveries(
            @PathParam("id") String id,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Parameter(description = "The former name of cursor", deprecated = true) @QueryParam("before") @Nullable
                    String before,
            @HeaderParam("X-API-Key") @Nullable String key) {
        var page = endpoints.deliveries(
                callers.ofTenant(key), parsed(id), PageRequest.of(limit, cursor == null ? before : cursor));
        return Answer.Paged.of(page.items(), page.next());
    }

    private static EndpointId parsed(String id) {
        return EndpointId.parse(id)
                .orElseThrow(() -> new GuichetException(ProblemCode.NOT_FOUND, "No endpoint of yours has this id."));
    }

    /**
     * @param secret in the answer to its creation only
     */
    public record EndpointAnswer(
            String id,
            String url,
            List<String> events,
            String status,
            @Nullable String disabledReason,
            Instant createdAt,
            @Nullable Instant lastSuccessAt,
            @Nullable String secret) {

        static EndpointAnswer of(EndpointView view, @Nullable String secret) {
            return new EndpointAnswer(
                    view.id().toString(),
                    view.url(),
                    view.events(),
                    view.status(),
                    view.disabledReason(),
                    view.createdAt(),
                    view.lastSuccessAt(),
                    secret);
        }
    }
}
