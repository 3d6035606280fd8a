package io.guichet.api;

import io.guichet.conversation.Support;
import io.guichet.conversation.SupportHours;
import io.guichet.conversation.SupportSettings;
import io.guichet.kernel.Permission;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** When people of a tenant are there, and when its agents call them. */
@Path("client/support")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "client")
@SecurityRequirement(name = "apiKey")
@APIResponse(responseCode = "403", description = "forbidden")
public class ClientSupportResource {

    @Inject
    Support support;

    @Inject
    Callers callers;

    @GET
    @Operation(
            summary = "Read the settings of support",
            description = "The tenant's own, or those that hold where it says nothing.")
    @APIResponse(responseCode = "200", description = "All of them")
    public Answer<SupportSettings> get(@HeaderParam("X-API-Key") @Nullable String key) {
        return Answer.of(support.settings(callers.ofMember(key, Permission.READ_CONVERSATIONS)));
    }

    @PUT
    @Operation(
            summary = "Replace the settings of support",
            description = "Hours by day in the tenant's zone, days on which nobody is there, words on which a person is"
                    + " called, and from when on; what is left out becomes as it usually is.")
    @APIResponse(responseCode = "200", description = "As they are from now on")
    @APIResponse(responseCode = "422", description = "invalid_fields")
    public Answer<SupportSettings> replace(@Nullable Wanted wanted, @HeaderParam("X-API-Key") @Nullable String key) {
        var caller = callers.ofTenant(key);
        return Answer.of(support.replace(caller, Requests.body(wanted).settings()));
    }

    /**
     * @param hours when people are there; nothing is told of hours where it is missing
     * @param keywords words on which a person is called
     * @param misunderstandings so many in a row call one; 3 unless said
     * @param confidence an answer less sure than this is a person's to give; 0.35 unless said
     * @param anger whether somebody who is angry gets a person; true unless said
     */
    public record Wanted(
            @Nullable SupportHours hours,
            @Nullable List<@Nullable String> keywords,
            @Nullable Integer misunderstandings,
            @Nullable Double confidence,
            @Nullable Boolean anger) {

        SupportSettings settings() {
            var usual = SupportSettings.USUAL;
            var words = keywords == null ? List.<@Nullable String>of() : keywords;
            return new SupportSettings(
                    hours == null ? usual.hours() : hours,
                    words.stream().map(word -> word == null ? "" : word).toList(),
                    misunderstandings == null ? usual.misunderstandings() : misunderstandings,
                    confidence == null ? usual.confidence() : confidence,
                    anger == null ? usual.anger() : anger);
        }
    }
}
