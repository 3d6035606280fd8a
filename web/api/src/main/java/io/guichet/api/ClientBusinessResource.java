package io.guichet.api;

import io.guichet.trade.BusinessProfile;
import io.guichet.trade.Businesses;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What a business says of itself: hours, closures, how long services take. */
@Path("client/business")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "client")
@SecurityRequirement(name = "apiKey")
public class ClientBusinessResource {

    @Inject
    Businesses businesses;

    @Inject
    Callers callers;

    @GET
    @Operation(
            summary = "Read what agents know of the business",
            description = "Opening hours, closures, chairs, and what is known of items of the price book.")
    @APIResponse(responseCode = "200", description = "What was said last; empty lists where nothing was")
    @APIResponse(responseCode = "401", description = "invalid_api_key")
    @APIResponse(responseCode = "403", description = "forbidden")
    public Answer<BusinessProfile> get(@HeaderParam("X-API-Key") @Nullable String key) {
        return Answer.of(businesses.get(callers.ofTenant(key)));
    }

    @PUT
    @Operation(
            summary = "Replace what agents know of the business",
            description = "All of it. Times are those of the client's zone. What was ordered and booked stays.")
    @APIResponse(responseCode = "200", description = "As it stands now")
    @APIResponse(responseCode = "401", description = "invalid_api_key")
    @APIResponse(responseCode = "403", description = "forbidden")
    @APIResponse(responseCode = "422", description = "invalid_fields: every faulty row")
    public Answer<BusinessProfile> replace(
            @Nullable BusinessProfile profile, @HeaderParam("X-API-Key") @Nullable String key) {
        var caller = callers.ofTenant(key);
        return Answer.of(businesses.replace(caller, Requests.body(profile)));
    }
}
