package io.guichet.portal;

import io.guichet.agent.DeploymentDetails;
import io.guichet.agent.DeploymentId;
import io.guichet.agent.DomainView;
import io.guichet.agent.ReadDeployments;
import io.guichet.conversation.Links;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.ProblemCode;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.omnifaces.util.Faces;

/** A deployment tried out before anybody else sees it: on a page, the code to paste, where it may be shown, a link. */
@Named("testPage")
@ViewScoped
public class TestPage implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    SignedIn me;

    @Inject
    ReadDeployments deployments;

    @Inject
    Links links;

    @Inject
    PortalConfig config;

    private @Nullable String tenant;
    private @Nullable String id;
    private transient @Nullable DeploymentDetails deployment;

    /** Ends in the page for 403 or 404 before anything is drawn. */
    public void open() {
        if (id == null) {
            getChoice();
        } else {
            getDeployment();
        }
    }

    public DeploymentDetails getDeployment() {
        if (deployment == null) {
            deployment = Optional.ofNullable(id)
                    .flatMap(DeploymentId::parse)
                    .map(parsed -> deployments.get(context(), parsed))
                    .orElseThrow(() -> new GuichetException(
                            ProblemCode.DEPLOYMENT_NOT_FOUND, "No deployment of yours has this id."));
        }
        return deployment;
    }

    /** The tenant's deployments, where none was chosen yet. */
    public List<DeploymentDetails> getChoice() {
        var page = PageRequest.of(100, null, null, null, ReadDeployments.SORTS, "name");
        return deployments.list(context(), page, null, null, null).items();
    }

    /** Makes a link for one browser, and goes there. */
    public void tryOut() {
        var link = links.createTest(context(), getDeployment().deploymentKey());
        Faces.redirect(link.url());
    }

    /** How it is looked at. */
    public WidgetLook getLook() {
        return WidgetLook.of(Faces::getRequestParameter);
    }

    /** What goes into a page to show the deployment there as it is looked at. */
    public String getCode() {
        return getLook().code(config.publicUrl(), getDeployment().deploymentKey());
    }

    /** Where the loader's version and its hash are told. */
    public String getLoader() {
        return config.publicUrl() + "/widget/v1/loader.json";
    }

    /** Whether a page that customers read may show it. */
    public boolean isPublic() {
        return getDeployment().domains().stream().anyMatch(TestPage::isForCustomers);
    }

    private static boolean isForCustomers(DomainView domain) {
        return domain.isActive()
                && (domain.environment().equals("production")
                        || domain.environment().equals("staging"));
    }

    private CallContext context() {
        return me.over(tenant);
    }

    public @Nullable String getTenant() {
        return tenant;
    }

    public void setTenant(@Nullable String tenant) {
        this.tenant = tenant;
    }

    public @Nullable String getId() {
        return id;
    }

    public void setId(@Nullable String id) {
        this.id = id;
    }
}
