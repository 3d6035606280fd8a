package io.guichet.agent;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant thinks of changing; what is absent stays as it is.
 *
 * @param deploymentMode another mode
 */
public record DeploymentPreview(
        @Nullable JsonNode configOverlay,
        @Nullable JsonNode branding,
        @Nullable String deploymentMode) {}
