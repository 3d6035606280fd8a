package io.guichet.plugin;

import io.guichet.plugin.PluginStatus.Capability;
import io.guichet.plugin.PluginStatus.Kind;
import io.guichet.spi.Plugin;
import io.guichet.spi.channel.ChannelProvider;
import io.guichet.spi.model.ModelProvider;
import io.guichet.spi.sector.SectorAgent;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What one plugin offers, by the names that it gave when it started. */
record Capabilities(
        Map<String, SectorAgent> sectors, Map<String, ChannelProvider> channels, Map<String, ModelProvider> models) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");

    /** Asks a plugin. Runs its code. */
    static Capabilities of(Plugin plugin) throws Refused {
        return new Capabilities(
                byName(Kind.SECTOR, plugin.sectorAgents(), SectorAgent::sector),
                byName(Kind.CHANNEL, plugin.channelProviders(), ChannelProvider::channel),
                byName(Kind.MODEL, plugin.modelProviders(), ModelProvider::name));
    }

    List<Capability> list() {
        return Stream.of(
                        named(Kind.SECTOR, sectors.keySet()),
                        named(Kind.CHANNEL, channels.keySet()),
                        named(Kind.MODEL, models.keySet()))
                .flatMap(List::stream)
                .toList();
    }

    private static <A> Map<String, A> byName(Kind kind, List<A> offered, Function<A, String> name) throws Refused {
        var byName = new LinkedHashMap<String, A>();
        for (var each : Objects.requireNonNull(offered, () -> "the list of each " + kind + " is null")) {
            var capability = new Capability(kind, String.valueOf(name.apply(each)));
            if (!NAME.matcher(capability.name()).matches()) {
                throw new Refused(
                        QuarantineReason.INVALID_CAPABILITY,
                        capability + " is not named with 1 to 64 lower-case letters, digits and hyphens");
            }
            if (byName.put(capability.name(), each) != null) {
                throw new Refused(
                        QuarantineReason.DUPLICATE_CAPABILITY, capability + " is offered twice by one plugin");
            }
        }
        return Collections.unmodifiableMap(byName);
    }

    private static List<Capability> named(Kind kind, Collection<String> names) {
        return names.stream().map(name -> new Capability(kind, name)).toList();
    }
}
