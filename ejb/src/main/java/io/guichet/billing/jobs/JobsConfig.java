package io.guichet.billing.jobs;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How this node runs the platform's jobs. */
@Dependent
class JobsConfig {

    /** Whether this node runs jobs, or leaves them to the others. */
    @Inject
    @ConfigProperty(name = "guichet.jobs.enabled", defaultValue = "true")
    boolean enabled;

    /** Into how many parts a job divides the tenants; they are done side by side. */
    @Inject
    @ConfigProperty(name = "guichet.jobs.slices", defaultValue = "4")
    int slices;

    /** After how long without a sign of life another node takes a run over. */
    @Inject
    @ConfigProperty(name = "guichet.jobs.takeover", defaultValue = "PT30S")
    Duration takeover;
}
