package io.guichet.agent;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import org.jspecify.annotations.Nullable;

/**
 * A page may not show a deployment. Its transaction is rolled back, so that whoever catches it notes the refusal in one of
 * its own: {@link DomainRefusals#note}.
 */
public class OriginRefused extends GuichetException {

    private static final long serialVersionUID = 1L;

    private final transient CallContext context;
    private final transient DeploymentId deployment;
    private final @Nullable String origin;
    private final boolean foreign;

    public OriginRefused(CallContext context, DeploymentId deployment, @Nullable String origin, boolean foreign) {
        super(ProblemCode.DOMAIN_NOT_ALLOWED, "The deployment's domains do not have this page's origin.");
        this.context = context;
        this.deployment = deployment;
        this.origin = origin;
        this.foreign = foreign;
    }

    /** In the tenant of the deployment. */
    public CallContext context() {
        return context;
    }

    public DeploymentId deployment() {
        return deployment;
    }

    /** As it came, from anybody; null where none came. */
    public @Nullable String origin() {
        return origin;
    }

    /** Whether it is noted: a page of ours, on which somebody tried for too long, is no site that was not allowed. */
    public boolean isForeign() {
        return foreign;
    }
}
