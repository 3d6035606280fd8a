package io.guichet.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * JSON Schemas (2020-12) that people write: bounded in size and depth, whole in themselves. Nothing is ever fetched, and
 * nothing in them takes longer than the value that is checked is long.
 */
public final class JsonSchemas {

    /** Characters of a schema. */
    public static final int LONGEST = 20_000;

    private static final int DEEPEST = 12;
    private static final int MOST_FAULTS = 10;

    /** What would fetch, or could take forever. */
    private static final Set<String> REFUSED =
            Set.of("$id", "$dynamicRef", "$dynamicAnchor", "$anchor", "$vocabulary", "pattern", "patternProperties");

    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    private JsonSchemas() {}

    /** Why this is no schema that may be kept; nothing where it is one. */
    public static Optional<String> refusal(JsonNode schema) {
        if (!schema.isObject() || schema.toString().length() > LONGEST) {
            return Optional.of("is a JSON object of at most " + LONGEST + " characters");
        }
        var fault = forbidden(schema, 1);
        if (fault.isPresent()) {
            return fault;
        }
        var faults = registry().getSchema(SchemaLocation.of(DIALECT)).validate(schema);
        return faults.isEmpty()
                ? Optional.empty()
                : Optional.of("is no JSON Schema: " + shown(faults.getFirst().toString()));
    }

    private static Optional<String> forbidden(JsonNode node, int depth) {
        if (depth > DEEPEST) {
            return Optional.of("is nested at most " + DEEPEST + " deep");
        }
        for (var field : node.properties()) {
            if (REFUSED.contains(field.getKey())) {
                return Optional.of("has no " + field.getKey());
            }
            if (field.getKey().equals("$ref")) {
                return Optional.of("has no $ref: it is whole in itself");
            }
            if (field.getKey().equals("$schema") && !field.getValue().asText().equals(DIALECT)) {
                return Optional.of("is of the dialect 2020-12");
            }
        }
        for (var child : node) {
            var fault = forbidden(child, depth + 1);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    /**
     * What is wrong with a value, at most ten faults, each in a sentence.
     *
     * @param schema one that {@link #refusal} let pass
     */
    public static List<String> faults(String schema, JsonNode value) {
        return registry().getSchema(Json.tree(schema)).validate(value).stream()
                .limit(MOST_FAULTS)
                .map(fault -> shown(fault.toString()))
                .toList();
    }

    private static String shown(String fault) {
        return fault.length() > 200 ? fault.substring(0, 200) + "…" : fault;
    }

    /** One of its own for each schema: it would keep every one that it has seen. */
    private static SchemaRegistry registry() {
        return SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                registry -> registry.schemaLoader(loader -> loader.fetchRemoteResources(false)));
    }
}
