package io.guichet.api;

import io.guichet.billing.SubscriptionChange;
import io.guichet.billing.SubscriptionView;
import io.guichet.billing.Subscriptions;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
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

/** The plan that a client has, for those who run the platform: they also sell what is quoted. */
@Path("admin/clients/{client}/subscription")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({"super_admin", "admin"})
@Tag(name = "admin")
@SecurityRequirement(name = "bearer")
public class AdminSubscriptionResource {

    @Inject
    Subscriptions subscriptions;

    @Inject
    Callers callers;

    @GET
    @Operation(
            summary = "Read a client's subscription",
            description = "The plan in the version that was sold, what follows it, and what the running month costs.")
    @APIResponse(
            responseCode = "200",
            description = "Without current where there is no plan",
            content = @Content(schema = @Schema(implementation = SubscriptionView.class)))
    @APIResponse(responseCode = "404", description = "client_not_found")
    public Response get(@PathParam("client") String client) {
        return ClientSubscriptionResource.tagged(subscriptions.get(NamedClient.of(callers.platform(), client)));
    }

    @PUT
    @Operation(
            summary = "Change a client's plan",
            description =
                    "At once or when the month ends; with price_minor for a plan that is quoted, and for no other.")
    @APIResponse(
            responseCode = "200",
            description = "As it is from now on",
            content = @Content(schema = @Schema(implementation = SubscriptionView.class)))
    @APIResponse(responseCode = "404", description = "client_not_found")
    @APIResponse(responseCode = "409", description = "conflict: there is more than the plan allows")
    @APIResponse(responseCode = "412", description = "precondition_failed")
    @APIResponse(responseCode = "422", description = "invalid_fields")
    @APIResponse(responseCode = "428", description = "precondition_required")
    public Response change(
            @PathParam("client") String client,
            @Nullable SubscriptionChange body,
            @HeaderParam("If-Match") @Nullable String ifMatch) {
        var context = NamedClient.of(callers.platform(), client);
        return ClientSubscriptionResource.tagged(
                subscriptions.change(context, Requests.body(body), Versions.expected(ifMatch)));
    }
}
