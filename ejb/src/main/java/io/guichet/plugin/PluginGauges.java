package io.guichet.plugin;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code guichet.plugins} by state, where the server measures at all. */
@Dependent
class PluginGauges {

    private static final String NAME = "guichet.plugins";

    @Inject
    Instance<MeterRegistry> registries;

    @Inject
    PluginDirectory directory;

    private @Nullable MeterRegistry registry;

    void register() {
        // An EAR has a registry for each of its parts; all of them end in one place, and one is enough.
        registries.stream().findFirst().ifPresent(this::register);
    }

    void register(MeterRegistry into) {
        registry = into;
        register(into, "active", PluginStatus::isActive);
        register(into, "quarantined", status -> !status.isActive());
    }

    /** The registry outlives a deployment. */
    void remove() {
        if (registry != null) {
            registry.find(NAME).gauges().forEach(registry::remove);
        }
    }

    /** By the registry's own method: WildFly's drops what a builder registers. */
    private void register(MeterRegistry into, String state, Predicate<PluginStatus> counted) {
        into.gauge(NAME, List.of(Tag.of("state", state)), directory, d -> count(d, counted));
    }

    private static long count(PluginDirectory directory, Predicate<PluginStatus> counted) {
        return directory.catalogue().statuses().stream().filter(counted).count();
    }
}
