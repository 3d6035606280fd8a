package io.guichet.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The API's own description, held against every answer that a test gets: an answer that is not described, or not as it is
 * described, fails the test that got it. Objects are closed here: a field that nobody described is a fault.
 */
final class Contract {

    /** What describes, and what answers before a resource is asked. */
    private static final Pattern EXEMPT = Pattern.compile("/api/(openapi|docs)(/.*)?");

    private static final List<Integer> WHERE_NOTHING_IS = List.of(401, 403, 404);
    private static final String PROBLEM = "application/problem+json";

    private final JsonNode document;
    private final List<Endpoint> endpoints = new ArrayList<>();
    private final Map<JsonNode, Schema> schemas = new ConcurrentHashMap<>();
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry -> registry.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    private Contract(JsonNode document) {
        this.document = document;
        document.at("/paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(operation -> operation.getValue().has("responses"))
                        .forEach(operation -> endpoints.add(Endpoint.of(
                                operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), operation.getValue()))));
        endpoints.sort(Comparator.comparing(Endpoint::parameters));
    }

    /** Of the platform under test, asked for once. */
    static Contract ofThePlatform() {
        return OfThePlatform.CONTRACT;
    }

    /** All operations, those with the fewest parameters in their paths first. */
    List<Endpoint> endpoints() {
        return List.copyOf(endpoints);
    }

    /** Follows a {@code $ref}. */
    JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.at("/$ref").asText().substring(1)) : node;
    }

    /** The first example of a body. */
    static ObjectNode example(JsonNode media) {
        var example = media.has("example")
                ? media.at("/example")
                : media.at("/examples").iterator().next().at("/value");
        return example.deepCopy();
    }

    /**
     * @throws AssertionError if the answer is not one that is described
     */
    void holds(String method, URI address, Reply reply) {
        if (!address.toString().startsWith(Platform.url() + "/api/") || method.equals("OPTIONS")) {
            return;
        }
        var path = address.getRawPath();
        if (EXEMPT.matcher(path).matches()) {
            return;
        }
        var there = endpoints.stream().filter(e -> e.serves(path)).toList();
        var endpoint = there.stream().filter(e -> e.method().equals(method)).findFirst();
        if (endpoint.isPresent()) {
            holds(endpoint.get(), reply);
        } else if (there.isEmpty()) {
            assertThat(reply.status())
                    .as("%s is not in /api/openapi, and answers: %s", reply.call(), reply.text())
                    .isIn(WHERE_NOTHING_IS);
            isDescribed(reply, PROBLEM, problem());
        } else {
            assertThat(reply.status())
                    .as("/api/openapi knows no %s there: %s", method, reply.text())
                    .isIn(405, 401, 403);
            isDescribed(reply, PROBLEM, problem());
        }
    }

    private void holds(Endpoint endpoint, Reply reply) {
        var response = endpoint.operation().at("/responses/" + reply.status());
        assertThat(response.isMissingNode())
                .as("%s answers %s, which /api/openapi does not tell: %s", reply.call(), reply.status(), reply.text())
                .isFalse();
        var content = resolved(response).at("/content");
        if (endpoint.method().equals("HEAD")) {
            assertThat(reply.bytes()).as("%s has a body", reply.call()).isEmpty();
            return;
        }
        if (content.isMissingNode() || content.isEmpty()) {
            assertThat(reply.bytes())
                    .as("%s has a body, and /api/openapi says it has none", reply.call())
                    .isEmpty();
            return;
        }
        var type = reply.header("Content-Type").replaceFirst(";.*", "");
        var media = content.properties().stream()
                .filter(m -> m.getKey().equals(type) || m.getKey().equals("*/*"))
                .findFirst();
        assertThat(media)
                .as("%s answers %s as %s; described are %s", reply.call(), reply.status(), type, content.fieldNames())
                .isPresent();
        if (type.endsWith("json")) {
            isDescribed(reply, type, media.orElseThrow().getValue().at("/schema"));
        }
    }

    private void isDescribed(Reply reply, String type, JsonNode schema) {
        assertThat(reply.header("Content-Type"))
                .as("%s answers %s", reply.call(), reply.text())
                .startsWith(type);
        var faults = faults(schema, reply.text());
        assertThat(faults)
                .as("%s answers %s, which is not as described: %s", reply.call(), reply.status(), reply.text())
                .isEmpty();
    }

    /** What is wrong with a text of JSON. */
    List<String> faults(JsonNode schema, String json) {
        return schemas.computeIfAbsent(schema, this::compiled).validate(json, InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    private Schema compiled(JsonNode schema) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", document.at("/components").deepCopy());
        close(whole);
        return registry.getSchema(whole);
    }

    private static void close(JsonNode node) {
        if (node.at("/type").asText().equals("object") && node.has("properties") && !node.has("additionalProperties")) {
            ((ObjectNode) node).put("additionalProperties", false);
        }
        node.forEach(Contract::close);
    }

    private JsonNode problem() {
        return document.at("/components/schemas/Problem");
    }

    /**
     * @param template as the description has it, e.g. {@code /api/client/webhooks/{id}}
     */
    record Endpoint(String method, String template, Pattern address, JsonNode operation) {

        private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");

        static Endpoint of(String method, String template, JsonNode operation) {
            var address = PARAMETER
                    .splitAsStream(template)
                    .map(Pattern::quote)
                    .collect(Collectors.joining("[^/]+", "", template.endsWith("}") ? "[^/]+" : ""));
            return new Endpoint(method, template, Pattern.compile(address), operation);
        }

        boolean serves(String path) {
            return address.matcher(path).matches();
        }

        long parameters() {
            return PARAMETER.matcher(template).results().count();
        }

        /** Whether one of the ways in is this. */
        boolean opensBy(String scheme) {
            return operation.at("/security").findParents(scheme).size() > 0;
        }

        /** What a body of JSON is, with its schema and its example; nothing where it takes none. */
        Optional<JsonNode> body() {
            return Optional.of(operation.at("/requestBody/content/application~1json"))
                    .filter(JsonNode::isObject);
        }

        /** Whether it is nothing without a body. */
        boolean needsBody() {
            return operation.at("/requestBody/required").asBoolean();
        }

        /** The type of a body that is no JSON; nothing where it takes none. */
        Optional<String> otherBody() {
            return operation.at("/requestBody/content").properties().stream()
                    .map(Map.Entry::getKey)
                    .filter(type -> !type.equals("application/json"))
                    .findFirst();
        }

        /** Whether nothing has to be shown. */
        boolean isOpen() {
            return !opensBy("apiKey") && !opensBy("bearer") && !opensBy("session");
        }

        /** Whether a success is something new. */
        boolean makes() {
            return method.equals("POST")
                    && (operation.at("/responses").has("201")
                            || operation.at("/responses").has("202"));
        }

        boolean streams() {
            return operation.at("/responses/200/content").has("text/event-stream");
        }

        @Override
        public String toString() {
            return method + " " + template;
        }
    }

    private static final class OfThePlatform {

        static final Contract CONTRACT = asked();

        private static Contract asked() {
            var request = HttpRequest.newBuilder(URI.create(Platform.url() + "/api/openapi"))
                    .header("Accept", "application/json")
                    .build();
            try {
                return new Contract(Json.parse(
                        Call.CLIENT.send(request, BodyHandlers.ofString()).body()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
