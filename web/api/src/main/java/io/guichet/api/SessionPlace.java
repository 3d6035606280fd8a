package io.guichet.api;

import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import org.jspecify.annotations.Nullable;

/**
 * Lets a visitor's session be used where it was opened: a page that names its deployment and where it stands may not use
 * one of another deployment, or of another partner's page.
 */
@Provider
@ApplicationScoped
@Priority(Priorities.AUTHENTICATION)
public class SessionPlace implements ContainerRequestFilter {

    @Inject
    Visits visits;

    /** @throws GuichetException {@link ProblemCode#INVALID_SESSION} if it opens nothing, or was opened elsewhere */
    @Override
    public void filter(ContainerRequestContext request) {
        var key = request.getHeaderString("X-Deployment-Key");
        var origin = request.getHeaderString("X-Parent-Origin");
        var session = request.getHeaderString("X-Session-ID");
        if ((key == null && origin == null) || session == null) {
            return;
        }
        var secret = Callers.session(session).text();
        if (visits.ofSession(secret).filter(visit -> isFrom(visit, key, origin)).isEmpty()) {
            throw new GuichetException(
                    ProblemCode.INVALID_SESSION, "The session was opened for another deployment, or on another page.");
        }
    }

    private static boolean isFrom(Visits.Visit visit, @Nullable String key, @Nullable String origin) {
        return (key == null || key.equals(visit.key())) && (origin == null || origin.equals(visit.origin()));
    }
}
