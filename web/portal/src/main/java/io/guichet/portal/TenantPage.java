package io.guichet.portal;

import io.guichet.agent.DeploymentView;
import io.guichet.agent.Deployments;
import io.guichet.agent.DomainRule;
import io.guichet.conversation.ConversationId;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Permission;
import io.guichet.kernel.ProblemCode;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All of a user's conversations at one tenant, and what is deployed there for those who run it. */
@Named("tenantPage")
@ViewScoped
public class TenantPage implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    SignedIn me;

    @Inject
    Desks desks;

    @Inject
    Deployments deployments;

    private @Nullable String tenant;
    private @Nullable String before;
    private transient @Nullable Desk desk;

    /** Ends in the page for 404 before anything is drawn, where it is not his tenant. */
    public void open() {
        getDesk();
    }

    public Desk getDesk() {
        if (desk == null) {
            desk = desks.lay(me.in(tenant), cursor(), Desks.PAGE);
        }
        return desk;
    }

    /** Whether he looks after what the tenant's agents learned. */
    public boolean isTeaching() {
        return me.in(tenant).may(Permission.MANAGE_DEPLOYMENTS);
    }

    /** The sites that may show a deployment. */
    public List<DomainRule> domains(DeploymentView deployment) {
        return deployments.domains(me.in(tenant), deployment.id());
    }

    private @Nullable ConversationId cursor() {
        return before == null ? null : ConversationId.parse(before).orElseThrow(TenantPage::nothingHere);
    }

    private static GuichetException nothingHere() {
        return new GuichetException(ProblemCode.NOT_FOUND, "There is no such page.");
    }

    public @Nullable String getTenant() {
        return tenant;
    }

    public void setTenant(@Nullable String tenant) {
        this.tenant = tenant;
    }

    public @Nullable String getBefore() {
        return before;
    }

    public void setBefore(@Nullable String before) {
        this.before = before;
    }
}
