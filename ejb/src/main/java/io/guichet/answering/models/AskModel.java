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

    /** One call, from before it is made. */
    private record Call(
            CallContext context, UUID id, Target target, int input, boolean paid, Hearing hearing, long began) {

        String provider() {
            return target.provider().name();
        }

        String model() {
            return target.model();
        }
    }

    /**
     * @param hearing hears what is written as it is written; closed when this returns
     * @param deadline of {@link System#nanoTime()}
     */
    Outcome ask(CallContext context, Target target, Prompt prompt, Hearing hearing, long deadline) {
        if (!target.own() && config.prices().lack(target.provider().name(), target.model())) {
            LOG.infof(
                    "GUI1308 %s is not asked: it has no price, and others of its provider cost something",
                    target.name());
            return new Outcome.Failed("no_price");
        }
        var paid = !config.prices().free(target.provider().name(), target.model());
        var call = new Call(context, Ids.next(), target, tokens(target, prompt), paid, hearing, System.nanoTime());
        if (paid && !reserved(call, prompt, deadline)) {
            return new Outcome.Failed("cost_ceiling");
        }
        try {
            return answered(
                    call,
                    circuits.of(target.circuit())
                            .call(() -> calls.complete(target, prompt, hearing, deadline), Completion.class));
        } catch (CircuitBreakerOpenException e) {
            return unsent(call, "open_circuit");
        } catch (BulkheadException e) {
            return unsent(call, "too_many_calls");
        } catch (CallFailed e) {
            LOG.infof("GUI1304 %s did not answer: %s, %s", target.name(), e.reason(), e.getMessage());
            return failed(call, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return written(call, 0, 0, "timed_out");
        } catch (Exception e) {
            LOG.warnf(e, "GUI1305 %s could not be asked", target.name());
            return written(call, 0, 0, "failed");
        } finally {
            hearing.close();
        }
    }

    private boolean reserved(Call call, Prompt prompt, long deadline) {
        var most = config.prices().micros(call.provider(), call.model(), call.input(), prompt.maxTokens());
        var left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
        return meter.reserve(call.context(), call.id(), most, left.plus(GRACE));
    }

    /** A model that ended without a word has worked, and so has its server: the question alone has no answer. */
    private Outcome answered(Call call, Completion completion) {
        var output =
                completion.outputTokens() > 0 ? completion.outputTokens() : count(call.target(), completion.text());
        var input = completion.inputTokens() > 0 ? completion.inputTokens() : call.input();
        var ending = completion.ending();
        var refused = ending == Completion.Ending.REFUSED;
        var empty = completion.text().isBlank() && !refused;
        var failed =
                written(call, input, output, empty ? "empty" : ending.name().toLowerCase(Locale.ROOT));
        return empty || refused
                ? failed
                : new Outcome.Answered(completion.text(), ending == Completion.Ending.CUT_OFF, input, output);
    }

    /** A server that was too slow, or broke off, has read what it was sent: so much is counted. */
    private Outcome failed(Call call, CallFailed failure) {
        var heard = call.hearing().anything();
        var worked = switch (failure.reason()) {
            case TIMED_OUT, BROKEN -> true;
            case UNREACHABLE, OVERLOADED, REFUSED, UNSUPPORTED -> heard;
        };
        var output = heard ? count(call.target(), call.hearing().text()) : 0;
        return written(
                call, worked ? call.input() : 0, output, failure.reason().name().toLowerCase(Locale.ROOT));
    }

    private Outcome unsent(Call call, String reason) {
        if (call.paid()) {
            meter.release(call.context(), call.id());
        }
        return new Outcome.Failed(reason);
    }

    /** Writes down how it ended. What a model wrote is not lost where that fails; what was set aside lapses. */
    private Outcome written(Call call, int input, int output, String outcome) {
        var ended = new ModelMeter.Ended(
                call.id(),
                call.provider(),
                call.model(),
                call.target().own(),
                input,
                output,
                config.prices().micros(call.provider(), call.model(), input, output),
                Duration.ofNanos(System.nanoTime() - call.began()).toMillis(),
                outcome);
        tally.note(ended);
        try {
            meter.settle(call.context(), ended);
        } catch (RuntimeException e) {
            LOG.errorf(
                    e,
                    "GUI1306 a call of %s that cost %d millionths of a euro could not be written down",
                    call.target().name(),
                    ended.costMicros());
        }
        return new Outcome.Failed(outcome);
    }

    private static int tokens(Target target, Prompt prompt) {
        var schema = prompt.jsonSchema();
        return count(target, prompt.system())
                + prompt.messages().stream()
                        .mapToInt(message -> count(target, message.text()))
                        .sum()
                + (schema == null ? 0 : count(target, schema));
    }

    /** A plugin that cannot count stops nobody from asking. */
    private static int count(Target target, String text) {
        try {
            return Math.max(0, target.provider().countTokens(target.model(), text));
        } catch (RuntimeException e) {
            LOG.debugf(e, "GUI1307 %s does not count", target.name());
            return text.length() / 3 + 1;
        }
    }
}
