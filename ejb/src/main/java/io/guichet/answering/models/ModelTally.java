package io.guichet.answering.models;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.LongAdder;

/** What models did on this node since it started. */
@ApplicationScoped
class ModelTally {

    final LongAdder calls = new LongAdder();
    final LongAdder failures = new LongAdder();
    final LongAdder inputTokens = new LongAdder();
    final LongAdder outputTokens = new LongAdder();
    final LongAdder costMicros = new LongAdder();
    final LongAdder millis = new LongAdder();

    void note(ModelMeter.Ended call) {
        calls.increment();
        if (call.failed()) {
            failures.increment();
        }
        inputTokens.add(call.inputTokens());
        outputTokens.add(call.outputTokens());
        costMicros.add(call.costMicros());
        millis.add(call.millis());
    }

    /** One figure by the name of its gauge. */
    double value(String name) {
        return switch (name) {
            case "guichet.models.calls" -> calls.sum();
            case "guichet.models.failures" -> failures.sum();
            case "guichet.models.tokens.read" -> inputTokens.sum();
            case "guichet.models.tokens.written" -> outputTokens.sum();
            case "guichet.models.cost.euros" -> costMicros.sum() / 1e6;
            default -> millis.sum() / 1e3;
        };
    }
}
