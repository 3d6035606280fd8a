package io.guichet.api;

import io.guichet.api.Visits.Kind;
import io.guichet.kernel.ProblemCode;
import io.guichet.throttle.Limits;
import io.guichet.throttle.Networks;
import io.guichet.throttle.Throttle;
import io.guichet.throttle.Verdict;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.wildfly.security.http.oidc.OidcPrincipal;

/**
 * Counts a request before anything is done for it, and before its body is read. Visitors who write are counted by
 * deployment and address, those who read by session: many who read behind one address do not lock each other out. What
 * opens nothing is counted apart, so that secrets cannot be tried out; whoever is known already is let through meanwhile.
 */
@Provider
@ApplicationScoped
@Priority(Priorities.AUTHENTICATION - 100)
public class RateLimits implements ContainerRequestFilter, ContainerResponseFilter {

    private static final String VERDICT = RateLimits.class.getName();
    private static final String PATH = RateLimits.class.getName() + ".path";
    private static final String SHOWN = RateLimits.class.getName() + ".shown";
    private static final String INIT = "widget/v1/init";
    private static final int LONGEST_SECRET = 200;
    private static final Set<String> NOBODY_OPENED = Set.of(
            ProblemCode.INVALID_API_KEY.code(),
            ProblemCode.INVALID_SESSION.code(),
            ProblemCode.UNAUTHENTICATED.code(),
            ProblemCode.LINK_CODE_INVALID.code(),
            ProblemCode.INVITATION_NOT_FOUND.code());
    private static final Set<String> NOTHING_TO_INIT =
            Set.of(ProblemCode.LINK_NOT_FOUND.code(), ProblemCode.DEPLOYMENT_NOT_FOUND.code());

    @Inject
    Throttle throttle;

    @Inject
    Limits limits;

    @Inject
    Visits visits;

    @Inject
    Callers callers;

    @Inject
    HttpServletRequest servlet;

    @Override
    public void filter(ContainerRequestContext request) throws IOException {
        var path = path(request);
        request.setProperty(PATH, path);
        if (request.getMethod().equals("OPTIONS") || path.startsWith("health/") || path.startsWith("openapi")) {
            return;
        }
        var verdict = verdict(request, path);
        if (verdict.isEmpty()) {
            return;
        }
        request.setProperty(VERDICT, verdict.get());
        if (verdict.get() instanceof Verdict.Refused refused) {
            var wait = RateLimitHeaders.seconds(refused.reset());
            request.abortWith(Problem.response(
                    ProblemCode.RATE_LIMITED, "Wait for " + wait + " seconds, then try again.", List.of()));
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        var path = request.getProperty(PATH) instanceof String known ? known : path(request);
        var verdict = request.getProperty(VERDICT) instanceof Verdict known ? known : null;
        if (verdict != null) {
            RateLimitHeaders.write(verdict, response.getHeaders());
            if (path.equals(INIT)) {
                exposed(request, response);
            }
        }
        if (opensNothing(path, response)) {
            forget(request);
            if (showsSomething(request, path)) {
                throttle.take(limits.failures(), subject());
            }
        } else if (request.getProperty(Callers.API_KEY) instanceof String key
                && isOfTenant(path)
                && response.getStatus() / 100 == 2) {
            visits.opened(key);
        }
    }

    private Optional<Verdict> verdict(ContainerRequestContext request, String path) throws IOException {
        if (path.equals(INIT) && request.getMethod().equals("POST")) {
            return init(request);
        }
        if (path.startsWith("widget/")) {
            return visitor(request);
        }
        if (path.startsWith("files/")) {
            return Optional.of(throttle.take(limits.files(), network()));
        }
        var key = request.getHeaderString("X-API-Key");
        if (isOfTenant(path) && key != null && key.length() <= LONGEST_SECRET) {
            return refusal(visits.isOpening(key))
                    .or(() -> Optional.of(throttle.take(limits.ofKey(), Visits.name(key))));
        }
        if (principal() != null) {
            return refusal(!triesASecret(path)).or(() -> Optional.of(throttle.take(limits.ofUser(), subject())));
        }
        return refusal(false);
    }

    /** The deployment stands in the body, a small one: it is looked at here, and read again by whoever opens. */
    private Optional<Verdict> init(ContainerRequestContext request) throws IOException {
        var arrives = throttle.take(limits.arrivals(), network());
        if (arrives instanceof Verdict.Refused) {
            return Optional.of(arrives);
        }
        var body = InitBody.of(request);
        if (body.secret().isEmpty()) {
            return Optional.of(arrives);
        }
        var secret = body.secret().get();
        var kind = body.isLink() ? Kind.LINK : Kind.DEPLOYMENT;
        request.setProperty(SHOWN, new Shown(kind, secret));
        var refusal = refusal(visits.remembered(kind, secret).isPresent());
        if (refusal.isPresent()) {
            return refusal;
        }
        var visit = body.isLink() ? visits.ofLink(secret) : visits.ofKey(secret);
        return Optional.of(visit.map(this::write).orElse(arrives));
    }

    private Optional<Verdict> visitor(ContainerRequestContext request) {
        var secret = request.getHeaderString("X-Session-ID");
        if (secret == null || secret.isBlank() || secret.length() > LONGEST_SECRET) {
            return refusal(false);
        }
        request.setProperty(SHOWN, new Shown(Kind.SESSION, secret));
        var remembered = visits.remembered(Kind.SESSION, secret);
        return refusal(remembered.isPresent())
                .or(() -> remembered
                        .or(() -> visits.ofSession(secret))
                        .map(visit ->
                                reads(request) ? throttle.take(limits.visitorReads(), visit.secret()) : write(visit)));
    }

    private Verdict write(Visits.Visit visit) {
        return throttle.take(limits.visitorWrites(visit.writesPerMinute()), visit.deployment() + " " + network());
    }

    /** Where too much was tried out from here, nobody is let in who is not known. */
    private Optional<Verdict> refusal(boolean known) {
        return known
                ? Optional.empty()
                : throttle.refusal(limits.failures(), subject()).map(Verdict.class::cast);
    }

    /** What opened nothing is not known any more, so that it does not pass where too much was tried out. */
    private void forget(ContainerRequestContext request) {
        if (request.getProperty(SHOWN) instanceof Shown shown) {
            visits.forget(shown.kind, shown.secret);
        }
        var key = request.getHeaderString("X-API-Key");
        if (key != null && key.length() <= LONGEST_SECRET && request.getProperty(Callers.API_KEY) == null) {
            visits.forget(key);
        }
    }

    private static boolean opensNothing(String path, ContainerResponseContext response) {
        return response.getEntity() instanceof Problem problem
                && (NOBODY_OPENED.contains(problem.code())
                        || (path.equals(INIT) && NOTHING_TO_INIT.contains(problem.code())));
    }

    /** Who shows no secret at all tries nothing out. */
    private static boolean showsSomething(ContainerRequestContext request, String path) {
        return path.equals(INIT)
                || request.getHeaderString("X-Session-ID") != null
                || request.getHeaderString("X-API-Key") != null
                || !reads(request)
                || triesASecret(path);
    }

    /** What a tenant's own software asks, with its key. */
    private static boolean isOfTenant(String path) {
        return path.startsWith("client/") || path.startsWith("agents/");
    }

    /** Where somebody who is known can still try what was not given to him: the rest of his work goes on meanwhile. */
    private static boolean triesASecret(String path) {
        return path.equals("me/link") || path.contains("invitation");
    }

    private static boolean reads(ContainerRequestContext request) {
        return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    }

    /** The partner's page may read why it gets no session, or has to wait; one that may not show it reads nothing. */
    private static void exposed(ContainerRequestContext request, ContainerResponseContext response) {
        var headers = response.getHeaders();
        var origin = request.getHeaderString("Origin");
        if (origin != null
                && response.getEntity() instanceof Problem problem
                && !problem.code().equals(ProblemCode.DOMAIN_NOT_ALLOWED.code())) {
            headers.putSingle("Access-Control-Allow-Origin", origin);
            headers.putSingle("Vary", "Origin");
        }
        if (headers.containsKey("Access-Control-Allow-Origin")) {
            headers.putSingle("Access-Control-Expose-Headers", RateLimitHeaders.ALL);
        }
    }

    private String network() {
        return Networks.of(callers.address());
    }

    private String subject() {
        var principal = principal();
        return principal == null ? network() : "user " + principal;
    }

    private @Nullable String principal() {
        return servlet.getUserPrincipal() instanceof OidcPrincipal<?> principal ? principal.getName() : null;
    }

    /** As it is routed: without parameters of its parts, and without a slash at its end. */
    private static String path(ContainerRequestContext request) {
        var path = new StringJoiner("/");
        for (var part : request.getUriInfo().getPathSegments()) {
            if (!part.getPath().isEmpty()) {
                path.add(part.getPath());
            }
        }
        return path.toString();
    }

    private record Shown(Kind kind, String secret) {}
}
