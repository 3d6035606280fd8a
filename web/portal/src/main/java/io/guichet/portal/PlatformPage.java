package io.guichet.portal;

import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
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

/** How the platform does, for those who run it. */
@Named("platform")
@RequestScoped
public class PlatformPage {

    @Inject
    SignedIn me;

    @Inject
    Plugins plugins;

    @EJB
    WorkMetrics work;

    @Inject
    Tenants tenants;

    public List<PluginStatus> getPlugins() {
        operatorsAlone();
        return plugins.statuses();
    }

    public Backlog getBacklog() {
        operatorsAlone();
        return work.backlog();
    }

    public List<TenantView> getTenants() {
        operatorsAlone();
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

    private void operatorsAlone() {
        if (!me.isOperator()) {
            throw new GuichetException(ProblemCode.FORBIDDEN, "This is for those who run the platform.");
        }
    }
}
