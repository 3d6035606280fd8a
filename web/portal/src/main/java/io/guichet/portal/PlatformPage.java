package io.guichet.portal;

import io.guichet.agent.AdministerAgents;
import io.guichet.agent.AgentView;
import io.guichet.kernel.Page;
import io.guichet.kernel.PageRequest;
import io.guichet.plugin.PluginStatus;
import io.guichet.plugin.PluginStatus.State;
import io.guichet.plugin.Plugins;
import io.guichet.tenancy.TenantView;
import io.guichet.tenancy.Tenants;
import io.guichet.work.WorkMetrics;
import io.guichet.work.WorkMetrics.Backlog;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How the platform does, for those who run it. */
@Named("platform")
@RequestScoped
public class PlatformPage {

    private static final int MOST_AGENTS = 20;

    @Inject
    SignedIn me;

    @Inject
    Plugins plugins;

    @EJB
    WorkMetrics work;

    @Inject
    Tenants tenants;

    @Inject
    AdministerAgents administer;

    private @Nullable String agentsFrom;
    private @Nullable Page<AgentView> agents;

    public List<PluginStatus> getPlugins() {
        me.platform();
        return plugins.statuses();
    }

    public Backlog getBacklog() {
        me.platform();
        return work.backlog();
    }

    /** The masters, by their names. */
    public Page<AgentView> getAgents() {
        if (agents == null) {
            var page = PageRequest.of(MOST_AGENTS, agentsFrom, null, null, AdministerAgents.SORTS, "name");
            agents = administer.list(me.platform(), page, null);
        }
        return agents;
    }

    public List<TenantView> getTenants() {
        me.platform();
        return tenants.active();
    }

    /** What a plugin offers, or why it was not let in. */
    public String about(PluginStatus plugin) {
        return switch (plugin.state()) {
            case State.Active active ->
                active.capabilities().stream().map(Object::toString).collect(Collectors.joining(", "));
            case State.Quarantined quarantined -> quarantined.reason() + ": " + quarantined.text();
        };
    }

    /** Where the agents of the page before ended, or null. */
    public @Nullable String getAgentsFrom() {
        return agentsFrom;
    }

    public void setAgentsFrom(@Nullable String agentsFrom) {
        this.agentsFrom = agentsFrom;
    }
}
