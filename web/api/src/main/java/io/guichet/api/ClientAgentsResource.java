package io.guichet.api;

import io.guichet.agent.AgentOffer;
import io.guichet.agent.Agents;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The agents that a tenant may deploy. */
@Path("client/agents")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "client")
@SecurityRequirement(name = "apiKey")
@SecurityRequirement(name = "bearer")
public class ClientAgentsResource {

    @Inject
    Agents agents;

    @Inject
    Callers callers;

    @GET
    @Operation(summary = "List the agents that can be deployed", description = "By name.")
    @APIResponse(responseCode = "200", description = "All of them, with the modes that each allows")
    @APIResponse(responseCode = "401", description = "invalid_api_key")
    public Answer.Paged<List<AgentOffer>> list(@HeaderParam("X-API-Key") @Nullable String key) {
        return Answer.Paged.of(agents.offers(callers.ofTenant(key)), null);
    }
}
