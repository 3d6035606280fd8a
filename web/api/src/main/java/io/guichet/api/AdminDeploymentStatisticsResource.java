package io.guichet.api;

import io.guichet.agent.DeploymentId;
import io.guichet.billing.Statistics;
import io.guichet.billing.StatisticsRow;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How much was used by one deployment of whichever client. */
@Path("admin/deployments/{deployment}/stats")
@RequestScoped
@Produces({MediaType.APPLICATION_JSON, StatisticsQuery.CSV})
@RolesAllowed({"super_admin", "admin"})
@Tag(name = "admin")
@SecurityRequirement(name = "bearer")
public class AdminDeploymentStatisticsResource {

    @Inject
    Statistics statistics;

    @Inject
    Callers callers;

    @GET
    @Operation(
            summary = "Read a deployment's statistics",
            description =
                    "By day, deployment, member and metric; as JSON, or as CSV with format=csv or Accept: text/csv.")
    @APIResponse(
            responseCode = "200",
            description = "At most 50,000 rows",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(type = SchemaType.ARRAY, implementation = StatisticsRow.class)),
                @Content(mediaType = StatisticsQuery.CSV, schema = @Schema(implementation = String.class))
            })
    @APIResponse(responseCode = "404", description = "deployment_not_found")
    @APIResponse(responseCode = "422", description = "invalid_fields")
    public Response get(@BeanParam StatisticsQuery query, @PathParam("deployment") String deployment) {
        var caller = callers.platform();
        var id = DeploymentId.parse(deployment)
                .orElseThrow(() -> new GuichetException(ProblemCode.DEPLOYMENT_NOT_FOUND, "No deployment has this id."))
                .value();
        var context = caller.in(statistics.tenantOf(caller, id));
        return query.answer(statistics.read(context, query.request(id)));
    }
}
