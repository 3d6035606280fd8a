package io.guichet.agent;

import io.guichet.kernel.TenantId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An agent as one tenant shows it.
 *
 * @param key public: it stands in the partner's page
 * @param active whether its key opens anything
 * @param sector names the sector agent that answers, e.g. {@code artisan}
 * @param agentName as this deployment calls its agent
 * @param brandingLevels of the agent and of the deployment, lowest first
 * @param maxSessionsDay conversations in a day of the tenant's zone; null for no limit of its own
 * @param maxMessagesDay visitors' messages in a day of the tenant's zone; null for no limit of its own
 * @param rateLimitPerIp requests a minute from one address, no lower than the agent's floor
 */
public record DeploymentView(
        TenantId tenant,
        DeploymentId id,
        String key,
        String name,
        boolean active,
        AgentId agent,
        String agentName,
        String sector,
        List<Branding.Level> brandingLevels,
        boolean poweredByRequired,
        @Nullable Long maxSessionsDay,
        @Nullable Long maxMessagesDay,
        int rateLimitPerIp) {}
