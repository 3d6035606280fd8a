package io.guichet.model.openai;

import io.guichet.spi.Plugin;
import io.guichet.spi.model.ModelProvider;
import java.util.List;

/** Offers the provider {@code openai}. */
public final class OpenAiPlugin implements Plugin {

    @Override
    public String id() {
        return "model-openai";
    }

    @Override
    public List<ModelProvider> modelProviders() {
        return List.of(new OpenAiProvider());
    }
}
