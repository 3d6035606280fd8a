package io.guichet.agent;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A deployment, for those who look after it.
 *
 * @param deploymentKey public: it stands in the partner's page
 * @param clientId the tenant
 * @param rateLimitPerIp as it was asked for
 * @param effectiveRateLimitPerIp no lower than the agent's floor
 * @param sessionsCount conversations in which a visitor wrote, since it was made
 * @param messagesCount visitors' messages since it was made
 * @param lastActivityAt when a visitor last wrote; null where none did
 * @param warnings what of overlay and style sheet is not taken, or not as it stands there, and why
 * @param version for {@code If-Match}
 */
public record DeploymentDetails(
        String id,
        String deploymentKey,
        String clientId,
        AgentOfDeployment agent,
        String name,
        @Nullable String description,
        String deploymentMode,
        @Nullable JsonNode configOverlay,
        @Nullable JsonNode branding,
        @Nullable String dedicatedCollection,
        List<DomainView> domains,
        @Nullable Long maxSessionsDay,
        @Nullable Long maxMessagesDay,
        int rateLimitPerIp,
        int effectiveRateLimitPerIp,
        long sessionsCount,
        long messagesCount,
        @Nullable Instant lastActivityAt,
        boolean isActive,
        List<ResolvedConfiguration.Note> warnings,
        int version,
        Instant createdAt,
        @Nullable Instant updatedAt) {

    /** The master, as far as a tenant sees it. */
    public record AgentOfDeployment(String id, String slug, String name, String sector) {}
}
