package io.guichet.api;

import io.guichet.billing.JobName;
import io.guichet.billing.JobRequested;
import io.guichet.billing.JobRunId;
import io.guichet.billing.JobRunView;
import io.guichet.billing.JobView;
import io.guichet.billing.Jobs;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.ProblemCode;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The platform's monthly jobs, for its operators. */
@Path("admin/jobs")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"super_admin", "admin"})
@Tag(name = "admin")
@SecurityRequirement(name = "bearer")
@APIResponse(responseCode = "401", description = "unauthenticated: a bearer token is missing or not valid")
@APIResponse(responseCode = "403", description = "forbidden: the roles do not allow it")
public class AdminJobsResource {

    @Inject
    Jobs jobs;

    @Inject
    Callers callers;

    @GET
    @Operation(
            summary = "List jobs",
            description = "What the platform does once a month for all tenants, each with its last run.")
    @APIResponse(
            responseCode = "200",
            description = "Every job",
            content = @Content(schema = @Schema(implementation = JobView.class)))
    public Answer.Paged<List<JobView>> all() {
        return Answer.Paged.of(jobs.all(callers.platform()), null);
    }

    @GET
    @Path("{name}")
    @Operation(summary = "List a job's runs", description = "The last that was asked for comes first.")
    @APIResponse(
            responseCode = "200",
            description =
                    "Runs with their attempts: tenants read, written, filtered, skipped; commits, rollbacks, failures, times",
            content = @Content(schema = @Schema(implementation = JobRunView.class)))
    @APIResponse(responseCode = "404", description = "job_not_found")
    @APIResponse(responseCode = "422", description = "invalid_fields: limit, sort")
    public Answer.Paged<List<JobRunView>> runs(
            @Parameter(description = "close-month or usage-report") @PathParam("name") String name,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("sort") @Nullable String sort) {
        var caller = callers.platform();
        var page = PageRequest.of(limit, cursor, null, sort, Set.of("requested_at"), "-requested_at");
        var runs = jobs.runs(caller, job(name), page);
        return Answer.Paged.of(runs.items(), runs.next());
    }

    @GET
    @Path("{name}/{execution}")
    @Operation(
            summary = "Read a run",
            description = "Its parts, with what they read, wrote and skipped, and why it failed.")
    @APIResponse(
            responseCode = "200",
            description = "The run and its attempts",
            content = @Content(schema = @Schema(implementation = JobRunView.class)))
    @APIResponse(responseCode = "404", description = "job_not_found")
    public Answer<JobRunView> run(
            @PathParam("name") String name,
            @Parameter(description = "run_…") @PathParam("execution") String execution) {
        return Answer.of(jobs.run(callers.platform(), job(name), id(execution)));
    }

    @POST
    @Path("{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Run a job",
            description =
                    "For a super_admin. The run waits for a node; nothing that was done for the month is done again.")
    @APIResponse(
            responseCode = "202",
            description = "It waits; Location is the run",
            content = @Content(schema = @Schema(implementation = JobRequested.class)))
    @APIResponse(responseCode = "404", description = "job_not_found")
    @APIResponse(
            responseCode = "422",
            description = "invalid_fields: a month that is not over everywhere; idempotency_key_reused")
    public Response request(
            @PathParam("name") String name,
            @Nullable Month body,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
            @jakarta.ws.rs.core.Context UriInfo here) {
        var caller = callers.platform();
        var requested = jobs.request(
                caller, job(name), Months.parse(Requests.body(body).month()).orElse(null), idempotencyKey);
        return Response.accepted(Answer.of(requested))
                .location(here.getAbsolutePathBuilder()
                        .path(requested.id().toString())
                        .build())
                .build();
    }

    @POST
    @Path("{name}/{execution}/restart")
    @Operation(
            summary = "Run again what failed",
            description = "For a super_admin. The same run waits again, and does what is left.")
    @APIResponse(
            responseCode = "202",
            description = "It waits",
            content = @Content(schema = @Schema(implementation = JobRunView.class)))
    @APIResponse(responseCode = "404", description = "job_not_found")
    @APIResponse(responseCode = "409", description = "conflict: it did not fail")
    public Response restart(@PathParam("name") String name, @PathParam("execution") String execution) {
        var run = jobs.restart(callers.platform(), job(name), id(execution));
        return Response.accepted(Answer.of(run)).build();
    }

    private static JobName job(String name) {
        return JobName.parse(name)
                .orElseThrow(() -> new GuichetException(ProblemCode.JOB_NOT_FOUND, "There is no job of this name."));
    }

    private static JobRunId id(String text) {
        return JobRunId.parse(text)
                .orElseThrow(() -> new GuichetException(ProblemCode.JOB_NOT_FOUND, "This job has no such run."));
    }

    /**
     * @param month {@code YYYY-MM}
     */
    @Schema(name = "JobMonth")
    public record Month(@Nullable String month) {}
}
