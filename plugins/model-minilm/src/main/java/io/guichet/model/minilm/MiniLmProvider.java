package io.guichet.model.minilm;

import io.guichet.spi.config.ConfigProperty;
import io.guichet.spi.model.Completion;
import io.guichet.spi.model.Embeddings;
import io.guichet.spi.model.ModelProvider;
import io.guichet.spi.model.ModelServer;
import io.guichet.spi.model.ModelUnavailable;
import io.guichet.spi.model.ModelUnavailable.Reason;
import io.guichet.spi.model.Prompt;
import java.util.List;

/** One model of vectors, which the plugin brings. */
final class MiniLmProvider implements ModelProvider {

    static final String MODEL = "all-minilm-l6-v2-q";

    private final LoadedNetwork network = new LoadedNetwork();

    @Override
    public String name() {
        return "minilm";
    }

    @Override
    public List<ConfigProperty> settings() {
        return List.of();
    }

    @Override
    public Completion complete(ModelServer server, Prompt prompt) throws ModelUnavailable {
        throw new ModelUnavailable(Reason.UNSUPPORTED, "the provider minilm makes vectors alone", null);
    }

    @Override
    public Embeddings embed(ModelServer server, String name, List<String> texts) throws ModelUnavailable {
        if (!name.equals(MODEL)) {
            throw new ModelUnavailable(Reason.REFUSED, "the one model of minilm is " + MODEL, null);
        }
        return network.embed(MODEL, () -> Network.bundled(MODEL), "", texts);
    }

    @Override
    public int countTokens(String name, String text) {
        return network.tokens(text).orElseGet(() -> ModelProvider.super.countTokens(name, text));
    }

    /** Waits for those who compute, and lets the model go. */
    void close() {
        network.close();
    }
}
