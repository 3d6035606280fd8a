package io.guichet.widget;

import io.guichet.conversation.OpenSession;
import io.guichet.kernel.Ids;
import io.guichet.kernel.Token;
import io.guichet.throttle.Limits;
import io.guichet.throttle.Networks;
import io.guichet.throttle.Throttle;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Says by its status whether a link works: 410 when it expired or was revoked, 404 when there never was one. The page is
 * the same, and tells its reader in words. Looking does not use the link. Whoever tries out links that never were is not
 * told any more for a while.
 */
@WebFilter("/s/*")
public class LinkStatus extends HttpFilter {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 200;
    private static final int TOO_MANY_REQUESTS = 429;

    @Inject
    transient OpenSession sessions;

    @Inject
    transient Throttle throttle;

    @Inject
    transient Limits limits;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var path = request.getPathInfo() == null ? request.getRequestURI() : request.getPathInfo();
        var token = path.substring(path.lastIndexOf('/') + 1);
        var network = Networks.of(request.getRemoteAddr());
        var refusal = throttle.refusal(limits.failures(), network);
        if (refusal.isPresent()) {
            var wait = refusal.get().reset().plusMillis(999).toSeconds();
            response.setHeader("Retry-After", String.valueOf(Math.max(1, wait)));
            response.sendError(TOO_MANY_REQUESTS);
            return;
        }
        if (!token.isEmpty() && token.length() <= LONGEST) {
            switch (sessions.state(new Token(token), Ids.print("req_", Ids.next()))) {
                case OPEN -> {}
                case GONE -> response.setStatus(HttpServletResponse.SC_GONE);
                case UNKNOWN -> {
                    throttle.take(limits.failures(), network);
                    response.setStatus(HttpServletResponse.SC_NOT_FOUND);
                }
            }
        }
        chain.doFilter(request, response);
    }
}
