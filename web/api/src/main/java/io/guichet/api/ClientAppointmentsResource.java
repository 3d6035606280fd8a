package io.guichet.api;

import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.ProblemCode;
import io.guichet.trade.AppointmentId;
import io.guichet.trade.AppointmentStatus;
import io.guichet.trade.AppointmentView;
import io.guichet.trade.Appointments;
import io.guichet.trade.TradeSearch;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Appointments that the business's agents took down. */
@Path("client/appointments")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "client")
@SecurityRequirement(name = "apiKey")
public class ClientAppointmentsResource {

    @Inject
    Appointments appointments;

    @Inject
    Callers callers;

    @GET
    @Operation(summary = "List appointments", description = "By the time at which they begin; sort=-at turns it round.")
    @APIResponse(responseCode = "200", description = "A page of them")
    @APIResponse(responseCode = "400", description = "bad_request: the cursor is none of this list")
    @APIResponse(responseCode = "401", description = "invalid_api_key")
    @APIResponse(responseCode = "403", description = "forbidden")
    @APIResponse(responseCode = "422", description = "invalid_fields: status, day, limit or sort")
    public Answer.Paged<List<AppointmentView>> list(
            @Parameter(description = "booked, accepted, done, no_show or cancelled") @QueryParam("status") @Nullable
                    String status,
            @Parameter(description = "A day in the client's zone, e.g. 2026-11-21") @QueryParam("day") @Nullable
                    String day,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("sort") @Nullable String sort,
            @HeaderParam("X-API-Key") @Nullable String key) {
        var caller = callers.ofTenant(key);
        var search = TradeSearch.ofAppointments(Requests.filter(status, "status"), Requests.filter(day, "day"));
        var page =
                appointments.list(caller, search, PageRequest.of(limit, cursor, null, sort, TradeSearch.SORTS, "at"));
        return Answer.Paged.of(page.items(), page.next());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Read an appointment", description = "As it stands now.")
    @APIResponse(responseCode = "200", description = "The appointment")
    @APIResponse(responseCode = "401", description = "invalid_api_key")
    @APIResponse(responseCode = "403", description = "forbidden")
    @APIResponse(responseCode = "404", description = "not_found")
    public Answer<AppointmentView> get(@PathParam("id") String id, @HeaderParam("X-API-Key") @Nullable String key) {
        return Answer.of(appointments.get(callers.ofTenant(key), parsed(id)));
    }

    @PUT
    @Path("{id}/status")
    @Operation(
            summary = "Say how far an appointment is",
            description = "booked, accepted, done, no_show or cancelled. What it is already, it stays.")
    @APIResponse(responseCode = "200", description = "The appointment as it stands now")
    @APIResponse(responseCode = "401", description = "invalid_api_key")
    @APIResponse(responseCode = "403", description = "forbidden")
    @APIResponse(responseCode = "404", description = "not_found")
    @APIResponse(responseCode = "409", description = "conflict: it is too far for that")
    @APIResponse(responseCode = "422", description = "invalid_fields: status")
    public Answer<AppointmentView> change(
            @PathParam("id") String id,
            @Nullable NewStatusOfAppointment wanted,
            @HeaderParam("X-API-Key") @Nullable String key) {
        var caller = callers.ofTenant(key);
        var status = AppointmentStatus.of(Requests.body(wanted).status());
        new FieldErrors()
                .check(status.isPresent(), "status", "is booked, accepted, done, no_show or cancelled")
                .throwIfAny();
        return Answer.of(appointments.change(caller, parsed(id), status.orElseThrow()));
    }

    private static AppointmentId parsed(String id) {
        return AppointmentId.parse(id)
                .orElseThrow(() -> new GuichetException(ProblemCode.NOT_FOUND, "No appointment of yours has this id."));
    }

    /**
     * @param status booked, accepted, done, no_show or cancelled
     */
    public record NewStatusOfAppointment(@Nullable String status) {}
}
