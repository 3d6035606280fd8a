package io.guichet.api;

import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error on the wire.
 *
 * @param type a URI that names the kind, stable
 * @param code the same as a word
 * @param errors every faulty field; absent where the problem is not one of fields
 * @see "RFC 9457"
 */
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        String traceId,
        @Nullable List<GuichetException.FieldError> errors) {

    static final MediaType MEDIA_TYPE = new MediaType("application", "problem+json");

    static Response response(ProblemCode code, String detail, List<GuichetException.FieldError> fields) {
        var problem = new Problem(
                type(code),
                code.title(),
                code.status(),
                detail,
                code.code(),
                Correlation.current(),
                fields.isEmpty() ? null : fields);
        return Response.status(code.status()).type(MEDIA_TYPE).entity(problem).build();
    }

    static Problem of(ProblemCode code, String detail, String traceId) {
        return new Problem(type(code), code.title(), code.status(), detail, code.code(), traceId, null);
    }

    private static String type(ProblemCode code) {
        return "urn:guichet:problem:" + code.code();
    }
}
