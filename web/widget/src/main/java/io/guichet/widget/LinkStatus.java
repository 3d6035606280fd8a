package io.guichet.widget;

import io.guichet.conversation.OpenSession;
import io.guichet.kernel.Ids;
import io.guichet.kernel.Token;
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
 * the same, and tells its reader in words. Looking does not use the link.
 */
@WebFilter("/s/*")
public class LinkStatus extends HttpFilter {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 200;

    @Inject
    transient OpenSession sessions;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var path = request.getPathInfo() == null ? request.getRequestURI() : request.getPathInfo();
        var token = path.substring(path.lastIndexOf('/') + 1);
        if (!token.isEmpty() && token.length() <= LONGEST) {
            switch (sessions.state(new Token(token), Ids.print("req_", Ids.next()))) {
                case OPEN -> {}
                case GONE -> response.setStatus(HttpServletResponse.SC_GONE);
                case UNKNOWN -> response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            }
        }
        chain.doFilter(request, response);
    }
}
