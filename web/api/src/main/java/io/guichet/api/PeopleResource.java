package io.guichet.api;

import io.guichet.invitation.AnswerInvitations;
import io.guichet.tenancy.Authenticate;
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

/** Who signed in. */
@Path("me")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "people")
@SecurityRequirement(name = "bearer")
public class PeopleResource {

    @Inject
    Authenticate authenticate;

    @Inject
    AnswerInvitations answers;

    @Inject
    Callers callers;

    /** Who I am, and in which tenants. */
    @GET
    @Operation(summary = "Who am I", description = "Whatever the roles: who has none is told so.")
    @APIResponse(responseCode = "200", description = "The account, its roles and its tenants")
    @APIResponse(responseCode = "401", description = "unauthenticated")
    public Answer<Me> me() {
        var user = callers.user();
        answers.arrive(user.id(), callers.invitee(user));
        var tenants = authenticate.memberships(user.id()).stream()
                .map(m -> new TenantOfMine(
                        m.tenant().id().toString(),
                        m.tenant().slug(),
                        m.tenant().name(),
                        m.member().externalId()))
                .toList();
        return Answer.of(new Me(
                user.id().toString(),
                user.name(),
                Callers.ROLES.stream().filter(user.roles()::contains).toList(),
                tenants));
    }

    public record Me(String id, String name, List<String> roles, List<TenantOfMine> tenants) {}

    public record TenantOfMine(String id, String slug, String name, String externalId) {}
}
