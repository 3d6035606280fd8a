package io.guichet.api;

import io.guichet.agent.DeploymentView;
import io.guichet.conversation.FindDeployment;
import io.guichet.conversation.FindDeployment.Place;
import io.guichet.kernel.Lately;
import io.guichet.kernel.Token;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which deployment a secret leads to, and which API keys have opened something lately, remembered for a minute: so that
 * counting a request costs no look into the database. It opens nothing: that is checked each time, by whoever opens. Each
 * kind of secret is remembered apart: what was shown as one of another kind says nothing of it.
 */
@ApplicationScoped
class Visits {

    private static final int MOST = 50_000;
    private static final Duration KEPT = Duration.ofMinutes(1);

    @Inject
    FindDeployment find;

    @Inject
    Clock clock;

    private final Map<String, Visit> known = Lately.<String, Visit>atMost(MOST).asMap();
    private final Map<String, Instant> apiKeys =
            Lately.<String, Instant>atMost(MOST).asMap();

    /** What is remembered of a visitor's secret; nothing where it is new, or was long ago. */
    Optional<Visit> remembered(Kind kind, String secret) {
        return Optional.ofNullable(known.get(name(kind, secret)))
                .filter(v -> clock.instant().isBefore(v.until));
    }

    Optional<Visit> ofSession(String secret) {
        return visit(Kind.SESSION, secret, () -> find.placeOf(new Token(secret), Correlation.current()));
    }

    Optional<Visit> ofLink(String token) {
        return visit(
                Kind.LINK,
                token,
                () -> find.ofLink(new Token(token), Correlation.current()).map(Visits::anywhere));
    }

    Optional<Visit> ofKey(String key) {
        return visit(
                Kind.DEPLOYMENT,
                key,
                () -> find.ofKey(new Token(key), Correlation.current()).map(Visits::anywhere));
    }

    /** It opens nothing now, whatever it did before. */
    void forget(Kind kind, String secret) {
        known.remove(name(kind, secret));
    }

    /** Whether a key of a tenant's software opened something within the last minute. */
    boolean isOpening(String key) {
        var until = apiKeys.get(name(key));
        return until != null && clock.instant().isBefore(until);
    }

    /** A key of a tenant's software opened something. */
    void opened(String key) {
        apiKeys.put(name(key), clock.instant().plus(KEPT));
    }

    /** The key opens nothing now, whatever it did before. */
    void forget(String key) {
        apiKeys.remove(name(key));
    }

    /** A secret's name here and in what is counted. */
    static String name(String secret) {
        return HexFormat.of().formatHex(new Token(secret).hash(), 0, 16);
    }

    private static String name(Kind kind, String secret) {
        return kind + " " + name(secret);
    }

    private static Place anywhere(DeploymentView deployment) {
        return new Place(deployment, null);
    }

    private Optional<Visit> visit(Kind kind, String secret, Supplier<Optional<Place>> look) {
        var remembered = remembered(kind, secret);
        if (remembered.isPresent()) {
            return remembered;
        }
        var name = name(kind, secret);
        var found = look.get()
                .map(place -> new Visit(
                        name,
                        place.deployment().id().toString(),
                        place.deployment().key(),
                        place.parentOrigin(),
                        place.deployment().rateLimitPerIp(),
                        clock.instant().plus(KEPT)));
        found.ifPresent(visit -> known.put(name, visit));
        return found;
    }

    /** What a visitor shows. */
    enum Kind {
        SESSION,
        LINK,
        DEPLOYMENT
    }

    /**
     * @param secret its name
     * @param origin of the page that a session was opened on, or null
     * @param writesPerMinute that it lets one address do
     */
    record Visit(
            String secret,
            String deployment,
            String key,
            @Nullable String origin,
            int writesPerMinute,
            Instant until) {}
}
