package io.guichet.api;

import io.guichet.plugin.PluginStatus;
import io.guichet.plugin.Plugins;
import io.guichet.work.WorkMetrics;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What the platform's operators see. */
@Path("admin")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"super_admin", "admin"})
@Tag(name = "admin")
@SecurityRequirement(name = "bearer")
public class AdminResource {

    @Inject
    Plugins plugins;

    @Inject
    WorkMetrics work;

    @GET
    @Path("plugins")
    @Operation(summary = "List plugins", description = "In use, or in quarantine with the reason.")
    @APIResponse(responseCode = "200", description = "Every file or folder that was tried")
    public Answer.Paged<List<PluginStatus>> plugins() {
        return Answer.Paged.of(plugins.statuses(), null);
    }

    @GET
    @Path("work")
    @Operation(summary = "How much work waits", description = "In all lanes, of all tenants.")
    @APIResponse(responseCode = "200", description = "Due, scheduled, given up; the age of the oldest in seconds")
    public Answer<WorkMetrics.Backlog> work() {
        return Answer.of(work.backlog());
    }
}
