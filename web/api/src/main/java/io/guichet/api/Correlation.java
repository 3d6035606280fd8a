package io.guichet.api;

import io.guichet.kernel.Ids;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import org.jboss.logging.MDC;

/** Gives each request an id that follows it through logs, work and webhooks; the answer carries it. */
@Provider
@PreMatching
public class Correlation implements ContainerRequestFilter, ContainerResponseFilter {

    static final String HEADER = "X-Request-ID";
    private static final String KEY = "correlation";

    @Override
    public void filter(ContainerRequestContext request) {
        MDC.put(KEY, Ids.print("req_", Ids.next()));
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        response.getHeaders().putSingle(HEADER, current());
        response.getHeaders().putSingle("X-Content-Type-Options", "nosniff");
        response.getHeaders().putSingle("Referrer-Policy", "no-referrer");
        if (!response.getHeaders().containsKey("Cache-Control")) {
            response.getHeaders().putSingle("Cache-Control", "no-store");
        }
        MDC.remove(KEY);
    }

    /** The id of the request that this thread serves. */
    static String current() {
        var current = MDC.get(KEY);
        return current == null ? "req_none" : current.toString();
    }
}
