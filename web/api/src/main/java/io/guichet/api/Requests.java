package io.guichet.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import org.jspecify.annotations.Nullable;

/** What resources ask of every request. */
final class Requests {

    private Requests() {}

    /**
     * @throws GuichetException {@link ProblemCode#MALFORMED_JSON} if there was no body
     */
    static <T> T body(@Nullable T body) {
        if (body == null) {
            throw new GuichetException(ProblemCode.MALFORMED_JSON, "A JSON object is expected.");
        }
        return body;
    }

    /** An object's text, or null; anything but an object is refused. */
    static @Nullable String object(@Nullable JsonNode json, String field) {
        if (json == null || json.isNull()) {
            return null;
        }
        new FieldErrors().check(json.isObject(), field, "is a JSON object").throwIfAny();
        return json.toString();
    }

    /** A text without the space around it; null where it says nothing. */
    static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    /** A filter of a list: null where it is absent or empty. */
    static @Nullable String filter(@Nullable String value, String field) {
        if (value == null || value.isBlank()) {
            return null;
        }
        new FieldErrors()
                .check(value.length() <= 200 && value.indexOf('\0') < 0, field, "is at most 200 characters")
                .throwIfAny();
        return value.strip();
    }

    /** A query parameter that is {@code true} or {@code false}, or null where it is missing. */
    static @Nullable Boolean flag(@Nullable String text, String field) {
        new FieldErrors()
                .check(text == null || text.equals("true") || text.equals("false"), field, "is true or false")
                .throwIfAny();
        return text == null ? null : (Boolean) text.equals("true");
    }

    /** The visitor's language as far as we speak it. */
    static String locale(@Nullable String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.isBlank()) {
            return "fr";
        }
        try {
            var ranges = java.util.Locale.LanguageRange.parse(acceptLanguage);
            var tag = java.util.Locale.lookupTag(ranges, java.util.List.of("fr", "en"));
            return tag == null ? "fr" : tag;
        } catch (IllegalArgumentException e) {
            return "fr";
        }
    }
}
