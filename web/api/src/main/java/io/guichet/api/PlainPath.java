package io.guichet.api;

import io.guichet.kernel.ProblemCode;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.Optional;

/**
 * Lets paths in that mean one thing only. Parameters of a path's parts ({@code ;x}) are nothing to any resource, and would
 * be a second name of each. No id has a control character, and a database takes no NUL.
 */
@Provider
@PreMatching
@Priority(Priorities.USER + 100)
public class PlainPath implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        var uri = request.getUriInfo();
        refusal(uri.getRequestUri().getRawPath(), uri.getPath()).ifPresent(code -> {
            var detail =
                    code == ProblemCode.NOT_FOUND ? "There is no such thing." : "A path here has no parameters (;).";
            request.abortWith(Problem.response(code, detail, List.of()));
        });
    }

    /**
     * @param raw as it was sent
     * @param path decoded
     */
    static Optional<ProblemCode> refusal(String raw, String path) {
        if (raw.indexOf(';') >= 0) {
            return Optional.of(ProblemCode.BAD_REQUEST);
        }
        return path.chars().anyMatch(Character::isISOControl) ? Optional.of(ProblemCode.NOT_FOUND) : Optional.empty();
    }
}
