package io.guichet.api.description;

import io.guichet.api.Problem;
import io.guichet.kernel.ProblemCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** How an operation says no: what its own annotations tell, and what holds for all of its kind. */
final class Refusals {

    private static final String PROBLEM = "application/problem+json";
    private static final String HEADERS = "#/components/headers/";

    private final Schema problem;

    Refusals(WireSchemas schemas) {
        this.problem = schemas.written(Problem.class);
        var described = Objects.requireNonNull(schemas.components().get("Problem"));
        described.description("An error, RFC 9457. Decide by code: it is never renamed.");
        WireSchemas.property(described, "code").enumeration(codes());
        WireSchemas.property(described, "type").pattern("^urn:guichet:problem:[a-z_]+$");
        WireSchemas.property(described, "trace_id")
                .description("Also the header X-Request-ID; quote it when you ask for help.");
        WireSchemas.property(described, "errors").description("Every faulty field at once, by its name in the body.");
    }

    private static List<Object> codes() {
        return Arrays.stream(ProblemCode.values())
                .<Object>map(ProblemCode::code)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    void describe(String path, Operation operation) {
        var responses = operation.getResponses();
        if (!path.contains("/health/")) {
            usual(operation).forEach((status, codes) -> {
                var key = Integer.toString(status);
                if (responses.getAPIResponse(key) == null) {
                    responses.addAPIResponse(
                            key, OASFactory.createAPIResponse().description(String.join(" or ", codes)));
                }
            });
        }
        responses.getAPIResponses().forEach((status, response) -> complete(status, response));
    }

    private void complete(String status, APIResponse response) {
        var refused = status.startsWith("4") || status.startsWith("5");
        if (refused && response.getContent() == null) {
            response.setContent(OASFactory.createContent()
                    .addMediaType(PROBLEM, OASFactory.createMediaType().schema(problem)));
        }
        response.addHeader("X-Request-ID", OASFactory.createHeader().ref(HEADERS + "X-Request-ID"));
        if (status.equals("429") || status.equals("503")) {
            response.addHeader("Retry-After", OASFactory.createHeader().ref(HEADERS + "Retry-After"));
        }
        if (status.equals("201")) {
            response.addHeader("Location", OASFactory.createHeader().ref(HEADERS + "Location"));
        }
    }

    /** What is changed with If-Match says its ETag where it is read or written. */
    void describeVersions(PathItem item) {
        var operations = item.getOperations().values();
        if (operations.stream().anyMatch(Refusals::asksForTheVersion)) {
            operations.stream()
                    .map(operation -> operation.getResponses().getAPIResponse("200"))
                    .filter(Objects::nonNull)
                    .forEach(response ->
                            response.addHeader("ETag", OASFactory.createHeader().ref(HEADERS + "ETag")));
        }
    }

    private static boolean asksForTheVersion(Operation operation) {
        return operation.getParameters() != null
                && operation.getParameters().stream().anyMatch(p -> "If-Match".equals(p.getName()));
    }

    void describeHeaders(Components components) {
        components.addHeader("ETag", header("The version that was read or written, for If-Match."));
        components.addHeader("X-Request-ID", header("The request's id, in our logs, too."));
        components.addHeader(
                "Retry-After",
                header("After so many seconds it may be tried again.").schema(WireSchemas.schema(SchemaType.INTEGER)));
        components.addHeader("Location", header("Where what was made can be read."));
    }

    private static Header header(String description) {
        return OASFactory.createHeader().description(description).schema(WireSchemas.schema(SchemaType.STRING));
    }

    /** By status, the codes. */
    private static Map<Integer, Set<String>> usual(Operation operation) {
        var usual = new TreeMap<Integer, Set<String>>();
        add(usual, ProblemCode.BAD_REQUEST);
        add(usual, ProblemCode.NOT_ACCEPTABLE);
        add(usual, ProblemCode.RATE_LIMITED);
        add(usual, ProblemCode.INTERNAL);
        byCredentials(usual, Credentials.schemes(operation));
        byParameters(usual, operation.getParameters() == null ? List.of() : operation.getParameters());
        if (operation.getRequestBody() != null) {
            add(usual, ProblemCode.MALFORMED_JSON);
            add(usual, ProblemCode.BODY_TOO_LARGE);
            add(usual, ProblemCode.UNSUPPORTED_MEDIA_TYPE);
            add(usual, ProblemCode.INVALID_FIELDS);
        }
        return usual;
    }

    private static void byCredentials(Map<Integer, Set<String>> usual, List<String> schemes) {
        if (schemes.contains(Credentials.API_KEY)) {
            add(usual, ProblemCode.INVALID_API_KEY);
            add(usual, ProblemCode.FORBIDDEN);
        }
        if (schemes.contains(Credentials.BEARER)) {
            add(usual, ProblemCode.UNAUTHENTICATED);
            add(usual, ProblemCode.FORBIDDEN);
        }
        if (schemes.contains(Credentials.SESSION)) {
            add(usual, ProblemCode.INVALID_SESSION);
        }
    }

    private static void byParameters(Map<Integer, Set<String>> usual, List<Parameter> parameters) {
        for (var parameter : parameters) {
            if (parameter.getIn() != Parameter.In.HEADER) {
                add(usual, ProblemCode.NOT_FOUND);
                add(usual, ProblemCode.INVALID_FIELDS);
            }
            if ("If-Match".equals(parameter.getName())) {
                add(usual, ProblemCode.PRECONDITION_FAILED);
                add(usual, ProblemCode.PRECONDITION_REQUIRED);
            }
            if ("Idempotency-Key".equals(parameter.getName())) {
                add(usual, ProblemCode.INVALID_FIELDS);
                add(usual, ProblemCode.IDEMPOTENCY_KEY_REUSED);
            }
        }
    }

    private static void add(Map<Integer, Set<String>> usual, ProblemCode code) {
        usual.computeIfAbsent(code.status(), status -> new TreeSet<>()).add(code.code());
    }
}
