package io.guichet.portal;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** A user without a role of ours may do nothing but sign out. */
public class RoleFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (mayPass(Account.of(request), request.getServletPath())) {
            chain.doFilter(request, response);
        } else {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }

    /** Where nobody is signed in the container let him pass: it asks for a log-in on all but style sheets and scripts. */
    static boolean mayPass(Optional<Account> account, String path) {
        return account.isEmpty()
                || !account.get().roles().isEmpty()
                || path.equals("/logout")
                || path.startsWith("/jakarta.faces.resource");
    }
}
