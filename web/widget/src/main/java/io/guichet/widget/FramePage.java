package io.guichet.widget;

import io.guichet.agent.Branding;
import io.guichet.conversation.ShowDeployment;
import io.guichet.kernel.Json;
import io.guichet.kernel.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes the frame's page, or why there is none. What a tenant worded stands in it as text. */
final class FramePage {

    private static final String HTML = "text/html;charset=UTF-8";
    private static final Pattern PLACE = Pattern.compile("\\{(lang|theme|title|frame|code)}");

    private final String frame;
    private final String refusal;

    FramePage() {
        var files = new PageFiles();
        frame = new String(files.frame(), StandardCharsets.UTF_8);
        refusal = new String(files.refusal(), StandardCharsets.UTF_8);
    }

    /**
     * The page of a deployment: short-lived, so that a visitor who walks through the partner's site loads it once. Who tries
     * it out sees it as it is now, for as long as he may.
     */
    void show(Place place, ShowDeployment.Frame shown, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var branding = shown.branding();
        response.setHeader("Content-Security-Policy", PageServlet.policy(shown.ancestors()));
        response.setHeader("Cache-Control", shown.trial() ? "no-store" : "private, max-age=60");
        embeddable(response);
        var data = Json.write(new Opening(place.key, place.parent, Look.of(shown.agentName(), branding)));
        write(
                frame,
                Map.of("lang", place.locale, "theme", place.theme, "title", branding.title(), "frame", data),
                request,
                response);
    }

    /** A refusal, which every page may frame: it says nothing of the deployment. */
    void refuse(int status, ProblemCode code, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader("Content-Security-Policy", PageServlet.policy("*"));
        response.setHeader("Cache-Control", "no-store");
        embeddable(response);
        response.setStatus(status);
        write(refusal, Map.of("code", code.code()), request, response);
    }

    /** A page that embeds only what asks for it shows the frame, too, and learns why it does not. */
    private static void embeddable(HttpServletResponse response) {
        response.setHeader("Cross-Origin-Embedder-Policy", "credentialless");
        response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
    }

    /** Each place is filled once: braces in a tenant's words stay braces. */
    private static void write(
            String template, Map<String, String> values, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var html = PLACE.matcher(template)
                .replaceAll(place -> Matcher.quoteReplacement(escaped(values.getOrDefault(place.group(1), ""))));
        new StaticFile(html.getBytes(StandardCharsets.UTF_8)).answer(HTML, request, response);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /**
     * Where a frame stands.
     *
     * @param parent the origin of the page around it
     * @param theme {@code auto}, {@code light} or {@code dark}
     */
    record Place(String key, String parent, String locale, String theme) {}

    /** What the page's script is told. */
    private record Opening(String deploymentKey, String parent, Look look) {}

    /** The same names as in what init answers. */
    private record Look(Agent agent, Brand branding, String welcomeMessage, String disclosure, String placeholder) {

        static Look of(String agentName, Branding branding) {
            return new Look(
                    new Agent(agentName, branding.logoUrl()),
                    new Brand(
                            branding.title(),
                            branding.primaryColor(),
                            branding.logoUrl(),
                            branding.poweredBy(),
                            branding.customCss()),
                    branding.welcome(),
                    branding.disclosure(),
                    branding.placeholder());
        }
    }

    private record Agent(String name, @Nullable String avatar) {}

    private record Brand(
            String title,
            String primaryColor,
            @Nullable String logoUrl,
            boolean poweredBy,
            @Nullable String customCss) {}
}
