package io.guichet.api.description;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import io.guichet.kernel.Ids;
import io.guichet.kernel.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A schema is what Jackson writes, whatever the Java says. */
class WireSchemasTest {

    private final WireSchemas schemas = new WireSchemas();

    record ThingId(UUID value) {

        @JsonValue
        @Override
        public String toString() {
            return Ids.print("thg_", value);
        }
    }

    enum Colour {
        RED,
        GREEN
    }

    sealed interface State {
        record On(Instant since) implements State {}

        record Off(String reason) implements State {}
    }

    record Thing(
            ThingId thingId,
            int smallNumber,
            @Nullable Long bigNumber,
            BigDecimal priceHt,
            Instant createdAt,
            LocalDate dueOn,
            Optional<String> nickName,
            Colour colour,
            State state,
            List<@Nullable String> tags,
            Map<String, Integer> counts,
            @JsonRawValue @Nullable String raw,
            JsonNode tree,
            @Nullable Thing parent,

            @Schema(description = "How it is written", maxLength = 20, pattern = "^[a-z]+$")
            String word) {

        public boolean isReady() {
            return true;
        }

        boolean hidden() {
            return true;
        }
    }

    record Named(@JsonUnwrapped Thing thing, @Nullable String name) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Always(@Nullable String next) {}

    @Test
    void names_are_those_that_jackson_writes() {
        schemas.written(Thing.class);
        var thing = new Thing(
                new ThingId(UUID.randomUUID()),
                1,
                2L,
                BigDecimal.ONE,
                Instant.EPOCH,
                LocalDate.EPOCH,
                Optional.of("x"),
                Colour.RED,
                new State.Off("x"),
                List.of("a"),
                Map.of("a", 1),
                "{}",
                Json.tree("{}"),
                null,
                "a");

        var described = schemas.components().get("Thing");
        var written = Json.mapper().valueToTree(thing);
        assertThat(described.getProperties().keySet())
                .containsAll(((Iterable<String>) written::fieldNames))
                .contains("ready", "parent")
                .doesNotContain("hidden");
    }

    @Test
    void what_may_be_absent_is_not_required_and_never_null() {
        schemas.written(Thing.class);

        var thing = schemas.components().get("Thing");
        assertThat(thing.getRequired())
                .contains("thing_id", "small_number", "created_at", "ready", "tree")
                .doesNotContain("big_number", "raw", "parent");
        assertThat(thing.getProperties().get("big_number").getType()).containsExactly(SchemaType.INTEGER);
        assertThat(thing.getProperties().get("parent").getRef()).isEqualTo("#/components/schemas/Thing");
    }

    @Test
    void what_is_sent_may_be_null_where_it_may_be_left_out() {
        schemas.read(Thing.class);

        var thing = schemas.components().get("Thing");
        assertThat(thing.getProperties().get("big_number").getType())
                .containsExactly(SchemaType.INTEGER, SchemaType.NULL);
        assertThat(thing.getRequired()).contains("price_ht").doesNotContain("big_number", "small_number");
        assertThat(thing.getProperties()).doesNotContainKeys("ready", "hidden");
    }

    @Test
    void a_class_that_writes_nulls_says_so() {
        schemas.written(Always.class);

        var always = schemas.components().get("Always");
        assertThat(always.getRequired()).containsExactly("next");
        assertThat(always.getProperties().get("next").getType()).containsExactly(SchemaType.STRING, SchemaType.NULL);
    }

    @Test
    void what_is_unwrapped_is_described_where_it_is_written() {
        schemas.written(Thing.class);
        schemas.written(Named.class);

        var named = schemas.components().get("Named");
        var thing = schemas.components().get("Thing");
        assertThat(named.getProperties()).containsKeys("name", "thing_id").doesNotContainKey("thing");
        assertThat(named.getRequired()).containsExactlyInAnyOrderElementsOf(thing.getRequired());
    }

    @Test
    void values_are_what_they_are_in_json() {
        schemas.written(Thing.class);

        var properties = schemas.components().get("Thing").getProperties();
        assertThat(properties.get("thing_id").getPattern()).isEqualTo("^thg_[0-9a-f]{32}$");
        assertThat(properties.get("created_at").getFormat()).isEqualTo("date-time");
        assertThat(properties.get("due_on").getFormat()).isEqualTo("date");
        assertThat(properties.get("price_ht").getType()).containsExactly(SchemaType.NUMBER);
        assertThat(properties.get("colour").getEnumeration()).containsExactly("RED", "GREEN");
        assertThat(properties.get("state").getAnyOf()).hasSize(2);
        assertThat(properties.get("tags").getItems().getType()).containsExactly(SchemaType.STRING);
        assertThat(properties.get("counts").getAdditionalPropertiesSchema().getType())
                .containsExactly(SchemaType.INTEGER);
        assertThat(properties.get("raw").getType()).isNull();
        assertThat(properties.get("tree").getType()).isNull();
        assertThat(properties.get("word").getDescription()).isEqualTo("How it is written");
        assertThat(properties.get("word").getMaxLength()).isEqualTo(20);
    }

    @Test
    void what_is_read_and_written_has_two_schemas() {
        var written = schemas.written(Thing.class).getRef();
        var read = schemas.read(Thing.class).getRef();

        assertThat(written).isEqualTo("#/components/schemas/Thing");
        assertThat(read).isNotEqualTo(written).endsWith("Input");
    }

    @Test
    void an_example_is_made_of_the_schema() {
        var schema = schemas.read(Thing.class);

        var example = Json.mapper().valueToTree(new Examples(schemas.components()).of("nothingToldOfThis", schema));
        assertThat(example.at("/thing_id").asText()).startsWith("thg_");
        assertThat(example.at("/created_at").asText()).endsWith("Z");
        assertThat(example.at("/colour").asText()).isEqualTo("RED");
    }

    record Wrapped(
            @com.fasterxml.jackson.annotation.JsonUnwrapped Inner inner, String apiKey) {}

    record Inner(String name, @Nullable Integer version) {}

    @Test
    void what_is_unwrapped_stands_beside_the_rest() {
        var schema = schemas.inline(Wrapped.class);

        assertThat(schema.getProperties()).containsOnlyKeys("name", "version", "api_key");
        assertThat(schema.getRequired()).containsExactlyInAnyOrder("name", "api_key");
    }
}
