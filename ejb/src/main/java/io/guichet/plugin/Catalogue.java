package io.guichet.plugin;

import io.guichet.spi.channel.ChannelProvider;
import io.guichet.spi.model.ModelProvider;
import io.guichet.spi.sector.SectorAgent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The plugins in use at one moment, and how every plugin does. No two of those in use offer the same. */
record Catalogue(List<LoadedPlugin> inUse, List<PluginStatus> statuses) {

    static final Catalogue EMPTY = new Catalogue(List.of(), List.of());

    Catalogue {
        inUse = List.copyOf(inUse);
        statuses = List.copyOf(statuses);
    }

    Optional<Offer<SectorAgent>> sectorAgent(String sector) {
        return find(sector, Capabilities::sectors);
    }

    Optional<Offer<ChannelProvider>> channelProvider(String channel) {
        return find(channel, Capabilities::channels);
    }

    Optional<Offer<ModelProvider>> modelProvider(String name) {
        return find(name, Capabilities::models);
    }

    private <A> Optional<Offer<A>> find(String name, Function<Capabilities, Map<String, A>> offered) {
        for (var plugin : inUse) {
            var agent = offered.apply(plugin.capabilities()).get(name);
            if (agent != null) {
                return Optional.of(new Offer<>(plugin, agent));
            }
        }
        return Optional.empty();
    }
}
