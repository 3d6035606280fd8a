package io.guichet.api;

import io.guichet.billing.UsageFigures;
import io.guichet.billing.UsageView;
import io.guichet.kernel.Permission;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
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
@Produces(MediaType.APPLICATION_JSON)
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
                    "The running month by metric, and the twelve before. Also for a member with can_view_analytics.")
    @APIResponse(
            responseCode = "200",
            description = "Used, included, what is left, and when it starts anew",
            content = @Content(schema = @Schema(implementation = UsageView.class)))
    @APIResponse(responseCode = "403", description = "forbidden: a member without can_view_analytics")
    public Answer<UsageView> get(@HeaderParam("X-API-Key") @Nullable String key) {
        return Answer.of(figures.current(callers.ofMember(key, Permission.READ_USAGE)));
    }
}
