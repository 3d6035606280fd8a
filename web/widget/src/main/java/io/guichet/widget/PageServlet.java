package io.guichet.widget;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Serves the conversation page ({@code /s/{token}}), its assets and a landing page. The token is neither read, logged
 * nor written into the page: a GET says nothing about a link and does not use it up, so the preview robots of SMS and
 * mail do no harm. The page's script opens the link with a POST.
 */
@WebServlet({"", "/", "/s/*", "/assets/*"})
public final class PageServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final String HTML = "text/html;charset=UTF-8";

    /** {@code https:} in img-src is for a tenant's logo; everything else is ours or made by the page itself. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' blob: data: https:; connect-src 'self'; font-src 'self'; base-uri 'none'; "
            + "form-action 'none'; frame-ancestors ";

    /** One path segment; what it says is the API's to judge. */
    private static final Pattern LINK = Pattern.compile("/[^/]{1,512}");

    private static final Pattern ASSET =
            Pattern.compile("/(?<version>[0-9a-f]{16})/(?<name>[a-z0-9-]{1,40}\\.(?<kind>js|css|svg))");

    private final transient PageFiles files = new PageFiles();

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        protect(response);
        String rest = Optional.ofNullable(request.getPathInfo()).orElse("/");
        switch (request.getServletPath()) {
            case "/s" -> conversation(rest, request, response);
            case "/assets" -> asset(rest, request, response);
            case "" -> page(files.landing(), "no-cache", request, response);
            default -> missing(request, response);
        }
    }

    private void conversation(String rest, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (LINK.matcher(rest).matches()) {
            response.setHeader("X-Robots-Tag", "noindex, nofollow");
            page(files.conversation(), "no-store", request, response);
        } else {
            missing(request, response);
        }
    }

    private void asset(String rest, HttpServletRequest request, HttpServletResponse response) throws IOException {
        var path = ASSET.matcher(rest);
        Optional<StaticFile> content = path.matches() ? files.asset(path.group("name")) : Optional.empty();
        if (content.isEmpty()) {
            missing(request, response);
            return;
        }
        // While nodes are being replaced, a page of the other version gets what this node has, and keeps it not.
        boolean current = files.version().equals(path.group("version"));
        String tag = "\"" + files.version() + "\"";
        response.setHeader("Cache-Control", current ? "public, max-age=31536000, immutable" : "no-store");
        response.setHeader("ETag", tag);
        response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
        if (tag.equals(request.getHeader("If-None-Match"))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        content.get().answer(contentType(path.group("kind")), request, response);
    }

    private static void page(StaticFile html, String caching, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader("Cache-Control", caching);
        html.answer(HTML, request, response);
    }

    private static void missing(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Trouble.answer(HttpServletResponse.SC_NOT_FOUND, request, response);
    }

    static void protect(HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", policy("'none'"));
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    }

    /**
     * @param ancestors who may show the page in a frame: sources as in CSP
     */
    static String policy(String ancestors) {
        return CONTENT_SECURITY_POLICY + ancestors;
    }

    private static String contentType(String kind) {
        return switch (kind) {
            case "js" -> "text/javascript;charset=UTF-8";
            case "css" -> "text/css;charset=UTF-8";
            case "svg" -> "image/svg+xml";
            default -> throw new IllegalArgumentException("No content type for " + kind);
        };
    }
}
