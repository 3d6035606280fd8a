package io.guichet.api.description;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.guichet.kernel.ProblemCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What every operation says of itself, also one that is added tomorrow. */
class DescriptionTest {

    private static final Document API = Document.ofTheApi();

    /** What is written like this in the description of a refusal is a code, a field's name or a role. */
    private static final Pattern CODE = Pattern.compile("\\b[a-z]+(?:_[a-z]+)+\\b");

    /** Words in kebab-case and places; a last place may say in which form, as a file's name does. */
    private static final Pattern PATH =
            Pattern.compile("(/([a-z0-9]+(-[a-z0-9]+)*|\\{[a-z][a-zA-Z0-9_]*}))+(\\.(csv|pdf))?");

    static Stream<Document.Described> operations() {
        return API.operations().stream();
    }

    @Test
    void it_is_openapi_3_1_of_something() {
        assertThat(API.json().at("/openapi").asText()).startsWith("3.1.");
        assertThat(API.json().at("/info/title").asText()).isEqualTo("Guichet");
        assertThat(API.operations()).hasSizeGreaterThan(15);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void an_operation_says_what_it_is_for(Document.Described described) {
        var operation = described.operation();

        assertThat(operation.at("/summary").asText()).as("summary").isNotBlank();
        assertThat(operation.at("/description").asText()).as("description").isNotBlank();
        assertThat(operation.at("/tags").size()).as("tag").isPositive();
        assertThat(API.json().at("/tags").findValuesAsText("name"))
                .as("tags of the document")
                .containsAll(texts(operation.at("/tags")));
        assertThat(operation.has("security"))
                .as("security, or that there is none")
                .isTrue();
        assertThat(described.path()).matches(PATH);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void whose_paths_it_is_below_says_what_opens_it(Document.Described described) {
        var schemes = new HashSet<String>();
        described.operation().at("/security").forEach(r -> r.fieldNames().forEachRemaining(schemes::add));

        if (described.path().startsWith("/admin")) {
            assertThat(schemes).containsExactly("bearer");
        } else if (described.path().startsWith("/me")) {
            assertThat(schemes).containsExactly("bearer");
        } else if (described.path().startsWith("/client")) {
            assertThat(schemes).containsExactlyInAnyOrder("apiKey", "bearer");
        }
    }

    @Test
    void every_operation_has_an_id_of_its_own() {
        var ids =
                operations().map(o -> o.operation().at("/operationId").asText()).toList();

        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z][A-Za-z0-9]+"), "is a word");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void a_success_has_a_schema_or_no_content(Document.Described described) {
        var successes = described.operation().at("/responses").properties().stream()
                .filter(response -> response.getKey().startsWith("2"))
                .toList();

        assertThat(successes).isNotEmpty();
        for (var success : successes) {
            assertThat(success.getValue().at("/description").asText()).isNotBlank();
            if (success.getKey().equals("204") || described.method().equals("head")) {
                assertThat(success.getValue().has("content")).isFalse();
                continue;
            }
            var content = success.getValue().at("/content");
            assertThat(content.size())
                    .as(
                            "content of %s: return Answer<…>, or name what is in data with @Schema(implementation)",
                            success)
                    .isPositive();
            content.forEach(media -> assertThat(media.at("/schema").size())
                    .as("schema of %s", success)
                    .isPositive());
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void json_comes_in_the_envelope_but_for_health(Document.Described described) {
        described.operation().at("/responses").properties().stream()
                .filter(response -> response.getKey().startsWith("2"))
                .map(response -> response.getValue().at("/content/application~1json/schema"))
                .filter(schema -> !schema.isMissingNode() && !described.path().contains("/health/"))
                .forEach(schema -> assertThat(texts(schema.at("/required"))).contains("success", "data"));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void a_refusal_is_a_problem_with_a_code_that_there_is(Document.Described described) {
        var known = Arrays.stream(ProblemCode.values()).map(ProblemCode::code).collect(Collectors.toSet());
        known.addAll(names());
        known.addAll(List.of("super_admin", "client_admin"));

        described.operation().at("/responses").properties().stream()
                .filter(response -> response.getKey().startsWith("4"))
                .forEach(response -> {
                    var answer = response.getValue();
                    assertThat(answer.at("/content/application~1problem+json/schema/$ref")
                                    .asText())
                            .isEqualTo("#/components/schemas/Problem");
                    var words = answer.at("/description").asText();
                    assertThat(CODE.matcher(words).results().map(r -> r.group()).toList())
                            .as("codes in « %s » of %s", words, response.getKey())
                            .isSubsetOf(known);
                });
    }

    @ParameterizedTest
    @MethodSource("operations")
    void a_parameter_is_described_and_none_is_a_credential(Document.Described described) {
        for (var parameter : described.operation().at("/parameters")) {
            assertThat(parameter.at("/description").asText())
                    .as(parameter.toString())
                    .isNotBlank();
            assertThat(parameter.at("/schema").size()).as(parameter.toString()).isPositive();
            assertThat(parameter.at("/name").asText()).isNotIn("X-API-Key", "X-Session-ID", "Authorization");
            if (parameter.at("/in").asText().equals("path")) {
                assertThat(parameter.at("/required").asBoolean()).isTrue();
                assertThat(described.path())
                        .contains("{" + parameter.at("/name").asText() + "}");
            }
        }
        assertThat(Pattern.compile("\\{([^}]+)}")
                        .matcher(described.path())
                        .results()
                        .map(r -> r.group(1)))
                .isSubsetOf(described.operation().at("/parameters").findValuesAsText("name"));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void a_body_has_an_example_that_is_valid(Document.Described described) {
        for (var media : described.operation().at("/requestBody/content").properties()) {
            if (!media.getKey().equals("application/json")) {
                continue;
            }
            var examples = new ArrayList<JsonNode>();
            if (media.getValue().has("example")) {
                examples.add(media.getValue().at("/example"));
            }
            media.getValue().at("/examples").forEach(example -> examples.add(example.at("/value")));
            assertThat(examples).isNotEmpty();
            for (var example : examples) {
                assertThat(faults(media.getValue().at("/schema"), example))
                        .as(example.toString())
                        .isEmpty();
            }
        }
    }

    @Test
    void names_in_json_are_snake_case() {
        assertThat(names()).isNotEmpty().allMatch(name -> name.matches("[a-z][a-z0-9]*(_[a-z0-9]+)*"), "is snake_case");
    }

    @Test
    void every_reference_leads_somewhere_and_every_schema_is_used() {
        Set<String> used = new HashSet<>();
        each(API.json(), node -> {
            if (node.at("/$ref").isTextual()) {
                var to = node.at("/$ref").asText();
                used.add(to);
                assertThat(API.json().at(to.substring(1)).isMissingNode())
                        .as(to)
                        .isFalse();
            }
        });
        API.json()
                .at("/components/schemas")
                .fieldNames()
                .forEachRemaining(name -> assertThat(used).contains("#/components/schemas/" + name));
    }

    @Test
    void every_schema_is_a_schema() {
        var metaschema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(com.networknt.schema.SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        for (var schema : API.json().at("/components/schemas").properties()) {
            assertThat(metaschema.validate(schema.getValue()))
                    .as(schema.toString())
                    .isEmpty();
        }
    }

    @Test
    void a_problem_names_every_code_that_there_is() {
        assertThat(texts(API.json().at("/components/schemas/Problem/properties/code/enum")))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ProblemCode.values())
                        .map(ProblemCode::code)
                        .toList());
        assertThat(texts(API.json().at("/components/schemas/Problem/required")))
                .contains("type", "title", "status", "detail", "code", "trace_id")
                .doesNotContain("errors");
    }

    /** Of all properties, and of all parameters of queries. */
    private static Set<String> names() {
        var names = new HashSet<String>();
        each(API.json(), node -> {
            node.at("/properties").fieldNames().forEachRemaining(names::add);
            if (node.at("/in").asText().equals("query")) {
                names.add(node.at("/name").asText());
            }
        });
        return names;
    }

    private static List<String> faults(JsonNode schema, JsonNode value) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", API.json().at("/components"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(whole)
                .validate(value)
                .stream()
                .map(Object::toString)
                .toList();
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static void each(JsonNode node, Consumer<JsonNode> visitor) {
        visitor.accept(node);
        node.forEach(child -> each(child, visitor));
    }
}
