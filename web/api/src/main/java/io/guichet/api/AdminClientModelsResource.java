package io.guichet.api;

import io.guichet.answering.ModelUsage;
import io.guichet.answering.TenantModels;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What a client's models cost and may cost, for those who run the platform. */
@Path("admin/clients/{client}/models")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({"super_admin", "admin"})
@Tag(name = "admin")
@SecurityRequirement(name = "bearer")
public class AdminClientModelsResource {

    @Inject
    TenantModels models;

    @Inject
    ClientReads clients;

    @Inject
    Callers callers;

    @GET
    @Path("usage")
    @Operation(
            summary = "See what a client's models did and cost",
            description = "Per day, provider and model. Amounts are millionths of a euro.")
    @APIResponse(responseCode = "200", description = "Days, the newest first, and the ceiling of a day")
    @APIResponse(responseCode = "401", description = "unauthenticated")
    @APIResponse(responseCode = "403", description = "forbidden")
    @APIResponse(responseCode = "404", description = "client_not_found")
    @APIResponse(responseCode = "422", description = "invalid_fields: days")
    public Answer<ModelUsage> usage(
            @PathParam("client") String client,
            @Parameter(description = "How many days, today included: 1 to 92, 30 unless said")
                    @QueryParam("days")
                    @Nullable
                    Integer days) {
        return Answer.of(models.usage(clients.in(callers.platform(), client), days));
    }

    @PUT
    @Path("ceiling")
    @Operation(
            summary = "Say what a client's models may cost in a day",
            description =
                    "In millionths of a euro; without one, what the configuration says. From the ceiling on, calls"
                            + " to models that cost something stop, and answers do not.")
    @APIResponse(responseCode = "200", description = "As it is from now on, and what today has cost")
    @APIResponse(responseCode = "401", description = "unauthenticated")
    @APIResponse(responseCode = "403", description = "forbidden")
    @APIResponse(responseCode = "404", description = "client_not_found")
    @APIResponse(responseCode = "422", description = "invalid_fields")
    public Answer<ModelUsage> setCeiling(@PathParam("client") String client, @Nullable ModelCeiling wanted) {
        return Answer.of(models.setCeiling(
                clients.in(callers.platform(), client), Requests.body(wanted).dailyCeilingMicros()));
    }

    /**
     * @param dailyCeilingMicros millionths of a euro, or null for what the configuration says
     */
    public record ModelCeiling(@Nullable Long dailyCeilingMicros) {}
}
