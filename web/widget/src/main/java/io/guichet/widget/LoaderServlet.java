package io.guichet.widget;

import io.guichet.kernel.Json;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Serves the script that partners put into their pages: {@code loader.js}, the same for ever under the address of its
 * version, and {@code loader.json} with that address and its hash. Pages of every origin may read it.
 */
@WebServlet("/widget/v1/*")
public class LoaderServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Pattern VERSION = Pattern.compile("/(?<version>[0-9a-f]{16})/loader\\.js");

    @Inject
    transient WidgetConfig config;

    private final transient Loader loader = new Loader();

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        PageServlet.protect(response);
        var path = Optional.ofNullable(request.getPathInfo()).orElse("/");
        if (path.equals("/loader.js")) {
            script(loader.newest(), loader.version(), "public, max-age=3600", request, response);
        } else if (path.equals("/loader.json")) {
            description(response);
        } else {
            version(path, request, response);
        }
    }

    private void version(String path, HttpServletRequest request, HttpServletResponse response) throws IOException {
        var named = VERSION.matcher(path);
        var version = named.matches() ? named.group("version") : "";
        var file = loader.version(version);
        if (file.isEmpty()) {
            Trouble.answer(HttpServletResponse.SC_NOT_FOUND, request, response);
            return;
        }
        script(file.get(), version, "public, max-age=31536000, immutable", request, response);
    }

    private static void script(
            StaticFile file, String version, String caching, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        forEverybody(response);
        var tag = "\"" + version + "\"";
        response.setHeader("Cache-Control", caching);
        response.setHeader("ETag", tag);
        if (tag.equals(request.getHeader("If-None-Match"))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        file.answer("text/javascript;charset=UTF-8", request, response);
    }

    private void description(HttpServletResponse response) throws IOException {
        forEverybody(response);
        response.setHeader("Cache-Control", "public, max-age=60");
        var body = Json.write(new Description(loader.version(), config.publicUrl + loader.path(), loader.integrity()))
                .getBytes(StandardCharsets.UTF_8);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static void forEverybody(HttpServletResponse response) {
        response.setHeader("Access-Control-Allow-Origin", "*");
        response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
    }

    /**
     * @param url of the newest version, as the world sees it
     * @param integrity for the attribute of that name
     */
    record Description(String version, String url, String integrity) {}
}
