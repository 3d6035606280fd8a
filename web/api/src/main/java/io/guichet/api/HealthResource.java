package io.guichet.api;

import io.guichet.api.description.Bare;
import io.guichet.mail.MailMetrics;
import io.guichet.plugin.PluginStatus;
import io.guichet.plugin.Plugins;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;

/**
 * Whether this node lives, and whether it should be sent anything, in the wire format of MicroProfile Health. WildFly finds
 * no health checks in the parts of an EAR, so that they are asked for here; the reasons of a failure are in the log.
 *
 * @see "docs/adr/0006-health-of-an-ear.md"
 */
@Path("health")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "health")
public class HealthResource {

    private static final Logger LOG = Logger.getLogger(HealthResource.class);
    private static final Duration KEPT = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @Resource(lookup = "java:jboss/datasources/GuichetDS")
    DataSource database;

    @Inject
    Plugins plugins;

    @Inject
    MailMetrics mail;

    @Inject
    @ConfigProperty(name = "guichet.oidc.url")
    URI realm;

    @Inject
    Clock clock;

    private List<Check> last = List.of();
    private Instant checkedAt = Instant.EPOCH;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    @GET
    @Path("live")
    @Operation(summary = "Does this node live", description = "In the format of MicroProfile Health.")
    @APIResponse(
            responseCode = "200",
            description = "UP",
            content = @Content(schema = @Schema(implementation = Health.class)))
    public Response live() {
        return answer(List.of(new Check("guichet", true, Map.of())));
    }

    @GET
    @Path("ready")
    @Operation(summary = "Should this node be sent anything", description = "Database, Keycloak, plugins, mail.")
    @APIResponse(
            responseCode = "200",
            description = "UP",
            content = @Content(schema = @Schema(implementation = Health.class)))
    @APIResponse(
            responseCode = "503",
            description = "DOWN: one of the checks is",
            content = @Content(schema = @Schema(implementation = Health.class)))
    public Response ready() {
        return answer(checked());
    }

    /** Asked at most once a second, however often we are. */
    private synchronized List<Check> checked() {
        if (Duration.between(checkedAt, clock.instant()).compareTo(KEPT) >= 0) {
            last = List.of(database(), keycloak(), plugins(), mail());
            checkedAt = clock.instant();
        }
        return last;
    }

    private static Response answer(List<Check> checks) {
        var up = checks.stream().allMatch(Check::isUp);
        return Response.status(up ? 200 : 503)
                .entity(new Health(word(up), checks))
                .build();
    }

    private static String word(boolean up) {
        return up ? "UP" : "DOWN";
    }

    private Check database() {
        try (var connection = database.getConnection()) {
            return new Check("database", connection.isValid((int) PATIENCE.toSeconds()), Map.of());
        } catch (SQLException e) {
            LOG.warnf("GUI0603 not ready, the database does not answer: %s", e.getMessage());
            return new Check("database", false, Map.of());
        }
    }

    private Check keycloak() {
        try {
            var request = HttpRequest.newBuilder(realm).timeout(PATIENCE).build();
            var status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return new Check("keycloak", status == 200, Map.of());
        } catch (IOException e) {
            LOG.warnf("GUI0604 not ready, Keycloak is not reachable: %s", e);
            return new Check("keycloak", false, Map.of());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Check("keycloak", false, Map.of());
        }
    }

    /** Ready once those that were there at the start were tried. One in quarantine holds nobody up. */
    private Check plugins() {
        var statuses = plugins.statuses();
        var active = statuses.stream().filter(PluginStatus::isActive).count();
        return new Check("plugins", plugins.ready(), Map.of("active", active, "quarantined", statuses.size() - active));
    }

    /** Letters wait where there is no server for them: that holds nobody up, but somebody should know. */
    private Check mail() {
        return new Check("mail", true, Map.of("server", mail.hasServer(), "waiting", mail.waiting()));
    }

    /**
     * @param status UP or DOWN
     */
    @Bare
    public record Health(String status, List<Check> checks) {}

    /**
     * @param status UP or DOWN
     * @param data figures, by name
     */
    public record Check(String name, String status, Map<String, Object> data) {

        Check(String name, boolean up, Map<String, Object> data) {
            this(name, word(up), data);
        }

        boolean isUp() {
            return status.equals("UP");
        }
    }
}
