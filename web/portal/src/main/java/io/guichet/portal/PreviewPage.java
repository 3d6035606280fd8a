package io.guichet.portal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page such as a tenant has, with the very code in it that is to be pasted. */
final class PreviewPage {

    private static final String NAME = "preview.html";
    private static final Pattern PLACE = Pattern.compile("\\{(lang|title|words|code)}");

    private final String template;

    /**
     * @throws IllegalStateException if its template is missing
     */
    PreviewPage() {
        try (var in = PreviewPage.class.getResourceAsStream(NAME)) {
            if (in == null) {
                throw new IllegalStateException("The archive lacks " + NAME);
            }
            template = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(NAME + " cannot be read", e);
        }
    }

    /**
     * @param code HTML
     */
    String with(String code, Locale locale) {
        var text = ResourceBundle.getBundle("io.guichet.portal.messages", locale);
        var values = Map.of(
                "lang", locale.getLanguage(),
                "title", text.getString("preview.title"),
                "words", text.getString("preview.words"),
                "code", code);
        return PLACE.matcher(template)
                .replaceAll(place -> Matcher.quoteReplacement(values.getOrDefault(place.group(1), "")));
    }

    /** What the widget's documentation asks of a page with a strict policy, and no more; shown by the portal alone. */
    static String policy(String publicUrl) {
        var ours = SecurityHeaders.origin(publicUrl);
        return "default-src 'none'; style-src 'self'; script-src " + ours + "; frame-src " + ours + "; connect-src "
                + ours + "; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
    }
}
