package io.guichet.api;

import io.guichet.answering.ModelProviderView;
import io.guichet.answering.ModelUsage;
import io.guichet.answering.TenantModels;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** With whose keys a tenant's agents ask models, and what that cost. */
@Path("client/models")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "client")
@SecurityRequirement(name = "apiKey")
public class ClientModelsResource {

    @Inject
    TenantModels models;

    @Inject
    Callers callers;

    @GET
    @Operation(
            summary = "List the providers of models",
            description = "All that this platform has, what each asks for, and what you set: never a secret.")
    @APIResponse(responseCode = "200", description = "By name; all in one page")
    @APIResponse(responseCode = "401", description = "invalid_api_key")
    @APIResponse(responseCode = "403", description = "forbidden")
    public Answer.Paged<List<ModelProviderView>> list(@HeaderParam("X-API-Key") @Nullable String key) {
        return Answer.Paged.of(models.providers(callers.ofTenant(key)), null);
    }

    @GET
    @Path("usage")
    @Operation(
            summary = "See what models did and cost",
            description = "Per day, provider and model. Amounts are millionths of a euro, by the prices that the"
                    + " platform knows; a model without a price costs nothing here.")
    @APIResponse(responseCode = "200", description = "Days, the newest first, and the ceiling of a day")
    @APIResponse(responseCode = "401", description = "invalid_api_key")
    @APIResponse(responseCode = "403", description = "forbidden")
    @APIResponse(responseCode = "422", description = "invalid_fields: days")
    public Answer<ModelUsage> usage(
            @Parameter(description = "How many days, today included: 1 to 92, 30 unless said")
                    @QueryParam("days")
                    @Nullable
                    Integer days,
            @HeaderParam("X-API-Key") @Nullable String key) {
        return Answer.of(models.usage(callers.ofTenant(key), days));
    }

    @GET
    @Path("{provider}")
    @Operation(summary = "Read one provider of models", description = "And what you set for it: never a secret.")
    @APIResponse(responseCode = "200", description = "Its settings")
    @APIResponse(responseCode = "401", description = "invalid_api_key")
    @APIResponse(responseCode = "403", description = "forbidden")
    @APIResponse(responseCode = "404", description = "not_found: no such provider")
    public Answer<ModelProviderView> get(
            @PathParam("provider") String provider, @HeaderParam("X-API-Key") @Nullable String key) {
        return Answer.of(models.provider(callers.ofTenant(key), provider));
    }

    @PUT
    @Path("{provider}")
    @Operation(
            summary = "Set your own account with a provider of models",
            description = "All settings anew, secrets too. From then on your agents ask this provider's models with"
                    + " them, except where an agent names a server of its own.")
    @APIResponse(responseCode = "200", description = "What is set: never a secret")
    @APIResponse(responseCode = "401", description = "invalid_api_key")
    @APIResponse(responseCode = "403", description = "forbidden")
    @APIResponse(responseCode = "404", description = "not_found: no such provider")
    @APIResponse(responseCode = "422", description = "invalid_fields or unreachable_url")
    public Answer<ModelProviderView> set(
            @PathParam("provider") String provider,
            @Nullable ModelAccount wanted,
            @HeaderParam("X-API-Key") @Nullable String key) {
        return Answer.of(models.set(
                callers.ofTenant(key), provider, Requests.body(wanted).settings()));
    }

    @DELETE
    @Path("{provider}")
    @Operation(
            summary = "Forget your own account with a provider of models",
            description = "From then on the platform's is used, where there is one.")
    @APIResponse(responseCode = "204", description = "Forgotten")
    @APIResponse(responseCode = "401", description = "invalid_api_key")
    @APIResponse(responseCode = "403", description = "forbidden")
    @APIResponse(responseCode = "404", description = "not_found: nothing is set")
    public void remove(@PathParam("provider") String provider, @HeaderParam("X-API-Key") @Nullable String key) {
        models.remove(callers.ofTenant(key), provider);
    }

    /**
     * @param settings by the names that the provider gives them
     */
    public record ModelAccount(@Nullable Map<String, @Nullable String> settings) {}
}
