package io.guichet.throttle;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** The limits of this installation. Each is of its own kind: what one uses up is not missing from another. */
@ApplicationScoped
public class Limits {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Inject
    ThrottleConfig config;

    /**
     * What visitors of one deployment write from one address.
     *
     * @param perMinute what the deployment says
     */
    public Limit visitorWrites(int perMinute) {
        return limit("visitor-writes", perMinute);
    }

    /** What one session reads. */
    public Limit visitorReads() {
        return limit("visitor-reads", config.readsPerSession);
    }

    /** Visitors who arrive from one address. */
    public Limit arrivals() {
        return limit("arrivals", config.arrivalsPerAddress);
    }

    /** Pages at one address that show a deployment in a frame. */
    public Limit frames() {
        return limit("frames", config.framesPerAddress);
    }

    /** Files that are read from one address. */
    public Limit files() {
        return limit("files", config.filesPerAddress);
    }

    /** What one API key asks for. */
    public Limit ofKey() {
        return limit("api-key", config.requestsPerKey);
    }

    /** What one user asks for. */
    public Limit ofUser() {
        return limit("user", config.requestsPerUser);
    }

    /** Secrets from one address that open nothing. They are counted one by one. */
    public Limit failures() {
        return limit("failures", config.failuresPerAddress);
    }

    private Limit limit(String name, int perMinute) {
        var requests = Math.min(1_000_000_000L, (long) Math.max(1, perMinute) * config.multiplier);
        return new Limit(name, (int) requests, MINUTE);
    }
}
