package io.guichet.agent;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An agent that a tenant may deploy: what it is, not how it is made. */
public record AgentOffer(
        String id,
        String slug,
        String name,
        String sector,
        @Nullable String description,
        List<String> deploymentModes) {}
