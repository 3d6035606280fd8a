package io.guichet.plugin;

import io.guichet.plugin.PluginStatus.Capability;
import io.guichet.plugin.PluginStatus.Kind;
import io.guichet.spi.channel.ChannelProvider;
import io.guichet.spi.model.ModelProvider;
import io.guichet.spi.sector.SectorAgent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/**
 * What plugins offer at this moment. What is handed out may be kept: each call goes to whoever offers it then, with the
 * plugin's class loader as the thread's, and keeps that plugin open until it ends. What a plugin throws comes through
 * as it is. Once nobody offers it, a sector agent throws {@link PluginGone}, a channel answers that the message was
 * rejected, a model is unavailable. No time limit is set on a call.
 */
@ApplicationScoped
public class Plugins {

    @Inject
    PluginDirectory directory;

    public Optional<SectorAgent> sectorAgent(String sector) {
        if (directory.catalogue().sectorAgent(sector).isEmpty()) {
            return Optional.empty();
        }
        var capability = new Capability(Kind.SECTOR, sector);
        return Optional.of(new SectorAgentDoor(
                new Door<>(capability, () -> directory.catalogue().sectorAgent(sector))));
    }

    public Optional<ChannelProvider> channelProvider(String channel) {
        if (directory.catalogue().channelProvider(channel).isEmpty()) {
            return Optional.empty();
        }
        var capability = new Capability(Kind.CHANNEL, channel);
        return Optional.of(new ChannelProviderDoor(
                new Door<>(capability, () -> directory.catalogue().channelProvider(channel))));
    }

    public Optional<ModelProvider> modelProvider(String name) {
        if (directory.catalogue().modelProvider(name).isEmpty()) {
            return Optional.empty();
        }
        var capability = new Capability(Kind.MODEL, name);
        return Optional.of(new ModelProviderDoor(
                new Door<>(capability, () -> directory.catalogue().modelProvider(name))));
    }

    /** Names of all models' providers, in order. */
    public List<String> modelProviders() {
        return directory.catalogue().inUse().stream()
                .flatMap(plugin -> plugin.capabilities().models().keySet().stream())
                .sorted()
                .toList();
    }

    /** Every file or folder that was tried, by name. */
    public List<PluginStatus> statuses() {
        return directory.catalogue().statuses();
    }

    /** Whether every plugin that was there at the start is in use or in quarantine. */
    public boolean ready() {
        return directory.ready();
    }
}
