package io.guichet.plugin;

import io.guichet.spi.config.ConfigProperty;
import io.guichet.spi.config.Settings;
import io.guichet.spi.model.Completion;
import io.guichet.spi.model.ModelProvider;
import io.guichet.spi.model.ModelUnavailable;
import io.guichet.spi.model.Prompt;
import java.util.List;
import java.util.function.Consumer;

/** A model provider as the platform calls it. */
record ModelProviderDoor(Door<ModelProvider> door) implements ModelProvider {

    @Override
    public String name() {
        return door.capability().name();
    }

    @Override
    public List<ConfigProperty> settings() {
        return door.call(provider -> List.copyOf(provider.settings()));
    }

    @Override
    public Completion complete(Settings settings, Prompt prompt) throws ModelUnavailable {
        return unlessGone(provider -> provider.complete(settings, prompt));
    }

    @Override
    public Completion stream(Settings settings, Prompt prompt, Consumer<String> onText) throws ModelUnavailable {
        var outside = Door.outside(onText);
        return unlessGone(provider -> provider.stream(settings, prompt, outside));
    }

    private Completion unlessGone(Door.Call<ModelProvider, Completion, ModelUnavailable> call) throws ModelUnavailable {
        try {
            return door.call(call);
        } catch (PluginGone e) {
            throw new ModelUnavailable(String.valueOf(e.getMessage()), e);
        }
    }
}
