package io.guichet.answering;

import io.guichet.agent.ResolvedConfiguration;
import io.guichet.answering.models.ModelChoice;
import io.guichet.conversation.History;
import io.guichet.quote.PricedPreQuote;
import io.guichet.spi.sector.PreQuoteDraft.Dwelling;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is needed besides, where the rules alone are no answer.
 *
 * @param history what was said before, oldest first, within the configured window
 * @param fileNames of the files that came with the message
 * @param standing the pre-quote that stands, or null
 * @param quoteSchema JSON Schema of the pre-quotes that a model may propose, or null for none
 */
public record Gathered(
        ResolvedConfiguration configuration,
        List<History.Line> history,
        List<String> fileNames,
        @Nullable PricedPreQuote standing,
        @Nullable String quoteSchema) {

    public Gathered {
        history = List.copyOf(history);
        fileNames = List.copyOf(fileNames);
    }

    ModelChoice choice() {
        return new ModelChoice(
                configuration.model(),
                configuration.fallbackModel(),
                configuration.modelHost(),
                "deployment".equals(configuration.sources().get("model_host")),
                configuration.temperature().doubleValue(),
                configuration.maxTokens());
    }

    /** What the contact certified of the dwelling, as far as a pre-quote has it. */
    Dwelling dwelling() {
        var said = standing == null ? "" : standing.dwelling().toUpperCase(Locale.ROOT);
        return Set.of("OVER_TWO_YEARS", "TWO_YEARS_OR_LESS").contains(said) ? Dwelling.valueOf(said) : Dwelling.UNKNOWN;
    }
}
