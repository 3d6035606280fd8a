package io.guichet.api;

import io.guichet.billing.SubscriptionChange;
import io.guichet.billing.SubscriptionView;
import io.guichet.billing.Subscriptions;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The plan that a tenant has. */
@Path("client/subscription")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "client")
@SecurityRequirement(name = "apiKey")
public class ClientSubscriptionResource {

    @Inject
    Subscriptions subscriptions;

    @Inject
    Callers callers;

    @GET
    @Operation(
            summary = "Read the subscription",
            description = "The plan in the version that was sold, what follows it, and what the running month costs.")
    @APIResponse(
            responseCode = "200",
            description = "Without current where there is no plan",
            content = @Content(schema = @Schema(implementation = SubscriptionView.class)))
    @APIResponse(responseCode = "403", description = "forbidden")
    public Response get(@HeaderParam("X-API-Key") @Nullable String key) {
        return tagged(subscriptions.get(callers.ofTenant(key)));
    }

    @PUT
    @Operation(
            summary = "Change the plan",
            description =
                    "To a dearer plan at once, and then both are paid by the second; to another when the month ends. A"
                            + " plan that began within the month, after a smaller one, is left from the next month on."
                            + " A change that was settled for the end of the month is replaced; naming the current"
                            + " plan takes it back.")
    @APIResponse(
            responseCode = "200",
            description = "As it is from now on",
            content = @Content(schema = @Schema(implementation = SubscriptionView.class)))
    @APIResponse(responseCode = "403", description = "forbidden")
    @APIResponse(
            responseCode = "409",
            description = "conflict: there is more than the plan allows, or the plan does not begin then")
    @APIResponse(responseCode = "412", description = "precondition_failed")
    @APIResponse(responseCode = "422", description = "invalid_fields; a plan that is quoted is sold by us")
    @APIResponse(responseCode = "428", description = "precondition_required")
    public Response change(
            @Nullable Change body,
            @HeaderParam("X-API-Key") @Nullable String key,
            @HeaderParam("If-Match") @Nullable String ifMatch) {
        var change = Requests.body(body);
        return tagged(subscriptions.choose(
                callers.ofTenant(key),
                new SubscriptionChange(change.plan(), change.at(), null),
                Versions.expected(ifMatch)));
    }

    static Response tagged(SubscriptionView view) {
        return Response.ok(Answer.of(view)).tag(Versions.tag(view.version())).build();
    }

    /**
     * @param at now or period_end
     */
    public record Change(@Nullable String plan, @Nullable String at) {}
}
