package io.guichet.testkit;

import java.util.List;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

/** Runs a contract as an integrator's build would, and tells which of its sentences were broken. */
final class Contracts {

    /**
     * @param found how many tests there were
     * @param broken names of those that failed
     */
    record Outcome(long found, List<String> broken) {}

    private Contracts() {}

    static Outcome run(Class<?> test) {
        var listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(test))
                                .build(),
                        listener);
        var summary = listener.getSummary();
        return new Outcome(
                summary.getTestsFoundCount(),
                summary.getFailures().stream()
                        .map(failure ->
                                failure.getTestIdentifier().getDisplayName().replace("()", ""))
                        .sorted()
                        .toList());
    }
}
