package io.guichet.demo;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Whether and how demo data is loaded. */
@Dependent
class DemoConfig {

    /** Whether demo tenants are loaded at start. Never on an installation that real customers use. */
    @Inject
    @ConfigProperty(name = "guichet.demo", defaultValue = "false")
    boolean enabled;

    @Inject
    @ConfigProperty(name = "guichet.profile", defaultValue = "prod")
    String profile;

    /** Where the demo's keys are written for {@code ./guichet status --json}; without it they are made and nobody knows them. */
    @Inject
    @ConfigProperty(name = "guichet.demo.file")
    Optional<String> file;

    /** Where EBP's receiver listens. */
    @Inject
    @ConfigProperty(name = "guichet.receiver.port", defaultValue = "8190")
    int receiverPort;
}
