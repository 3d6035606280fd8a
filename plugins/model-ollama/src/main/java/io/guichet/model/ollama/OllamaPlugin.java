package io.guichet.model.ollama;

import io.guichet.spi.Plugin;
import io.guichet.spi.model.ModelProvider;
import java.util.List;

/** Offers the provider {@code ollama}. */
public final class OllamaPlugin implements Plugin {

    @Override
    public String id() {
        return "model-ollama";
    }

    @Override
    public List<ModelProvider> modelProviders() {
        return List.of(new OllamaProvider());
    }
}
