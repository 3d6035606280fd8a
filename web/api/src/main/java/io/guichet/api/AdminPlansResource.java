package io.guichet.api;

import io.guichet.billing.PlanView;
import io.guichet.billing.Plans;
import io.guichet.kernel.PageRequest;
import jakarta.annotation.security.RolesAllowed;
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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The catalogue of plans. */
@Path("admin/plans")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({"super_admin", "admin"})
@Tag(name = "admin")
@SecurityRequirement(name = "bearer")
public class AdminPlansResource {

    private static final Plans.NewLimit NOTHING = new Plans.NewLimit(null, null, null, null);

    @Inject
    Plans plans;

    @Inject
    Callers callers;

    @GET
    @Operation(
            summary = "List plans",
            description = "By family and price, each in the version that is sold today, retired ones included.")
    @APIResponse(responseCode = "200", description = "A page of them")
    @APIResponse(responseCode = "422", description = "invalid_fields: limit")
    public Answer.Paged<List<PlanView>> list(
            @QueryParam("limit") @Nullable Integer limit, @QueryParam("cursor") @Nullable String cursor) {
        var page = plans.list(callers.platform(), PageRequest.of(limit, cursor));
        return Answer.Paged.of(page.items(), page.next());
    }

    @GET
    @Path("{code}")
    @Operation(summary = "Read a plan", description = "The ETag is what a new version follows.")
    @APIResponse(
            responseCode = "200",
            description = "The version that is sold today",
            content = @Content(schema = @Schema(implementation = PlanView.class)))
    @APIResponse(responseCode = "404", description = "plan_not_found")
    public Response get(@PathParam("code") String code) {
        return tagged(Response.ok(), plans.get(callers.platform(), code));
    }

    @POST
    @Operation(
            summary = "Add a plan",
            description = "Needs super_admin. Amounts are cents of a euro, without VAT. With Idempotency-Key the"
                    + " first answer is given again.")
    @APIResponse(
            responseCode = "201",
            description = "The plan with its first version",
            content = @Content(schema = @Schema(implementation = PlanView.class)))
    @APIResponse(responseCode = "403", description = "forbidden")
    @APIResponse(responseCode = "409", description = "conflict: the code is taken")
    @APIResponse(responseCode = "422", description = "invalid_fields or idempotency_key_reused")
    public Response add(@Nullable NewPlan body, @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
        var plan = Requests.body(body);
        var added = plans.add(
                callers.platform(),
                new Plans.NewPlan(plan.code(), plan.name(), plan.family(), terms(plan.priceMinor(), plan.limits())),
                idempotencyKey);
        return tagged(Response.created(URI.create("admin/plans/" + added.code())), added);
    }

    @POST
    @Path("{code}/versions")
    @Operation(
            summary = "Sell a plan on other terms",
            description =
                    "Needs super_admin. Who has the plan keeps the version that he bought. If-Match carries the ETag"
                            + " of the plan, so that a version is not added twice.")
    @APIResponse(
            responseCode = "201",
            description = "The plan in its new version",
            content = @Content(schema = @Schema(implementation = PlanView.class)))
    @APIResponse(responseCode = "403", description = "forbidden")
    @APIResponse(responseCode = "404", description = "plan_not_found")
    @APIResponse(responseCode = "409", description = "conflict: it is not sold any more")
    @APIResponse(responseCode = "412", description = "precondition_failed: it has another version by now")
    @APIResponse(responseCode = "422", description = "invalid_fields")
    @APIResponse(responseCode = "428", description = "precondition_required")
    public Response addVersion(
            @PathParam("code") String code,
            @Nullable NewVersion body,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
        var version = Requests.body(body);
        var expected = Versions.expected(ifMatch);
        var plan = plans.addVersion(
                callers.platform(), code, terms(version.priceMinor(), version.limits()), expected, idempotencyKey);
        return tagged(Response.created(URI.create("admin/plans/" + plan.code())), plan);
    }

    @DELETE
    @Path("{code}")
    @Operation(summary = "Sell a plan no more", description = "Needs super_admin. Who has it keeps it.")
    @APIResponse(responseCode = "204", description = "Nobody can buy it from now on")
    @APIResponse(responseCode = "403", description = "forbidden")
    @APIResponse(responseCode = "404", description = "plan_not_found")
    public void retire(@PathParam("code") String code) {
        plans.retire(callers.platform(), code);
    }

    private static Response tagged(Response.ResponseBuilder answer, PlanView plan) {
        return answer.entity(Answer.of(plan)).tag(Versions.tag(plan.version())).build();
    }

    private static Plans.Terms terms(@Nullable Long price, @Nullable List<Plans.@Nullable NewLimit> limits) {
        var named = limits == null
                ? List.<Plans.NewLimit>of()
                : limits.stream().map(limit -> limit == null ? NOTHING : limit).toList();
        return new Plans.Terms(price, named);
    }

    /**
     * @param family vendor or automation
     * @param priceMinor cents a month without VAT; absent where it is quoted to each client
     */
    public record NewPlan(
            @Nullable String code,
            @Nullable String name,
            @Nullable String family,
            @Nullable Long priceMinor,
            @Nullable List<Plans.@Nullable NewLimit> limits) {}

    /**
     * @param priceMinor cents a month without VAT; absent where it is quoted to each client
     */
    public record NewVersion(
            @Nullable Long priceMinor, @Nullable List<Plans.@Nullable NewLimit> limits) {}
}
