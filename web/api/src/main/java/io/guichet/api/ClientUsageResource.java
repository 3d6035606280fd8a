package io.guichet.api;

import io.guichet.billing.UsageFigures;
import io.guichet.billing.UsageView;
import io.guichet.kernel.Permission;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
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

/** What a tenant has used of what it may. */
@Path("client/usage")
@RequestScoped
@Produces({MediaType.APPLICATION_JSON, StatisticsQuery.CSV})
@Tag(name = "client")
@SecurityRequirement(name = "apiKey")
public class ClientUsageResource {

    @Inject
    UsageFigures figures;

    @Inject
    Callers callers;

    @GET
    @Operation(
            summary = "Read what is used",
            description =
                    "The running month by metric, and the twelve before, also for a member with can_view_analytics;"
                            + " as JSON, or as CSV with format=csv or Accept: text/csv.")
    @APIResponse(
            responseCode = "200",
            description = "Used, included, what is left, and when it starts anew",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = UsageView.class)),
                @Content(mediaType = StatisticsQuery.CSV, schema = @Schema(implementation = String.class))
            })
    @APIResponse(responseCode = "422", description = "invalid_fields: format")
    @APIResponse(responseCode = "403", description = "forbidden: a member without can_view_analytics")
    public Response get(@BeanParam UsageQuery query, @HeaderParam("X-API-Key") @Nullable String key) {
        var caller = callers.ofMember(key, Permission.READ_USAGE);
        return query.checked().answer(figures.current(caller));
    }
}
