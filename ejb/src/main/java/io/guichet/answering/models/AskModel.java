package io.guichet.answering.models;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.Ids;
import io.guichet.spi.model.Completion;
import io.guichet.spi.model.Prompt;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jboss.logging.Logger;

/** Asks one model: under the day's ceiling, through its server's circuit, and written down once. */
@ApplicationScoped
class AskModel {

    private static final Logger LOG = Logger.getLogger(AskModel.class);
    private static final Duration GRACE = Duration.ofMinutes(1);

    @Inject
    Circuits circuits;

    @Inject
    PluginCalls calls;

    @Inject
    ModelMeter meter;

    @Inject
    ModelTally tally;

    @Inject
    ModelsConfig config;

    /**
     * @param hearing hears what is written as it is written; closed when this returns
     * @param deadline of {@link System#nanoTime()}
     */
    Outcome ask(CallContext context, Target target, Prompt prompt, Hearing hearing, long deadline) {
        var id = Ids.next();
        var input = tokens(target, prompt);
        var prices = config.prices();
        var provider = target.provider().name();
        var paid = !prices.free(provider, target.model());
        if (paid
                && !meter.reserve(
                        context,
                        id,
                        prices.micros(provider, target.model(), input, prompt.maxTokens()),
                        Duration.ofNanos(deadline - System.nanoTime()).plus(GRACE))) {
            return new Outcome.Failed("cost_ceiling");
        }
        var began = System.nanoTime();
        try {
            var completion = circuits.of(target.circuit())
                    .call(() -> calls.complete(target, prompt, hearing, deadline), Completion.class);
            var output = completion.outputTokens() > 0
                    ? completion.outputTokens()
                    : target.provider().countTokens(target.model(), completion.text());
            var read = completion.inputTokens() > 0 ? completion.inputTokens() : input;
            var outcome = completion.ending().name().toLowerCase(Locale.ROOT);
            written(context, id, target, read, output, began, outcome);
            return completion.ending() == Completion.Ending.REFUSED
                    ? new Outcome.Failed(outcome)
                    : new Outcome.Answered(
                            completion.text(), completion.ending() == Completion.Ending.CUT_OFF, read, output);
        } catch (CircuitBreakerOpenException e) {
            return unsent(context, id, paid, "open_circuit");
        } catch (BulkheadException e) {
            return unsent(context, id, paid, "too_many_calls");
        } catch (CallFailed e) {
            LOG.infof("GUI1304 %s did not answer: %s, %s", target.name(), e.reason(), e.getMessage());
            return failed(context, id, target, hearing, input, began, e);
        } catch (Exception e) {
            LOG.warnf(e, "GUI1305 %s could not be asked", target.name());
            written(context, id, target, 0, 0, began, "failed");
            return new Outcome.Failed("failed");
        } finally {
            hearing.close();
        }
    }

    /** A server that was too slow, or broke off, has read what it was sent: so much is counted. */
    private Outcome failed(
            CallContext context, UUID id, Target target, Hearing hearing, int input, long began, CallFailed failure) {
        var worked = switch (failure.reason()) {
            case TIMED_OUT, BROKEN -> true;
            case UNREACHABLE, OVERLOADED, REFUSED, UNSUPPORTED -> hearing.anything();
        };
        var output = hearing.anything() ? target.provider().countTokens(target.model(), hearing.text()) : 0;
        var reason = failure.reason().name().toLowerCase(Locale.ROOT);
        written(context, id, target, worked ? input : 0, output, began, reason);
        return new Outcome.Failed(reason);
    }

    private Outcome unsent(CallContext context, UUID id, boolean reserved, String reason) {
        if (reserved) {
            meter.release(context, id);
        }
        return new Outcome.Failed(reason);
    }

    private void written(
            CallContext context, UUID id, Target target, int input, int output, long began, String outcome) {
        var provider = target.provider().name();
        var call = new ModelMeter.Ended(
                id,
                provider,
                target.model(),
                target.own(),
                input,
                output,
                config.prices().micros(provider, target.model(), input, output),
                Duration.ofNanos(System.nanoTime() - began).toMillis(),
                outcome);
        tally.note(call);
        try {
            meter.settle(context, call);
        } catch (RuntimeException e) {
            // What the model wrote is not lost for it; the reservation lapses.
            LOG.errorf(
                    e, "GUI1306 a call of %s that cost %d could not be written down", target.name(), call.costMicros());
        }
    }

    private static int tokens(Target target, Prompt prompt) {
        var count = target.provider().countTokens(target.model(), prompt.system());
        for (var message : prompt.messages()) {
            count += target.provider().countTokens(target.model(), message.text());
        }
        return prompt.jsonSchema() == null
                ? count
                : count + target.provider().countTokens(target.model(), prompt.jsonSchema());
    }
}
