package io.guichet.api;

import io.guichet.kernel.PageRequest;
import io.guichet.kernel.TenantId;
import io.guichet.tenancy.AuditChain;
import io.guichet.tenancy.AuditEntry;
import io.guichet.tenancy.AuditTrail;
import io.guichet.tenancy.VerifyAudit;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Who did what, everywhere. */
@Path("admin/audit")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"super_admin", "admin"})
@Tag(name = "admin")
@SecurityRequirement(name = "bearer")
public class AdminAuditResource {

    @Inject
    AuditTrail trail;

    @Inject
    VerifyAudit verify;

    @Inject
    Callers callers;

    @GET
    @Operation(summary = "Read the audit trail", description = "The newest first, of all clients and of the platform.")
    @APIResponse(responseCode = "200", description = "A page of entries; page.next is the cursor of the next")
    @APIResponse(responseCode = "400", description = "bad_request: the cursor is none of this list")
    @APIResponse(responseCode = "401", description = "unauthenticated")
    @APIResponse(responseCode = "403", description = "forbidden")
    @APIResponse(responseCode = "422", description = "invalid_fields: limit, from, to, or a filter that is too long")
    public Answer.Paged<List<AuditEntry>> list(
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Parameter(description = "A client's id, or platform") @QueryParam("client") @Nullable String client,
            @Parameter(description = "As an entry says it, e.g. user:usr_…") @QueryParam("actor") @Nullable
                    String actor,
            @Parameter(description = "client.suspended, or client for all of that kind") @QueryParam("action") @Nullable
                    String action,
            @Parameter(description = "The id of what it was done to") @QueryParam("thing") @Nullable String thing,
            @Parameter(description = "An instant, included") @QueryParam("from") @Nullable String from,
            @Parameter(description = "An instant, excluded") @QueryParam("to") @Nullable String to) {
        var page = trail.list(
                callers.platform(),
                PageRequest.of(limit, cursor, null, null, Set.of("at"), "-at"),
                new AuditTrail.AuditFilter(client, actor, action, thing, from, to));
        return Answer.Paged.of(page.items(), page.next());
    }

    @POST
    @Path("verify")
    @Operation(
            summary = "Verify the audit trail",
            description = "Goes along every chain and names the first entry of each that is not as it was written.")
    @APIResponse(responseCode = "200", description = "How many chains there are, and what is wrong with them")
    @APIResponse(responseCode = "401", description = "unauthenticated")
    @APIResponse(responseCode = "403", description = "forbidden")
    public Answer<Verified> verify() {
        var caller = callers.platform();
        var chains = verify.chains(caller);
        var entries = 0L;
        var findings = new ArrayList<Finding>();
        for (var chain : chains) {
            var step = new AuditChain.Step(AuditChain.Link.START, false, null);
            while (!step.done()) {
                step = verify.walk(caller, chain, step.last());
            }
            entries += step.last().number();
            if (step.finding() != null) {
                findings.add(Finding.of(step.finding()));
            }
        }
        return Answer.of(new Verified(findings.isEmpty(), chains.size(), entries, findings));
    }

    /**
     * @param intact whether there is nothing wrong
     * @param entries that were found as they were written
     */
    public record Verified(boolean intact, int chains, long entries, List<Finding> findings) {}

    /**
     * @param client whose chain; null for the platform's own
     * @param number of the entry
     * @param fault {@code missing}, {@code changed}, {@code out_of_place} or {@code wrong_head}
     */
    public record Finding(@Nullable TenantId client, long number, String fault) {

        static Finding of(AuditChain.Finding finding) {
            return new Finding(
                    finding.chain().equals(new UUID(0, 0)) ? null : new TenantId(finding.chain()),
                    finding.number(),
                    finding.fault().name().toLowerCase(Locale.ROOT));
        }
    }
}
