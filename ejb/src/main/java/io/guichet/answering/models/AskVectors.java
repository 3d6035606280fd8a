package io.guichet.answering.models;

import io.guichet.kernel.CallContext;
import io.guichet.knowledge.EmbeddingTooDear;
import io.guichet.spi.model.Embeddings;
import io.guichet.spi.model.ModelProvider;
import io.guichet.spi.model.TextUse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jspecify.annotations.Nullable;

/**
 * Asks a model for vectors once: under the day's ceiling of whose texts they are, through its server's circuit, and written
 * down once. What is computed in this process, and has no price, is not written down at all.
 */
@ApplicationScoped
class AskVectors {

    @Inject
    Circuits circuits;

    @Inject
    PluginCalls calls;

    @Inject
    MeteredCalls metered;

    @Inject
    ModelsConfig config;

    /**
     * What vectors are wanted of.
     *
     * @param owner who pays; null for the platform
     * @param deadline of {@link System#nanoTime()}
     */
    record Asked(@Nullable CallContext owner, Target target, TextUse use, long deadline) {}

    /**
     * @throws EmbeddingTooDear if the owner's day has no room for it
     * @throws CallFailed if the model does not answer until then
     */
    Embeddings ask(Asked asked, List<String> texts) throws Exception {
        var target = asked.target();
        if (costsNobody(target)) {
            return made(asked, texts, failed -> {});
        }
        var input = texts.stream().mapToInt(target::tokens).sum();
        var call = metered.begin(asked.owner(), target, input, 0, asked.deadline())
                .orElseThrow(() -> new EmbeddingTooDear("the day's ceiling has no room for " + target.name()));
        var last = new AtomicReference<@Nullable CallFailed>();
        try {
            var made = made(asked, texts, last::set);
            var read = made.inputTokens() > 0 ? made.inputTokens() : input;
            if (asked.use() == TextUse.ASKED) {
                metered.answered(call, read, 0, "complete");
            } else {
                metered.ended(call, read, 0, "complete");
            }
            return made;
        } catch (CircuitBreakerOpenException | BulkheadException e) {
            metered.unsent(call);
            throw e;
        } catch (CallFailed e) {
            metered.ended(call, e.read() ? input : 0, 0, e.reason().name().toLowerCase(Locale.ROOT));
            throw e;
        } catch (InterruptedException e) {
            var failed = last.get();
            metered.ended(call, failed != null && failed.read() ? input : 0, 0, "timed_out");
            throw e;
        } catch (Exception e) {
            metered.ended(call, 0, 0, "failed");
            throw e;
        }
    }

    /**
     * @param onFailure hears of each try that failed: of one whose thread was interrupted the circuit says no more than that
     */
    private Embeddings made(Asked asked, List<String> texts, Consumer<CallFailed> onFailure) throws Exception {
        return circuits.of("vectors " + asked.target().circuit())
                .call(
                        () -> {
                            try {
                                return calls.embed(asked, texts);
                            } catch (CallFailed e) {
                                onFailure.accept(e);
                                throw e;
                            }
                        },
                        Embeddings.class);
    }

    private boolean costsNobody(Target target) {
        return target.settings().get(ModelProvider.BASE_URL).isEmpty()
                && config.prices().free(target.provider().name(), target.model());
    }
}
