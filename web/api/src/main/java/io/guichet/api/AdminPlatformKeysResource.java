package io.guichet.api;

import io.guichet.tenancy.RewrapKeys;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The platform's own key. */
@Path("admin/keys")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"super_admin", "admin"})
@Tag(name = "admin")
@SecurityRequirement(name = "bearer")
public class AdminPlatformKeysResource {

    @Inject
    RewrapKeys rewrap;

    @Inject
    Callers callers;

    @POST
    @Path("rewrap")
    @Operation(
            summary = "Put every tenant's key under the current platform key",
            description = "For super_admin, after guichet.platform.key changed and the former one became one of"
                    + " guichet.platform.previous-keys. May be asked for again at any time; when nothing is left, the"
                    + " former key can be forgotten.")
    @APIResponse(
            responseCode = "200",
            description = "How many were wrapped anew, and how many a former key still wraps")
    @APIResponse(responseCode = "401", description = "unauthenticated")
    @APIResponse(responseCode = "403", description = "forbidden: for super_admin alone")
    public Answer<Rewrapped> rewrap() {
        var caller = callers.platform();
        var all = 0;
        int some;
        do {
            some = rewrap.batch(caller);
            all += some;
        } while (some > 0);
        return Answer.of(new Rewrapped(all, rewrap.left(caller)));
    }

    /**
     * @param left more than none while somebody else holds them, or adds some with a former key: ask again
     */
    public record Rewrapped(int rewrapped, long left) {}
}
