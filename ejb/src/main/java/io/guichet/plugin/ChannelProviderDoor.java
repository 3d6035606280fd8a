package io.guichet.plugin;

import io.guichet.spi.channel.ChannelProvider;
import io.guichet.spi.channel.Delivery;
import io.guichet.spi.channel.HookRefused;
import io.guichet.spi.channel.HookRequest;
import io.guichet.spi.channel.InboundEvent;
import io.guichet.spi.channel.OutboundMessage;
import io.guichet.spi.config.ConfigProperty;
import io.guichet.spi.config.Settings;
import java.util.List;

/** A channel provider as the platform calls it. Lists are copied: a plugin's own list class would pin its loader. */
record ChannelProviderDoor(Door<ChannelProvider> door) implements ChannelProvider {

    @Override
    public String channel() {
        return door.capability().name();
    }

    @Override
    public List<ConfigProperty> settings() {
        return door.call(provider -> List.copyOf(provider.settings()));
    }

    @Override
    public Delivery send(Settings settings, OutboundMessage message) {
        try {
            return door.call(provider -> provider.send(settings, message));
        } catch (PluginGone e) {
            return new Delivery.Rejected(Delivery.Reason.PROVIDER_DOWN, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public List<InboundEvent> receive(Settings settings, HookRequest request) throws HookRefused {
        return door.<List<InboundEvent>, HookRefused>call(provider -> List.copyOf(provider.receive(settings, request)));
    }
}
