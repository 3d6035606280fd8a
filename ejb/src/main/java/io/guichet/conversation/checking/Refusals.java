package io.guichet.conversation.checking;

import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;

/** How a file is refused. */
final class Refusals {

    private Refusals() {}

    static GuichetException refused(String detail) {
        return new GuichetException(ProblemCode.UNSUPPORTED_FILE, detail);
    }

    static GuichetException refused(String detail, Throwable cause) {
        var refusal = refused(detail);
        refusal.addSuppressed(cause);
        return refusal;
    }
}
