package io.guichet.api;

import io.guichet.agent.DeploymentView;
import io.guichet.conversation.FindDeployment;
import io.guichet.kernel.Token;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Which deployment a secret leads to, and which keys have opened something lately, remembered for a minute: so that
 * counting a request costs no look into the database. It opens nothing: that is checked each time, by whoever opens.
 */
@ApplicationScoped
class Visits {

    private static final int MOST = 50_000;
    private static final Duration KEPT = Duration.ofMinutes(1);

    @Inject
    FindDeployment find;

    @Inject
    Clock clock;

    private final Map<String, Visit> known = Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Visit> eldest) {
            return size() > MOST;
        }
    });

    /** What is remembered of a secret; nothing where it is new, or was long ago. */
    Optional<Visit> remembered(String secret) {
        return Optional.ofNullable(known.get(name(secret)))
                .filter(v -> clock.instant().isBefore(v.until));
    }

    Optional<Visit> ofSession(String secret) {
        return visit(secret, () -> find.ofSession(new Token(secret), Correlation.current()));
    }

    Optional<Visit> ofLink(String token) {
        return visit(token, () -> find.ofLink(new Token(token), Correlation.current()));
    }

    Optional<Visit> ofKey(String key) {
        return visit(key, () -> find.ofKey(new Token(key), Correlation.current()));
    }

    /** A key of a tenant's software opened something. */
    void opened(String key) {
        var name = name(key);
        known.put(name, new Visit(name, "", 1, clock.instant().plus(KEPT)));
    }

    /** A secret's name here and in what is counted. */
    static String name(String secret) {
        return HexFormat.of().formatHex(new Token(secret).hash(), 0, 16);
    }

    private Optional<Visit> visit(String secret, Supplier<Optional<DeploymentView>> look) {
        var remembered = remembered(secret);
        if (remembered.isPresent()) {
            return remembered;
        }
        var name = name(secret);
        var found = look.get()
                .map(d -> new Visit(
                        name,
                        d.id().toString(),
                        d.rateLimitPerIp(),
                        clock.instant().plus(KEPT)));
        found.ifPresent(visit -> known.put(name, visit));
        return found;
    }

    /**
     * @param secret its name
     * @param deployment empty for a tenant's software
     * @param writesPerMinute that it lets one address do
     */
    record Visit(String secret, String deployment, int writesPerMinute, Instant until) {}
}
