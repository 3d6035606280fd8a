package io.guichet.kernel;

import java.util.ArrayList;
import java.util.List;

/** Collects the faulty fields of one request, so that the caller learns of all of them at once. */
public final class FieldErrors {

    private final List<GuichetException.FieldError> errors = new ArrayList<>();

    public FieldErrors check(boolean valid, String field, String message) {
        if (!valid) {
            errors.add(new GuichetException.FieldError(field, message));
        }
        return this;
    }

    /**
     * @throws GuichetException {@link ProblemCode#INVALID_FIELDS} if a field was faulty
     */
    public void throwIfAny() {
        if (!errors.isEmpty()) {
            throw new GuichetException(
                    ProblemCode.INVALID_FIELDS, errors.size() + " field(s) are not valid; see errors.", errors);
        }
    }
}
