package io.guichet.api;

import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.UserId;
import io.guichet.tenancy.Authenticate;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.wildfly.security.http.oidc.OidcPrincipal;

/** Who signed in. */
@Path("me")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "people")
@SecurityRequirement(name = "bearer")
public class PeopleResource {

    static final List<String> ROLES = List.of("super_admin", "admin", "client_admin", "artisan", "metreur");

    @Inject
    Authenticate authenticate;

    @Context
    SecurityContext security;

    /** Who I am, and in which tenants. */
    @GET
    @Operation(summary = "Who am I")
    @APIResponse(responseCode = "200", description = "The account, its roles and its tenants")
    @APIResponse(responseCode = "401", description = "unauthenticated")
    public Answer<Me> me() {
        if (!(security.getUserPrincipal() instanceof OidcPrincipal<?> principal)) {
            throw new GuichetException(ProblemCode.UNAUTHENTICATED, "A bearer token is expected.");
        }
        var token = principal.getOidcSecurityContext().getToken();
        var user = new UserId(UUID.fromString(token.getClaimValueAsString("sub")));
        var tenants = authenticate.memberships(user).stream()
                .map(m -> new TenantOfMine(
                        m.tenant().id().toString(),
                        m.tenant().slug(),
                        m.tenant().name(),
                        m.member().externalId()))
                .toList();
        return Answer.of(new Me(
                user.toString(),
                Stream.of(token.getClaimValueAsString("name"), token.getClaimValueAsString("preferred_username"))
                        .filter(n -> n != null && !n.isBlank())
                        .findFirst()
                        .orElse(""),
                ROLES.stream().filter(security::isUserInRole).toList(),
                tenants));
    }

    public record Me(String id, String name, List<String> roles, List<TenantOfMine> tenants) {}

    public record TenantOfMine(String id, String slug, String name, String externalId) {}
}
