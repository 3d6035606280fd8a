package io.guichet.api;

import io.guichet.kernel.ProblemCode;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.List;

/** Asks for the version of tus that is spoken here, and says it. */
@Provider
@Resumable
public class ResumableProtocol implements ContainerRequestFilter, ContainerResponseFilter {

    static final String VERSION = "1.0.0";

    @Override
    public void filter(ContainerRequestContext request) {
        if (!request.getMethod().equals("OPTIONS") && !VERSION.equals(request.getHeaderString("Tus-Resumable"))) {
            request.abortWith(Problem.response(
                    ProblemCode.PRECONDITION_FAILED, "Tus-Resumable is " + VERSION + " here.", List.of()));
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        response.getHeaders().putSingle("Tus-Resumable", VERSION);
        if (request.getMethod().equals("OPTIONS") || response.getStatus() == 412) {
            response.getHeaders().putSingle("Tus-Version", VERSION);
        }
    }
}
