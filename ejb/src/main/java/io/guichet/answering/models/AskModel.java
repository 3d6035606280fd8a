package io.guichet.answering.models;

import io.guichet.kernel.CallContext;
import io.guichet.spi.model.Completion;
import io.guichet.spi.model.Prompt;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jboss.logging.Logger;

/** Asks one model: under the day's ceiling, through its server's circuit, and written down once. */
@ApplicationScoped
class AskModel {

    private static final Logger LOG = Logger.getLogger(AskModel.class);

    @Inject
    Circuits circuits;

    @Inject
    PluginCalls calls;

    @Inject
    MeteredCalls metered;

    @Inject
    ModelsConfig config;

    /** One call, and what is heard of its answer. */
    private record Call(MeteredCalls.Call metered, Hearing hearing) {

        Target target() {
            return metered.target();
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
        var begun = metered.begin(context, target, tokens(target, prompt), prompt.maxTokens(), deadline);
        if (begun.isEmpty()) {
            return new Outcome.Failed("cost_ceiling");
        }
        var call = new Call(begun.get(), hearing);
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

    /** A model that ended without a word has worked, and so has its server: the question alone has no answer. */
    private Outcome answered(Call call, Completion completion) {
        var output = completion.outputTokens() > 0
                ? completion.outputTokens()
                : call.target().tokens(completion.text());
        var input = completion.inputTokens() > 0
                ? completion.inputTokens()
                : call.metered().input();
        var ending = completion.ending();
        var refused = ending == Completion.Ending.REFUSED;
        var empty = completion.text().isBlank() && !refused;
        var outcome = empty ? "empty" : ending.name().toLowerCase(Locale.ROOT);
        if (empty || refused) {
            return written(call, input, output, outcome);
        }
        metered.answered(call.metered(), input, output, outcome);
        return new Outcome.Answered(completion.text(), ending == Completion.Ending.CUT_OFF, input, output);
    }

    /** What a server has read is counted, and what was heard of its answer. */
    private Outcome failed(Call call, CallFailed failure) {
        var heard = call.hearing().anything();
        var output = heard ? call.target().tokens(call.hearing().text()) : 0;
        return written(
                call,
                heard || failure.read() ? call.metered().input() : 0,
                output,
                failure.reason().name().toLowerCase(Locale.ROOT));
    }

    private Outcome unsent(Call call, String reason) {
        metered.unsent(call.metered());
        return new Outcome.Failed(reason);
    }

    private Outcome written(Call call, int input, int output, String outcome) {
        metered.ended(call.metered(), input, output, outcome);
        return new Outcome.Failed(outcome);
    }

    private static int tokens(Target target, Prompt prompt) {
        var schema = prompt.jsonSchema();
        return target.tokens(prompt.system())
                + prompt.messages().stream()
                        .mapToInt(message -> target.tokens(message.text()))
                        .sum()
                + (schema == null ? 0 : target.tokens(schema));
    }
}
