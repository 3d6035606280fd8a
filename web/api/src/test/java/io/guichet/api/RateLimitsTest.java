package io.guichet.api;

import io.guichet.agent.AgentId;
import io.guichet.agent.DeploymentId;
import io.guichet.agent.DeploymentView;
import io.guichet.conversation.FindDeployment;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.TenantId;
import io.guichet.kernel.Token;
import io.guichet.throttle.Limit;
import io.guichet.throttle.Limits;
import io.guichet.throttle.Throttle;
import io.guichet.throttle.Verdict;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.PathSegment;
import jakarta.ws.rs.core.UriInfo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wildfly.security.http.oidc.OidcPrincipal;

import static org.assertj.core.api.Assertions.assertThat;

/** What a request is counted with, and who passes where too much was tried out. */
class RateLimitsTest {

    private static final String KEY = "dpl_ebp";
    private static final String INIT = "widget/v1/init";

    private final DeploymentView ebp = deployment();
    private final List<String> counted = new ArrayList<>();
    private final RateLimits limits = new RateLimits();
    private boolean locked;

    @BeforeEach
    void the_filter() {
        comesAs(Map.of("getRemoteAddr", "198.51.100.7"));
    }

    private void comesAs(Map<String, Object> answers) {
        var servlet = answering(HttpServletRequest.class, answers);
        limits.servlet = servlet;
        limits.callers = new Callers();
        limits.callers.request = servlet;
        limits.limits = new Named();
        limits.throttle = new Counting();
        limits.visits = new Visits();
        limits.visits.clock = Clock.fixed(Instant.parse("2026-11-02T08:00:00Z"), ZoneOffset.UTC);
        limits.visits.find = new Finding();
    }

    @Test
    void a_public_key_that_is_shown_elsewhere_does_not_change_what_its_deployment_lets_in() throws IOException {
        for (var path : List.of("health/live", "client/keys", "widget/v1/config")) {
            var request = new Request("GET", path).header("X-API-Key", KEY);
            request.passes(200);
        }

        new Request("POST", INIT).body("{\"deployment_key\":\"" + KEY + "\"}").passes(200);

        assertThat(counted).endsWith("visitor-writes 60 of " + ebp.id() + " 198.51.100.7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"widget/v1/init", "widget;x/v1/init", "widget/v1;a=b/init;", "widget/v1/init/"})
    void whatever_stands_beside_its_path_an_init_is_counted(String path) throws IOException {
        new Request("POST", path).body("{\"deployment_key\":\"" + KEY + "\"}").passes(200);

        assertThat(counted)
                .containsExactly("arrivals 300 of 198.51.100.7", "visitor-writes 60 of " + ebp.id() + " 198.51.100.7");
    }

    @Test
    void a_key_that_opened_something_passes_where_too_much_was_tried_out() throws IOException {
        new Request("GET", "client/keys")
                .header("X-API-Key", "gk_right")
                .letInBy("gk_right")
                .passes(200);
        locked = true;

        assertThat(new Request("GET", "client/keys")
                        .header("X-API-Key", "gk_right")
                        .verdict())
                .isInstanceOf(Verdict.Granted.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"health/live", "client/keys", "nowhere"})
    void a_key_that_opened_nothing_does_not_pass_wherever_it_was_shown(String path) throws IOException {
        new Request("GET", path).header("X-API-Key", "gk_guess").passes(200);
        locked = true;

        assertThat(new Request("GET", "client/keys")
                        .header("X-API-Key", "gk_guess")
                        .verdict())
                .isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void a_key_that_was_revoked_meanwhile_does_not_pass_any_more() throws IOException {
        var key = "gk_right";
        new Request("GET", "client/keys").header("X-API-Key", key).letInBy(key).passes(200);
        new Request("GET", "client/keys").header("X-API-Key", key).fails(ProblemCode.INVALID_API_KEY);
        locked = true;

        assertThat(new Request("GET", "client/keys").header("X-API-Key", key).verdict())
                .isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void a_public_key_is_no_session_that_is_known() throws IOException {
        new Request("POST", INIT).body("{\"deployment_key\":\"" + KEY + "\"}").passes(200);
        locked = true;

        assertThat(new Request("POST", "widget/v1/message")
                        .header("X-Session-ID", KEY)
                        .verdict())
                .isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void what_a_tenant_signed_wrongly_or_too_early_locks_no_visitor_of_its_page_out() throws IOException {
        var init = new Request("POST", INIT).body("{\"deployment_key\":\"" + KEY + "\"}");
        init.passes(200);
        init.fails(ProblemCode.INVALID_CONTEXT_TOKEN);
        assertThat(counted).noneMatch(c -> c.startsWith("failures"));
        locked = true;

        assertThat(init.verdict()).isInstanceOf(Verdict.Granted.class);
    }

    @Test
    void a_session_that_ended_does_not_pass_any_more() throws IOException {
        var session = new Request("GET", "widget/v1/session/x/messages").header("X-Session-ID", "ses_right");
        session.passes(200);
        locked = true;
        assertThat(session.verdict()).isInstanceOf(Verdict.Granted.class);

        session.fails(ProblemCode.INVALID_SESSION);

        assertThat(session.verdict()).isInstanceOf(Verdict.Refused.class);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, me/link, false",
        "POST, me/invitations/inv_1/accept, false",
        "GET, client/users/invitations/inv_1, false",
        "GET, me, true",
        "GET, admin/plugins, true",
        "POST, admin/clients, true"
    })
    void a_user_who_tried_codes_in_vain_tries_no_more_of_them_and_goes_on_with_his_work(
            String method, String path, boolean passes) throws IOException {
        comesAs(Map.of("getRemoteAddr", "198.51.100.7", "getUserPrincipal", new OidcPrincipal<>("durant", null)));
        locked = true;

        assertThat(new Request(method, path).verdict())
                .isInstanceOf(passes ? Verdict.Granted.class : Verdict.Refused.class);
    }

    private static DeploymentView deployment() {
        return new DeploymentView(
                TenantId.next(),
                DeploymentId.next(),
                KEY,
                "EBP",
                true,
                AgentId.next(),
                "Léa",
                "artisan",
                List.of(),
                false,
                null,
                null,
                60);
    }

    @SuppressWarnings("unchecked")
    private static <T> T answering(Class<T> type, Map<String, Object> answers) {
        return (T) Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.get(method.getName()));
    }

    private final class Request {

        private final Map<String, Object> properties = new HashMap<>();
        private final Map<String, String> headers = new HashMap<>();
        private final String method;
        private final String path;
        private byte[] body = new byte[0];
        private String refused;

        Request(String method, String path) {
            this.method = method;
            this.path = path;
        }

        Request header(String name, String value) {
            headers.put(name, value);
            return this;
        }

        Request body(String json) {
            body = json.getBytes(StandardCharsets.UTF_8);
            return this;
        }

        Request letInBy(String key) {
            properties.put(Callers.API_KEY, key);
            return this;
        }

        void passes(int status) throws IOException {
            limits.filter(context());
            limits.filter(context(), response(status, "something"));
        }

        void fails(ProblemCode code) throws IOException {
            limits.filter(context(), response(code.status(), Problem.of(code, "", "req_1")));
        }

        Object verdict() throws IOException {
            try {
                limits.filter(context());
            } catch (Refused e) {
                return e.verdict;
            }
            return properties.get(RateLimits.class.getName());
        }

        private ContainerResponseContext response(int status, Object entity) {
            return answering(
                    ContainerResponseContext.class,
                    Map.of("getStatus", status, "getEntity", entity, "getHeaders", new MultivaluedHashMap<>()));
        }

        private ContainerRequestContext context() {
            var segments = Stream.of(path.split("/", -1))
                    .map(part -> answering(PathSegment.class, Map.of("getPath", part.replaceAll(";.*", ""))))
                    .toList();
            var uri = answering(UriInfo.class, Map.of("getPathSegments", segments, "getPath", "/" + path));
            return (ContainerRequestContext) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {ContainerRequestContext.class},
                    (proxy, called, arguments) -> switch (called.getName()) {
                        case "getMethod" -> method;
                        case "getUriInfo" -> uri;
                        case "getHeaderString" -> headers.get((String) arguments[0]);
                        case "getEntityStream" -> new ByteArrayInputStream(body);
                        case "getProperty" -> properties.get((String) arguments[0]);
                        case "setProperty" -> {
                            // An answer needs a server; a refusal is known as soon as it is kept.
                            if (arguments[1] instanceof Verdict.Refused verdict) {
                                throw new Refused(verdict);
                            }
                            yield properties.put((String) arguments[0], arguments[1]);
                        }
                        default -> null;
                    });
        }
    }

    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Verdict verdict;

        Refused(Verdict verdict) {
            this.verdict = verdict;
        }
    }

    private final class Counting extends Throttle {
        @Override
        public Verdict take(Limit limit, String subject) {
            counted.add(limit.name() + " " + limit.requests() + " of " + subject);
            return new Verdict.Granted(limit, 1, Duration.ofMinutes(1));
        }

        @Override
        public Optional<Verdict.Refused> refusal(Limit limit, String subject) {
            return locked ? Optional.of(new Verdict.Refused(limit, Duration.ofMinutes(1))) : Optional.empty();
        }
    }

    private final class Finding extends FindDeployment {
        @Override
        public Optional<DeploymentView> ofKey(Token key, String correlation) {
            return key.text().equals(KEY) ? Optional.of(ebp) : Optional.empty();
        }

        @Override
        public Optional<Place> placeOf(Token session, String correlation) {
            return session.text().equals("ses_right") ? Optional.of(new Place(ebp, null)) : Optional.empty();
        }
    }

    private static final class Named extends Limits {
        @Override
        public Limit visitorWrites(int perMinute) {
            return limit("visitor-writes", perMinute);
        }

        @Override
        public Limit visitorReads() {
            return limit("visitor-reads", 600);
        }

        @Override
        public Limit arrivals() {
            return limit("arrivals", 300);
        }

        @Override
        public Limit ofKey() {
            return limit("api-key", 1200);
        }

        @Override
        public Limit ofUser() {
            return limit("user", 600);
        }

        @Override
        public Limit failures() {
            return limit("failures", 20);
        }

        private static Limit limit(String name, int requests) {
            return new Limit(name, requests, Duration.ofMinutes(1));
        }
    }
}
