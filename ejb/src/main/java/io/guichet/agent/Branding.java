package io.guichet.agent;

import io.guichet.kernel.Json;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a conversation looks like and how it begins, once every level has had its say. Highest first: what the platform
 * imposes, the member, the user, the deployment, the agent.
 *
 * @param title heading of the conversation
 * @param primaryColor {@code #RRGGBB}
 * @param logoUrl https, or null
 * @param welcome the first message; it always says that an AI answers
 * @param disclosure stands beside the conversation all the time
 */
public record Branding(
        String title,
        String primaryColor,
        @Nullable String logoUrl,
        boolean poweredBy,
        String welcome,
        String disclosure,
        String placeholder) {

    private static final Map<String, String> ALIASES = Map.of(
            "welcome", "welcome_message",
            "chat_title", "title",
            "color", "primary_color");
    private static final Pattern COLOR = Pattern.compile("#[0-9A-Fa-f]{6}");
    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+\\.[a-z]+)}");
    /** In capitals, so that « j'ai » is none; « J'AI » is none either. */
    private static final Pattern SAYS_AI =
            Pattern.compile("(?<![\\p{L}\\p{N}])(IA|I\\.A\\.|(?<!['’])(AI|A\\.I\\.))(?![\\p{L}\\p{N}])"
                    + "|(?i:intelligence artificielle|artificial intelligence)");

    private static final Pattern DENIES_AI =
            Pattern.compile("(?iu)(?<!\\p{L})(pas|jamais|aucune|not|never|no)\\s+(une?\\s+|an?\\s+)?(assistant\\s+)?"
                    + "(ia|i\\.a\\.|ai|a\\.i\\.|intelligence artificielle|artificial intelligence)(?!\\p{L})");
    private static final String DEFAULT_COLOR = "#1F3A5F";
    private static final int LONGEST = 500;

    /**
     * Resolves the levels.
     *
     * @param levels JSON objects, lowest first; null for a level that says nothing
     * @param names what stands for {@code {artisan.name}}, {@code {user.name}}, {@code {client.name}} and {@code
     *     {agent.name}}
     */
    static Branding resolve(
            List<@Nullable String> levels, Map<String, String> names, boolean poweredByRequired, String locale) {
        var keys = new LinkedHashMap<String, String>();
        for (var level : levels) {
            if (level != null) {
                merge(keys, level);
            }
        }
        var french = !locale.startsWith("en");
        var title = text(keys, "title", names, names.getOrDefault("agent.name", "Assistant"));
        var color = keys.getOrDefault("primary_color", DEFAULT_COLOR);
        var logo = keys.get("logo_url");
        return new Branding(
                title,
                COLOR.matcher(color).matches() ? color : DEFAULT_COLOR,
                logo != null && isLogo(logo) ? logo : null,
                poweredByRequired || Boolean.parseBoolean(keys.getOrDefault("powered_by", "true")),
                welcome(keys, names, french),
                french
                        ? "Vous échangez avec une intelligence artificielle. Un professionnel relit avant tout engagement."
                        : "You are talking to an artificial intelligence. A professional reviews before any commitment.",
                text(keys, "placeholder", names, french ? "Écrivez votre message…" : "Write your message…"));
    }

    private static void merge(Map<String, String> keys, String level) {
        Json.tree(level).properties().forEach(entry -> {
            var value = entry.getValue();
            if (value.isValueNode() && !value.isNull()) {
                keys.put(ALIASES.getOrDefault(entry.getKey(), entry.getKey()), value.asText());
            }
        });
    }

    private static String text(Map<String, String> keys, String key, Map<String, String> names, String otherwise) {
        return cut(filled(keys.getOrDefault(key, otherwise), names));
    }

    /** Each place is filled once: braces in a name stay braces. */
    private static String filled(String text, Map<String, String> names) {
        return PLACE.matcher(text)
                .replaceAll(place ->
                        Matcher.quoteReplacement(Objects.requireNonNullElse(names.get(place.group(1)), place.group())));
    }

    /**
     * A tenant may word the disclosure; where its welcome has none, the platform adds one (AI Act, art. 50). What a name
     * says does not count: a firm may be called IA.
     */
    private static String welcome(Map<String, String> keys, Map<String, String> names, boolean french) {
        var template = keys.getOrDefault("welcome_message", french ? "Bonjour !" : "Hello!");
        var text = cut(filled(template, names));
        var own = cut(PLACE.matcher(template).replaceAll(" "));
        var disclosed = SAYS_AI.matcher(own).find() && !DENIES_AI.matcher(own).find() && text.length() < LONGEST;
        if (disclosed) {
            return text;
        }
        return text + (french ? "\nJe suis un assistant IA." : "\nI am an AI assistant.");
    }

    private static String cut(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }

    private static boolean isLogo(String url) {
        try {
            var uri = new URI(url);
            return "https".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null && uri.getRawUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
