package io.guichet.portal;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;

/**
 * What a browser may do with our pages. PrimeFaces adds a policy of its own for scripts, with a nonce for each page; a
 * browser keeps to both.
 */
public class SecurityHeaders extends HttpFilter {

    private static final long serialVersionUID = 1L;

    @Inject
    transient PortalConfig config;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.addHeader("Content-Security-Policy", policy(config.publicUrl(), config.issuer()));
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        if (!request.getServletPath().startsWith("/jakarta.faces.resource")) {
            response.setHeader("Cache-Control", "no-store");
        }
        chain.doFilter(request, response);
    }

    /**
     * Photos come from the public address; signing out ends in a redirect to the identity provider; what is tried out is in
     * a frame of ours.
     */
    static String policy(String publicUrl, String issuer) {
        return "default-src 'none'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline';"
                + " font-src 'self'; connect-src 'self'; frame-src 'self'; img-src 'self' data: " + origin(publicUrl)
                + "; form-action 'self' " + origin(issuer) + "; base-uri 'none'; frame-ancestors 'none'";
    }

    static String origin(String url) {
        var uri = URI.create(url);
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }
}
