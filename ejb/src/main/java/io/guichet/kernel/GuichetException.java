package io.guichet.kernel;

import jakarta.ejb.ApplicationException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A rule was broken. The transaction is rolled back; the caller reads the code, the detail and the faulty fields. */
@ApplicationException(rollback = true)
public class GuichetException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProblemCode code;
    private final transient List<FieldError> fields;
    private final @Nullable Duration retryAfter;

    /**
     * @param detail what this caller can do about it; holds no secret and nothing of another tenant's
     */
    public GuichetException(ProblemCode code, String detail) {
        this(code, detail, List.of());
    }

    public GuichetException(ProblemCode code, String detail, List<FieldError> fields) {
        this(code, detail, fields, null);
    }

    private GuichetException(ProblemCode code, String detail, List<FieldError> fields, @Nullable Duration retryAfter) {
        super(detail);
        this.code = code;
        this.fields = List.copyOf(fields);
        this.retryAfter = retryAfter;
    }

    /** A rule that will not be in the way later: the answer carries {@code Retry-After}. */
    public static GuichetException retryAfter(ProblemCode code, String detail, Duration wait) {
        return new GuichetException(code, detail, List.of(), wait);
    }

    public ProblemCode code() {
        return code;
    }

    /** Every faulty field at once; empty where the problem is not one of fields. */
    public List<FieldError> fields() {
        return fields;
    }

    /** How long to wait before the same may be tried again; nothing where waiting does not help. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /**
     * @param field its name on the wire, e.g. {@code expires_in}
     * @param message what it must be
     */
    public record FieldError(String field, String message) {}
}
