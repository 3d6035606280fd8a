package io.guichet.api;

import io.guichet.kernel.ProblemCode;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import java.util.List;

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
        if (!isPlain(uri.getPath(false), uri.getPath())) {
            request.abortWith(Problem.response(ProblemCode.NOT_FOUND, "Nothing is called so.", List.of()));
        }
    }

    /**
     * @param raw as it was sent, behind what leads to this module
     * @param path decoded
     */
    static boolean isPlain(String raw, String path) {
        for (var i = 0; i < path.length(); i++) {
            if (Character.isISOControl(path.charAt(i))) {
                return false;
            }
        }
        return raw.indexOf(';') < 0;
    }
}
