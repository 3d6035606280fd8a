package io.guichet.answering.models;

import io.guichet.kernel.CallContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Consumer;

/** Asks language models. */
@ApplicationScoped
public class Models {

    /** Asks the model, then its fallback; never in a transaction. */
    public ModelAnswer ask(CallContext context, ModelRequest request, Consumer<String> words) throws NoModelAnswered {
        throw new NoModelAnswered("none_configured", List.of());
    }

    /** Whether any model is configured for this choice. */
    public boolean available(CallContext context, ModelChoice choice) {
        return false;
    }
}
