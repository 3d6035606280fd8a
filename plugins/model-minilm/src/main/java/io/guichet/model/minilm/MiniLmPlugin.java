package io.guichet.model.minilm;

import io.guichet.spi.Plugin;
import io.guichet.spi.model.ModelProvider;
import java.util.List;

/** Offers the provider {@code minilm}. */
public final class MiniLmPlugin implements Plugin {

    private final MiniLmProvider provider = new MiniLmProvider();

    @Override
    public String id() {
        return "model-minilm";
    }

    @Override
    public List<ModelProvider> modelProviders() {
        return List.of(provider);
    }

    @Override
    public void close() {
        provider.close();
    }
}
