package io.guichet.plugin;

import io.guichet.spi.config.ConfigProperty;
import io.guichet.spi.model.Completion;
import io.guichet.spi.model.Embeddings;
import io.guichet.spi.model.ModelProvider;
import io.guichet.spi.model.ModelServer;
import io.guichet.spi.model.ModelUnavailable;
import io.guichet.spi.model.ModelUnavailable.Reason;
import io.guichet.spi.model.Prompt;
import io.guichet.spi.model.TextUse;
import java.util.List;
import java.util.function.Consumer;

/** A model provider as the platform calls it. Lists are copied: a plugin's own list class would pin its loader. */
record ModelProviderDoor(Door<ModelProvider> door) implements ModelProvider {

    @Override
    public String name() {
        return door.capability().name();
    }

    @Override
    public List<ConfigProperty> settings() {
        try {
            return door.call(provider -> List.copyOf(provider.settings()));
        } catch (PluginGone e) {
            return List.of();
        }
    }

    @Override
    public Completion complete(ModelServer server, Prompt prompt) throws ModelUnavailable {
        return unlessGone(provider -> provider.complete(server, prompt));
    }

    @Override
    public Completion stream(ModelServer server, Prompt prompt, Consumer<String> onText) throws ModelUnavailable {
        var outside = Door.outside(onText);
        return unlessGone(provider -> provider.stream(server, prompt, outside));
    }

    @Override
    public Embeddings embed(ModelServer server, String model, List<String> texts) throws ModelUnavailable {
        return unlessGone(provider -> provider.embed(server, model, texts));
    }

    @Override
    public Embeddings embed(ModelServer server, String model, List<String> texts, TextUse use) throws ModelUnavailable {
        return unlessGone(provider -> provider.embed(server, model, texts, use));
    }

    @Override
    public int countTokens(String model, String text) {
        try {
            return door.call(provider -> provider.countTokens(model, text));
        } catch (PluginGone e) {
            return ModelProvider.super.countTokens(model, text);
        }
    }

    private <R> R unlessGone(Door.Call<ModelProvider, R, ModelUnavailable> call) throws ModelUnavailable {
        try {
            return door.call(call);
        } catch (PluginGone e) {
            throw new ModelUnavailable(Reason.UNSUPPORTED, String.valueOf(e.getMessage()), e);
        }
    }
}
