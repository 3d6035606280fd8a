package io.guichet.kernel;

import jakarta.ejb.ApplicationException;
import java.util.List;

/** A rule was broken. The transaction is rolled back; the caller reads the code, the detail and the faulty fields. */
@ApplicationException(rollback = true)
public class GuichetException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProblemCode code;
    private final transient List<FieldError> fields;

    /**
     * @param detail what this caller can do about it; holds no secret and nothing of another tenant's
     */
    public GuichetException(ProblemCode code, String detail) {
        this(code, detail, List.of());
    }

    public GuichetException(ProblemCode code, String detail, List<FieldError> fields) {
        super(detail);
        this.code = code;
        this.fields = List.copyOf(fields);
    }

    public ProblemCode code() {
        return code;
    }

    /** Every faulty field at once; empty where the problem is not one of fields. */
    public List<FieldError> fields() {
        return fields;
    }

    /**
     * @param field its name on the wire, e.g. {@code expires_in}
     * @param message what it must be
     */
    public record FieldError(String field, String message) {}
}
