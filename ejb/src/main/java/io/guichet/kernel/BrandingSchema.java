package io.guichet.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What may stand in a level of branding: the same for an agent, a deployment, a member and a user. Keys with two names
 * are kept under the first.
 */
public final class BrandingSchema {

    /** Other names of keys, and the names that they are kept under. */
    public static final Map<String, String> ALIASES = Map.of(
            "welcome", "welcome_message",
            "chat_title", "title",
            "color", "primary_color");

    private static final List<Text> TEXTS = List.of(
            new Text("title", 100, false),
            new Text("welcome_message", 500, true),
            new Text("placeholder", 200, false),
            new Text("signature", 500, true),
            new Text("primary_color", 7, false),
            new Text("logo_url", 500, false),
            new Text("custom_css", 20_000, true));

    private static final String POWERED_BY = "powered_by";
    private static final Pattern COLOR = Pattern.compile("#[0-9A-Fa-f]{6}");
    private static final int LONGEST_SHOWN = 60;

    private BrandingSchema() {}

    /**
     * Checks a level that was kept as text.
     *
     * @param json an object; null for a level that says nothing
     * @return as {@link #checked(JsonNode, String, FieldErrors)}
     */
    public static @Nullable String checked(@Nullable String json, FieldErrors errors) {
        return checked(json == null ? null : Json.tree(json), "branding", errors);
    }

    /**
     * A level as it is kept, without what may not stand in it: for what was checked when it came.
     *
     * @return JSON for the database; null where it says nothing
     */
    public static @Nullable String kept(@Nullable String json) {
        return checked(json, new FieldErrors());
    }

    /**
     * Checks a level.
     *
     * @param field where it stands in the request, e.g. {@code branding}
     * @return JSON for the database; null where it says nothing
     */
    public static @Nullable String checked(@Nullable JsonNode json, String field, FieldErrors errors) {
        if (json == null || json.isNull()) {
            return null;
        }
        errors.check(json.isObject(), field, "is a JSON object");
        var level = Json.mapper().createObjectNode();
        var said = new LinkedHashMap<String, String>();
        json.properties().forEach(entry -> {
            var name = field + "." + shown(entry.getKey());
            if (!entry.getValue().isNull() || !isKnown(entry.getKey())) {
                read(entry.getKey(), entry.getValue(), name, level, said, errors);
            }
        });
        return level.isEmpty() ? null : level.toString();
    }

    private static void read(
            String sent, JsonNode value, String name, ObjectNode level, Map<String, String> said, FieldErrors errors) {
        var key = ALIASES.getOrDefault(sent, sent);
        var other = said.putIfAbsent(key, sent);
        // Under both of its names it would not be clear which holds.
        errors.check(other == null, name, "is another name of " + other + ": one of them is given");
        if (key.equals(POWERED_BY)) {
            errors.check(value.isBoolean(), name, "is true or false");
            if (value.isBoolean()) {
                level.put(key, value.booleanValue());
            }
            return;
        }
        TEXTS.stream()
                .filter(text -> text.key().equals(key))
                .findFirst()
                .ifPresentOrElse(
                        text -> text.read(value, name, level, errors),
                        () -> errors.check(false, name, "is not a known key"));
    }

    private static boolean isKnown(String sent) {
        var key = ALIASES.getOrDefault(sent, sent);
        return key.equals(POWERED_BY)
                || TEXTS.stream().anyMatch(text -> text.key().equals(key));
    }

    private static String shown(String key) {
        return key.length() > LONGEST_SHOWN ? key.substring(0, LONGEST_SHOWN) + "…" : key;
    }

    public static boolean isColor(String text) {
        return COLOR.matcher(text).matches();
    }

    public static boolean isLogo(String url) {
        try {
            var uri = new URI(url);
            return "https".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null && uri.getRawUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /**
     * A key whose value is a text.
     *
     * @param longest characters
     * @param lines whether it may have several
     */
    private record Text(String key, int longest, boolean lines) {

        void read(JsonNode value, String name, ObjectNode level, FieldErrors errors) {
            if (!value.isTextual()) {
                errors.check(false, name, "is a text");
                return;
            }
            var sent = lines ? value.textValue().replace("\r\n", "\n") : value.textValue();
            var text = sent.strip();
            var fits = PlainText.isAtMost(sent, longest);
            var clean = PlainText.isClean(sent, lines);
            errors.check(fits, name, "is at most " + longest + " characters")
                    .check(clean, name, "has no control characters");
            if (text.isEmpty() || !fits || !clean) {
                return;
            }
            var fault = fault(text);
            errors.check(fault == null, name, String.valueOf(fault));
            if (fault == null) {
                level.put(key, text);
            }
        }

        private @Nullable String fault(String text) {
            return switch (key) {
                case "primary_color" -> isColor(text) ? null : "is #RRGGBB";
                case "logo_url" -> isLogo(text) ? null : "is an https:// URL without credentials";
                default -> null;
            };
        }
    }
}
