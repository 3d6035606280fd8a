package io.guichet.tenancy;

import com.fasterxml.jackson.databind.JsonNode;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.Json;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a branding may be kept: an object of short texts, with colours that are colours and addresses that are some. */
public final class BrandingFields {

    private static final int LARGEST = 8_000;
    private static final int LONGEST = 2_000;
    private static final Pattern COLOUR = Pattern.compile("#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})");

    private BrandingFields() {}

    /**
     * Notes what is wrong with a branding.
     *
     * @param branding JSON, or null where there is none
     */
    public static FieldErrors check(FieldErrors errors, @Nullable String branding) {
        if (branding == null) {
            return errors;
        }
        if (branding.length() > LARGEST) {
            return errors.check(false, "branding", "is at most " + LARGEST + " characters of JSON");
        }
        var json = Json.tree(branding);
        errors.check(json.isObject(), "branding", "is a JSON object");
        json.properties().forEach(field -> check(errors, field.getKey(), field.getValue()));
        return errors;
    }

    private static void check(FieldErrors errors, String key, JsonNode value) {
        var name = "branding." + key;
        if (value.isNull() || value.isBoolean()) {
            return;
        }
        if (!value.isTextual() || value.asText().length() > LONGEST) {
            errors.check(false, name, "is a text of at most " + LONGEST + " characters");
        } else if (key.equals("color") || key.endsWith("_color")) {
            errors.check(COLOUR.matcher(value.asText()).matches(), name, "is a colour such as #1E5AA8");
        } else if (key.endsWith("_url")) {
            errors.check(isWeb(value.asText()), name, "is an address that begins with https://");
        }
    }

    private static boolean isWeb(String text) {
        try {
            var uri = new URI(text);
            return uri.getHost() != null
                    && uri.getScheme().toLowerCase(Locale.ROOT).equals("https")
                    && uri.getUserInfo() == null;
        } catch (java.net.URISyntaxException e) {
            return false;
        }
    }
}
