package io.guichet.portal;

import io.guichet.kernel.GuichetException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A broken rule becomes the page for its status; a bug goes on to the server, which logs it and shows the page for 500. */
public class ProblemFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    /** Which statuses have a page of their own: the address is none of ours, is not for him, or leads to nothing of his. */
    private static final Set<Integer> PAGES = Set.of(
            HttpServletResponse.SC_BAD_REQUEST, HttpServletResponse.SC_FORBIDDEN, HttpServletResponse.SC_NOT_FOUND);

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            chain.doFilter(request, response);
        } catch (ServletException | RuntimeException e) {
            var status = statusOf(e);
            if (status.isEmpty() || response.isCommitted()) {
                throw e;
            }
            response.sendError(status.get());
        }
    }

    /** The status of the broken rule behind a failure; nothing for what has no page of its own. */
    static Optional<Integer> statusOf(Throwable failure) {
        return Stream.<@Nullable Throwable>iterate(failure, t -> t != null, t -> t == null ? null : t.getCause())
                .filter(GuichetException.class::isInstance)
                .map(t -> ((GuichetException) t).code().status())
                .filter(PAGES::contains)
                .findFirst();
    }
}
