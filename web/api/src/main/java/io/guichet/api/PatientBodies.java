package io.guichet.api;

import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.time.Clock;

/** Waits for no body for ever. */
@Provider
public class PatientBodies implements ContainerRequestFilter {

    @Inject
    StalledBodies stalled;

    @Inject
    Clock clock;

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.hasEntity()) {
            request.setEntityStream(new PatientBody(request.getEntityStream(), stalled, clock));
        }
    }
}
