package io.guichet.api;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.io.UnsupportedEncodingException;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** The one place where a failure becomes an answer. What is not known to be the caller's fault is logged, and not told. */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {

    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

    @Override
    public Response toResponse(Throwable failure) {
        return answer(failure);
    }

    static Response answer(Throwable failure) {
        // First of all what we said ourselves: Jackson wraps also what is thrown while a body is read.
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof GuichetException known) {
                return ofOurs(known);
            }
        }
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidTypeIdException kind) {
                return fieldOf(kind);
            }
            if (cause instanceof JsonMappingException mapping
                    && !mapping.getPath().isEmpty()
                    && !(mapping.getCause() instanceof JsonProcessingException)) {
                return fieldOf(mapping);
            }
            if (cause instanceof JsonProcessingException) {
                return Problem.response(
                        ProblemCode.MALFORMED_JSON, "The body is not JSON of the expected shape.", List.of());
            }
            if (cause instanceof UnsupportedEncodingException || cause instanceof UnsupportedCharsetException) {
                return Problem.response(
                        ProblemCode.UNSUPPORTED_MEDIA_TYPE, "The body's character set is not known.", List.of());
            }
            if (cause instanceof IllegalArgumentException && isOfResteasy(cause)) {
                return Problem.response(ProblemCode.BAD_REQUEST, "A header cannot be read.", List.of());
            }
            if (cause instanceof WebApplicationException web
                    && web.getResponse().getStatus() < 500) {
                return ofStatus(web);
            }
        }
        LOG.error("GUI0601 a request failed", failure);
        return Problem.response(ProblemCode.INTERNAL, "It is logged under the trace id.", List.of());
    }

    private static Response ofOurs(GuichetException known) {
        var answer = Problem.response(known.code(), String.valueOf(known.getMessage()), known.fields());
        return known.retryAfter()
                .map(wait -> Response.fromResponse(answer)
                        .header("Retry-After", seconds(wait))
                        .build())
                .orElse(answer);
    }

    /** Whole seconds, never too few. */
    private static long seconds(Duration wait) {
        return Math.max(1, wait.plusSeconds(1).minusNanos(1).toSeconds());
    }

    /** RESTEasy parses headers late, and throws what its parsers throw. */
    private static boolean isOfResteasy(Throwable cause) {
        for (var frame : cause.getStackTrace()) {
            if (!frame.getClassName().startsWith("java.")) {
                return frame.getClassName().startsWith("org.jboss.resteasy.");
            }
        }
        return false;
    }

    /** Which of several kinds a body is, its own field says. */
    private static Response fieldOf(InvalidTypeIdException kind) {
        var told = kind.getBaseType().getRawClass().getAnnotation(JsonTypeInfo.class);
        return Problem.response(
                ProblemCode.INVALID_FIELDS,
                "The body is of no kind that is known; see errors.",
                List.of(new GuichetException.FieldError(
                        told == null ? "" : told.property(), "names no kind that is known here")));
    }

    private static Response fieldOf(JsonMappingException mapping) {
        var field = mapping.getPath().stream()
                .map(r -> r.getFieldName() == null ? "[" + r.getIndex() + "]" : r.getFieldName())
                .collect(Collectors.joining("."));
        return Problem.response(
                ProblemCode.INVALID_FIELDS,
                "A field is not of the expected type; see errors.",
                List.of(new GuichetException.FieldError(field, "is not of the expected type")));
    }

    private static Response ofStatus(WebApplicationException web) {
        var code = codeOf(web.getResponse().getStatus());
        var answer = Problem.response(code, code.title() + ".", List.of());
        var allow = web.getResponse().getHeaderString("Allow");
        return allow == null
                ? answer
                : Response.fromResponse(answer).header("Allow", allow).build();
    }

    static ProblemCode codeOf(int status) {
        return switch (status) {
            case 401 -> ProblemCode.UNAUTHENTICATED;
            case 403 -> ProblemCode.FORBIDDEN;
            case 404 -> ProblemCode.NOT_FOUND;
            case 405 -> ProblemCode.METHOD_NOT_ALLOWED;
            case 406 -> ProblemCode.NOT_ACCEPTABLE;
            case 413 -> ProblemCode.BODY_TOO_LARGE;
            case 415 -> ProblemCode.UNSUPPORTED_MEDIA_TYPE;
            default -> status >= 500 ? ProblemCode.INTERNAL : ProblemCode.BAD_REQUEST;
        };
    }
}
