package io.guichet.model.anthropic;

import io.guichet.spi.Plugin;
import io.guichet.spi.model.ModelProvider;
import java.util.List;

/** Offers the provider {@code anthropic}. */
public final class AnthropicPlugin implements Plugin {

    @Override
    public String id() {
        return "model-anthropic";
    }

    @Override
    public List<ModelProvider> modelProviders() {
        return List.of(new AnthropicProvider());
    }
}
