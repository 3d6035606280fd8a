package io.guichet.api.description;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The API's description for people, at {@code /api/docs}: Swagger UI, from our own origin alone. */
@WebServlet({"/docs", "/docs/*"})
public class ApiPage extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /** Swagger UI's own icons are data in its style sheet. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String WEBJAR = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";

    private static final Map<String, String> OURS = Map.of(
            "page.js", "text/javascript;charset=utf-8",
            "page.css", "text/css;charset=utf-8");

    private static final Map<String, String> SWAGGER_UI = Map.of(
            "swagger-ui.css", "text/css;charset=utf-8",
            "swagger-ui-bundle.js", "text/javascript;charset=utf-8",
            "favicon-32x32.png", "image/png");

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var file = request.getPathInfo();
        if (file == null) {
            answer(response, "page.html", "text/html;charset=utf-8", "no-cache", ours("page.html"));
            return;
        }
        var name = file.substring(1);
        if (name.isEmpty()) {
            response.sendRedirect(request.getContextPath() + "/docs");
            return;
        }
        if (OURS.containsKey(name)) {
            answer(response, name, OURS.get(name), "no-cache", ours(name));
        } else if (SWAGGER_UI.containsKey(name)) {
            answer(response, name, SWAGGER_UI.get(name), "public, max-age=86400", swaggerUi(name));
        } else {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    private static void answer(
            HttpServletResponse response, String name, @Nullable String type, String kept, @Nullable InputStream file)
            throws IOException {
        if (file == null) {
            throw new FileNotFoundException(name);
        }
        response.setContentType(type);
        response.setHeader("Cache-Control", kept);
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        try (file) {
            file.transferTo(response.getOutputStream());
        }
    }

    private static @Nullable InputStream ours(String name) {
        return ApiPage.class.getResourceAsStream("page/" + name);
    }

    private static @Nullable InputStream swaggerUi(String name) {
        return ApiPage.class.getResourceAsStream(
                "/META-INF/resources/webjars/swagger-ui/" + Webjar.VERSION + "/" + name);
    }

    /** Which Swagger UI we have: its files' folder is named by its version. */
    private static final class Webjar {

        static final String VERSION = version();

        private static String version() {
            try (var in = Objects.requireNonNull(ApiPage.class.getResourceAsStream(WEBJAR), WEBJAR)) {
                var properties = new Properties();
                properties.load(in);
                return properties.getProperty("version");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
