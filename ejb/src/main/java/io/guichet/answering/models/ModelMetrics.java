package io.guichet.answering.models;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;

/** How many calls models had on this node since it started, how many failed, their tokens, seconds and euros. */
@Startup
@Singleton
public class ModelMetrics {

    private static final List<String> GAUGES = List.of(
            "guichet.models.calls",
            "guichet.models.failures",
            "guichet.models.tokens.read",
            "guichet.models.tokens.written",
            "guichet.models.cost.euros",
            "guichet.models.seconds");

    @Inject
    Instance<MeterRegistry> registries;

    @Inject
    ModelTally tally;

    /** By the registry's own method: WildFly's drops what a builder registers. */
    @PostConstruct
    void register() {
        // An EAR has a registry for each of its parts; all of them end in one place, and one is enough.
        registries.stream()
                .findFirst()
                .ifPresent(registry ->
                        GAUGES.forEach(name -> registry.gauge(name, List.of(), tally, counted -> counted.value(name))));
    }

    /** The registry outlives a deployment. */
    @PreDestroy
    void remove() {
        registries.stream()
                .findFirst()
                .ifPresent(registry ->
                        GAUGES.forEach(name -> registry.find(name).gauges().forEach(registry::remove)));
    }
}
