package io.guichet.model.mistral;

import io.guichet.spi.Plugin;
import io.guichet.spi.model.ModelProvider;
import java.util.List;

/** Offers the provider {@code mistral}. */
public final class MistralPlugin implements Plugin {

    @Override
    public String id() {
        return "model-mistral";
    }

    @Override
    public List<ModelProvider> modelProviders() {
        return List.of(new MistralProvider());
    }
}
