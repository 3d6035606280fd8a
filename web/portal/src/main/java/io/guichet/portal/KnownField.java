package io.guichet.portal;

import jakarta.json.Json;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that is known in a conversation besides what was said.
 *
 * @param value as text; JSON where it is more than a text
 */
public record KnownField(String name, String value) {

    /** The fields of a context; none where there is none. */
    static List<KnownField> read(@Nullable String context) {
        if (context == null) {
            return List.of();
        }
        try (var reader = Json.createReader(new StringReader(context))) {
            return reader.readObject().entrySet().stream()
                    .map(field -> new KnownField(field.getKey(), text(field.getValue())))
                    .toList();
        }
    }

    private static String text(JsonValue value) {
        return value instanceof JsonString text ? text.getString() : value.toString();
    }
}
