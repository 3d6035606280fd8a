package io.guichet.agent;

import com.fasterxml.jackson.databind.JsonNode;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.Json;
import org.jspecify.annotations.Nullable;

/** What may stand in a level of branding. Keys with two names are kept under the first. */
final class BrandingSchema {

    private BrandingSchema() {}

    /**
     * Checks a level.
     *
     * @param field where it stands in the request, e.g. {@code branding}
     * @return JSON for the database; null where it says nothing
     */
    static @Nullable String checked(@Nullable JsonNode json, String field, FieldErrors errors) {
        var object = new StrictObject(json, field, errors);
        var level = Json.mapper().createObjectNode();
        put(level, "title", text(object, "title", 100, false, field, errors));
        put(level, "welcome_message", text(object, "welcome_message", 500, true, field, errors));
        put(level, "placeholder", text(object, "placeholder", 200, false, field, errors));
        put(level, "signature", text(object, "signature", 500, true, field, errors));
        var color = text(object, "primary_color", 7, false, field, errors);
        errors.check(color == null || Branding.isColor(color), field + ".primary_color", "is #RRGGBB");
        put(level, "primary_color", color);
        var logo = text(object, "logo_url", 500, false, field, errors);
        errors.check(
                logo == null || Branding.isLogo(logo), field + ".logo_url", "is an https:// URL without credentials");
        put(level, "logo_url", logo);
        var poweredBy = object.flag("powered_by");
        if (poweredBy != null) {
            level.put("powered_by", poweredBy);
        }
        // A style sheet can hide the disclosure, cover the page and fetch from elsewhere; so none is taken.
        errors.check(
                !object.has("custom_css"),
                field + ".custom_css",
                "is not taken: colours and logo have keys of their own");
        object.refuseOthersBut("custom_css");
        return level.isEmpty() ? null : level.toString();
    }

    /** A key under either of its names; under both it would not be clear which holds. */
    private static @Nullable String text(
            StrictObject object, String key, int longest, boolean lines, String field, FieldErrors errors) {
        var value = object.text(key, longest, lines);
        for (var alias : Branding.ALIASES.entrySet()) {
            if (alias.getValue().equals(key)) {
                var other = object.text(alias.getKey(), longest, lines);
                errors.check(
                        value == null || other == null,
                        field + "." + alias.getKey(),
                        "is another name of " + key + ": one of them is given");
                value = value == null ? other : value;
            }
        }
        return Texts.given(value);
    }

    private static void put(com.fasterxml.jackson.databind.node.ObjectNode level, String key, @Nullable String value) {
        if (value != null) {
            level.put(key, value);
        }
    }
}
