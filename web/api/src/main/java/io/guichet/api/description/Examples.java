package io.guichet.api.description;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.guichet.kernel.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jspecify.annotations.Nullable;

/** An example of every body that is sent: told in {@code examples.json} by operation, else made of the schema. */
final class Examples {

    private static final Pattern ID = Pattern.compile("\\^([a-z]+_)\\[0-9a-f]\\{32}\\$");
    private static final int DEEPEST = 6;

    /** Words that a field's name asks for. The longest name that the field's ends with wins. */
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("url", "https://ebp.example/guichet"),
            Map.entry("email", "contact@ebp.example"),
            Map.entry("slug", "ebp"),
            Map.entry("name", "EBP"),
            Map.entry("domain", "www.ebp.example"),
            Map.entry("domains", "www.ebp.example"),
            Map.entry("color", "#C0392B"),
            Map.entry("locale", "fr"),
            Map.entry("language", "fr"),
            Map.entry("timezone", "Europe/Paris"),
            Map.entry("time_zone", "Europe/Paris"),
            Map.entry("currency", "EUR"),
            Map.entry("country", "FR"),
            Map.entry("phone", "+33123456789"),
            Map.entry("external_id", "DUR-001"),
            Map.entry("period", "2026-11"));

    private final Map<String, Schema> components;
    private final JsonNode told = told();

    Examples(Map<String, Schema> components) {
        this.components = components;
    }

    /**
     * @param operation its id
     */
    Object of(String operation, Schema schema) {
        return told.has(operation) ? plain(told.get(operation)) : Objects.requireNonNull(of("", schema, 0));
    }

    static Object parsed(String text, Schema schema) {
        var textual = schema.getType() != null && schema.getType().contains(SchemaType.STRING);
        if (textual) {
            return text;
        }
        try {
            return plain(Json.mapper().readTree(text));
        } catch (JsonProcessingException e) {
            return text;
        }
    }

    private static Object plain(JsonNode node) {
        return Json.mapper().convertValue(node, Object.class);
    }

    private static JsonNode told() {
        try (var in = Objects.requireNonNull(Examples.class.getResourceAsStream("examples.json"))) {
            return Json.tree(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable Object of(String name, Schema schema, int depth) {
        if (schema.getExamples() != null && !schema.getExamples().isEmpty()) {
            return schema.getExamples().getFirst();
        }
        if (schema.getRef() != null) {
            return of(name, component(schema.getRef()), depth);
        }
        if (schema.getAnyOf() != null) {
            return of(name, schema.getAnyOf().getFirst(), depth);
        }
        if (schema.getEnumeration() != null && !schema.getEnumeration().isEmpty()) {
            return schema.getEnumeration().getFirst();
        }
        return schema.getType() == null ? Map.of() : ofType(name, schema, depth);
    }

    private @Nullable Object ofType(String name, Schema schema, int depth) {
        return switch (schema.getType().getFirst()) {
            case OBJECT -> object(schema, depth);
            case ARRAY -> list(name, schema, depth);
            case BOOLEAN -> true;
            case INTEGER -> number(schema).toBigInteger();
            case NUMBER -> number(schema);
            case STRING -> text(name, schema);
            case NULL -> null;
        };
    }

    private Map<String, Object> object(Schema schema, int depth) {
        var example = new LinkedHashMap<String, Object>();
        if (schema.getProperties() != null && depth < DEEPEST) {
            schema.getProperties()
                    .forEach((name, property) ->
                            Optional.ofNullable(of(name, property, depth + 1)).ifPresent(v -> example.put(name, v)));
        }
        return example;
    }

    private List<Object> list(String name, Schema schema, int depth) {
        var item = schema.getItems() == null || depth >= DEEPEST ? null : of(name, schema.getItems(), depth + 1);
        return item == null ? List.of() : List.of(item);
    }

    private static BigDecimal number(Schema schema) {
        var least = schema.getMinimum();
        return least == null ? BigDecimal.ONE : least.max(BigDecimal.ONE);
    }

    private static String text(String name, Schema schema) {
        var id = ID.matcher(Objects.requireNonNullElse(schema.getPattern(), ""));
        if (id.matches()) {
            return id.group(1) + "0192f0c1a2b37d4e8f90a1b2c3d4e5f6";
        }
        return switch (Objects.requireNonNullElse(schema.getFormat(), "")) {
            case "date-time" -> "2026-11-21T10:00:00Z";
            case "date" -> "2026-11-21";
            case "duration" -> "PT1H";
            case "uuid" -> "0192f0c1-a2b3-7d4e-8f90-a1b2c3d4e5f6";
            case "uri" -> "https://ebp.example/guichet";
            default -> word(name, schema);
        };
    }

    private static String word(String name, Schema schema) {
        if (Objects.equals(schema.getPattern(), "^\\d{4}-\\d{2}$")) {
            return "2026-11";
        }
        return WORDS.keySet().stream()
                .filter(name::endsWith)
                .max((a, b) -> Integer.compare(a.length(), b.length()))
                .map(WORDS::get)
                .orElse("…");
    }

    private Schema component(String ref) {
        return Objects.requireNonNull(components.get(ref.substring(ref.lastIndexOf('/') + 1)), ref);
    }
}
