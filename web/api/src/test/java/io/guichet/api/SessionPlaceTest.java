package io.guichet.api;

import io.guichet.agent.AgentId;
import io.guichet.agent.DeploymentId;
import io.guichet.agent.DeploymentView;
import io.guichet.conversation.FindDeployment;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.TenantId;
import io.guichet.kernel.Token;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/** Where a visitor's session may be used. */
class SessionPlaceTest {

    private static final String SITE = "https://app.ebp.example";

    @Test
    void a_session_is_used_for_its_deployment_and_on_its_page() {
        allowed("sess_page", Map.of());
        allowed("sess_page", Map.of("X-Deployment-Key", "dpl_ebp", "X-Parent-Origin", SITE));
        allowed("sess_link", Map.of("X-Deployment-Key", "dpl_ebp"));
    }

    @Test
    void it_is_refused_for_another_deployment_and_on_another_page() {
        refused("sess_page", Map.of("X-Deployment-Key", "dpl_sage", "X-Parent-Origin", SITE));
        refused("sess_page", Map.of("X-Deployment-Key", "dpl_ebp", "X-Parent-Origin", "https://evil.example"));
        refused("sess_page", Map.of("X-Parent-Origin", SITE + "/"));
        refused("sess_page", Map.of("X-Parent-Origin", ""));
        refused("sess_link", Map.of("X-Parent-Origin", SITE));
        refused("sess_nobody", Map.of("X-Parent-Origin", SITE));
    }

    @Test
    void whoever_shows_no_session_uses_none_elsewhere() {
        allowed(null, Map.of("X-Deployment-Key", "dpl_sage", "X-Parent-Origin", SITE));
    }

    private static void allowed(@Nullable String secret, Map<String, String> headers) {
        assertThatNoException().as("%s with %s", secret, headers).isThrownBy(() -> show(secret, headers));
    }

    private static void refused(String secret, Map<String, String> headers) {
        assertThatExceptionOfType(GuichetException.class)
                .as("%s with %s", secret, headers)
                .isThrownBy(() -> show(secret, headers))
                .extracting(GuichetException::code)
                .isEqualTo(ProblemCode.INVALID_SESSION);
    }

    private static void show(@Nullable String secret, Map<String, String> headers) {
        var place = new SessionPlace();
        place.visits = new Visits();
        place.visits.clock = Clock.fixed(Instant.parse("2026-11-02T08:00:00Z"), ZoneOffset.UTC);
        place.visits.find = new Finding();
        place.filter((ContainerRequestContext) Proxy.newProxyInstance(
                ContainerRequestContext.class.getClassLoader(),
                new Class<?>[] {ContainerRequestContext.class},
                (self, method, arguments) ->
                        "X-Session-ID".equals(arguments[0]) ? secret : headers.get((String) arguments[0])));
    }

    private static final class Finding extends FindDeployment {

        private final DeploymentView ebp = new DeploymentView(
                TenantId.next(),
                DeploymentId.next(),
                "dpl_ebp",
                "Expert BTP",
                true,
                AgentId.next(),
                "Expert BTP",
                "artisan",
                List.of(),
                false,
                null,
                null,
                60);

        @Override
        public Optional<Place> placeOf(Token session, String correlation) {
            return switch (session.text()) {
                case "sess_page" -> place(SITE);
                case "sess_link" -> place(null);
                default -> Optional.empty();
            };
        }

        private Optional<Place> place(@Nullable String origin) {
            return Optional.of(new Place(ebp, origin));
        }
    }
}
