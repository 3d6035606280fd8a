package io.guichet.conversation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Json;
import io.guichet.kernel.ProblemCode;
import io.guichet.trust.ContextText;
import org.jspecify.annotations.Nullable;

/** What a tenant vouched for in a conversation, as it is kept. */
final class KnownContext {

    private KnownContext() {}

    /**
     * What is kept once something more was said.
     *
     * @return JSON, or null where nothing is left
     * @throws GuichetException {@link ProblemCode#INVALID_FIELDS} where it would become too much
     */
    static @Nullable String merged(@Nullable String known, ObjectNode said) {
        var all = ContextText.merged(known, said);
        var errors = new FieldErrors();
        ContextText.check(errors, "context", all);
        errors.throwIfAny();
        return all.isEmpty() ? null : Json.write(all);
    }
}
