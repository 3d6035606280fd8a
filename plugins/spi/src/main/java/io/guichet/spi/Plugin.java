package io.guichet.spi;

import io.guichet.spi.channel.ChannelProvider;
import io.guichet.spi.model.ModelProvider;
import io.guichet.spi.sector.SectorAgent;
import java.util.List;

/**
 * What an integrator adds to Guichet. The implementation is named in
 * {@code META-INF/services/io.guichet.spi.Plugin}, has a public constructor without parameters, and its manifest says
 * for which SPI it was built: {@code Guichet-Spi-Version: 1}.
 *
 * <p>Each capability is a method that returns nothing by default. The platform asks for them once, after it created the
 * plugin, and may call what they return from many threads at once.
 */
public interface Plugin {

    /** The SPI version of this release. A plugin that was built for another one is quarantined. */
    int SPI_VERSION = 1;

    /** The manifest header in which a plugin says for which SPI version it was built. */
    String SPI_VERSION_HEADER = "Guichet-Spi-Version";

    /**
     * Names the plugin in logs, health and configuration.
     *
     * @return 1 to 64 lower-case letters, digits and hyphens, the same in every release, unique on a server
     */
    String id();

    /** Agents that know a trade. */
    default List<SectorAgent> sectorAgents() {
        return List.of();
    }

    /** Ways to reach a contact and to be reached. */
    default List<ChannelProvider> channelProviders() {
        return List.of();
    }

    /** Language models. */
    default List<ModelProvider> modelProviders() {
        return List.of();
    }

    /** Releases what the plugin holds: called once, when it is removed, replaced, or the server stops. */
    default void close() {}
}
