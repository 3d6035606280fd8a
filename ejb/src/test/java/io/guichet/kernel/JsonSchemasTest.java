package io.guichet.kernel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class JsonSchemasTest {

    @Test
    void a_schema_of_the_dialect_may_be_kept_and_finds_faults() {
        var schema = "{\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"number\"}}, \"required\": [\"a\"]}";

        assertThat(JsonSchemas.refusal(Json.tree(schema))).isEmpty();
        assertThat(JsonSchemas.faults(schema, Json.tree("{\"a\": 1}"))).isEmpty();
        assertThat(JsonSchemas.faults(schema, Json.tree("{\"a\": \"x\"}"))).hasSize(1);
        assertThat(JsonSchemas.faults(schema, Json.tree("{}"))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "[]",
                "{\"type\": \"banana\"}",
                "{\"type\": 1}",
                "{\"$ref\": \"https://evil.example/schema\"}",
                "{\"$ref\": \"#\"}",
                "{\"$id\": \"https://evil.example/schema\"}",
                "{\"$schema\": \"http://json-schema.org/draft-07/schema#\"}",
                "{\"properties\": {\"a\": {\"$dynamicRef\": \"#x\"}}}",
                "{\"properties\": {\"a\": {\"pattern\": \"(a+)+$\"}}}"
            })
    void what_fetches_or_is_no_schema_is_refused(String schema) {
        assertThat(JsonSchemas.refusal(Json.tree(schema))).isNotEmpty();
    }

    @Test
    void a_schema_is_bounded() {
        assertThat(JsonSchemas.refusal(Json.tree("{\"title\": \"" + "x".repeat(JsonSchemas.LONGEST) + "\"}")))
                .isNotEmpty();
        assertThat(JsonSchemas.refusal(Json.tree("{\"not\": ".repeat(20) + "{}" + "}".repeat(20))))
                .isNotEmpty();
    }
}
