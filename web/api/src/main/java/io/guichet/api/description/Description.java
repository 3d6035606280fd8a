package io.guichet.api.description;

import io.guichet.api.Answer;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/**
 * Completes what the scanner found in the resources. The scanner knows paths, parameters and words; the bodies' schemas are
 * those of {@link WireSchemas}, and what holds for all operations of a kind is said here, once.
 */
public class Description implements OASFilter {

    private static final String JSON = "application/json";

    @Override
    public void filterOpenAPI(OpenAPI api) {
        var schemas = new WireSchemas();
        var examples = new Examples(schemas.components());
        var refusals = new Refusals(schemas);
        var operations = operations(api);
        for (var operation : operations) {
            Route.of(Objects.requireNonNullElse(operation.getOperationId(), ""))
                    .ifPresent(route -> new Bodies(schemas, route, operation).describeAnswers());
        }
        for (var operation : operations) {
            Route.of(Objects.requireNonNullElse(operation.getOperationId(), "")).ifPresent(route -> {
                operation.setOperationId(route.id());
                new Bodies(schemas, route, operation).describeRequest(examples);
            });
        }
        for (var item : api.getPaths().getPathItems().entrySet()) {
            hasNoBody(item.getValue().getHEAD());
            item.getValue().getOperations().values().forEach(operation -> {
                Credentials.describe(operation);
                Parameters.describe(operation);
                refusals.describe(item.getKey(), operation);
            });
            refusals.describeVersions(item.getValue());
        }
        api.getComponents().setSchemas(schemas.components());
        refusals.describeHeaders(api.getComponents());
    }

    /** What HEAD answers are headers, whatever the resource would produce. */
    private static void hasNoBody(@Nullable Operation head) {
        if (head != null) {
            head.getResponses().getAPIResponses().forEach((status, response) -> {
                if (status.startsWith("2")) {
                    response.setContent(null);
                }
            });
        }
    }

    private static List<Operation> operations(OpenAPI api) {
        return api.getPaths().getPathItems().values().stream()
                .map(PathItem::getOperations)
                .map(Map::values)
                .flatMap(java.util.Collection::stream)
                .toList();
    }

    /** The bodies of one operation. */
    private record Bodies(WireSchemas schemas, Route route, Operation operation) {

        void describeRequest(Examples examples) {
            route.bodyType().ifPresent(type -> {
                var body = operation.getRequestBody() == null
                        ? OASFactory.createRequestBody()
                        : operation.getRequestBody();
                var schema = schemas.read(type);
                var media = media(schema);
                var given = body.getContent() == null ? null : body.getContent().getMediaType(JSON);
                if (given != null && (given.getExample() != null || given.getExamples() != null)) {
                    media.example(given.getExample()).examples(given.getExamples());
                } else {
                    media.example(examples.of(route.id(), schema));
                }
                operation.setRequestBody(
                        body.required(!Boolean.FALSE.equals(body.getRequired())).content(content(JSON, media)));
            });
        }

        void describeAnswers() {
            operation.getResponses().getAPIResponses().forEach((status, response) -> {
                if (status.startsWith("2") && !status.equals("204")) {
                    describe(status, response);
                }
            });
        }

        private void describe(String status, APIResponse response) {
            var said = route.said(status);
            if (isEnvelope(route.returns())) {
                response.setContent(content(JSON, media(envelope(route.returns()))));
            } else if (said.isPresent() && route.producesJson()) {
                var type = said.get().type();
                var content = content(JSON, media(enveloped(type, said.get().list())));
                // The same as a table, for those who ask for one.
                route.produces().stream()
                        .filter(other -> !other.startsWith(JSON))
                        .forEach(other -> content.addMediaType(
                                other.replaceFirst(";.*", ""), media(WireSchemas.schema(SchemaType.STRING))));
                response.setContent(content);
            } else if (!route.producesJson() && !hasSchema(response)) {
                route.produces()
                        .forEach(type -> response.setContent(
                                content(type.replaceFirst(";.*", ""), media(WireSchemas.schema(SchemaType.STRING)))));
            }
        }

        private static boolean hasSchema(APIResponse response) {
            return response.getContent() != null
                    && response.getContent().getMediaTypes().values().stream()
                            .allMatch(media -> media.getSchema() != null);
        }

        private Schema enveloped(Class<?> type, boolean list) {
            if (type.isAnnotationPresent(Bare.class)) {
                return schemas.written(type);
            }
            return list
                    ? envelope(schemas.generic(Answer.Paged.class, schemas.listOf(type)))
                    : envelope(
                            schemas.generic(Answer.class, schemas.listOf(type).getContentType()));
        }

        private Schema envelope(Type type) {
            var envelope = schemas.inline(type);
            WireSchemas.property(envelope, "success").enumeration(List.of(true));
            return envelope;
        }

        private static boolean isEnvelope(Type type) {
            return type instanceof ParameterizedType generic
                    && (generic.getRawType() == Answer.class || generic.getRawType() == Answer.Paged.class);
        }

        private static MediaType media(Schema schema) {
            return OASFactory.createMediaType().schema(schema);
        }

        private static Content content(String type, MediaType media) {
            return OASFactory.createContent().addMediaType(type, media);
        }
    }
}
