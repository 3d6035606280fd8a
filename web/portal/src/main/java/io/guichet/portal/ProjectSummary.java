package io.guichet.portal;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a customer wants, as a list of conversations names it.
 *
 * @param requirements the agent's names for them
 */
public record ProjectSummary(String description, @Nullable BigDecimal surface, List<String> requirements) {

    private static final int LONGEST_TITLE = 90;

    public ProjectSummary {
        requirements = List.copyOf(requirements);
    }

    /** Reads a conversation's project; nothing until it is known. */
    static Optional<ProjectSummary> read(@Nullable String project) {
        if (project == null) {
            return Optional.empty();
        }
        try (var reader = Json.createReader(new StringReader(project))) {
            var json = reader.readObject();
            return Optional.of(new ProjectSummary(
                    json.getString("description", ""),
                    json.get("surface_m2") instanceof JsonNumber number ? number.bigDecimalValue() : null,
                    requirements(json)));
        }
    }

    /** The description in one line, cut at a word. */
    public String title() {
        var line = description.strip().replaceAll("\\s+", " ");
        if (line.length() <= LONGEST_TITLE) {
            return line;
        }
        var cut = line.lastIndexOf(' ', LONGEST_TITLE);
        return line.substring(0, cut > 0 ? cut : LONGEST_TITLE) + "…";
    }

    private static List<String> requirements(JsonObject json) {
        if (!(json.get("requirements") instanceof JsonArray array)) {
            return List.of();
        }
        return array.stream()
                .filter(JsonString.class::isInstance)
                .map(value -> ((JsonString) value).getString())
                .toList();
    }
}
