package io.guichet.sector.hairdresser;

import io.guichet.spi.Plugin;
import io.guichet.spi.sector.Business;
import io.guichet.spi.sector.PriceBook;
import io.guichet.spi.sector.SectorAgent;
import io.guichet.testkit.SectorAgentContract;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The agent keeps the contract of every sector agent. */
class HairdresserAgentTest implements SectorAgentContract {

    @Override
    public SectorAgent agent() {
        return new HairdresserAgent();
    }

    @Override
    public PriceBook priceBook() {
        return Salon.BOOK;
    }

    @Override
    public Business business() {
        return Salon.open();
    }

    @Override
    public List<String> sentences() {
        return List.of(
                "Bonjour",
                "Vous êtes ouverts samedi ?",
                "Une coupe femme et un brushing",
                "samedi matin",
                "le deuxième",
                "Julie Petit, 06 12 34 56 78",
                "Un autre créneau",
                "mardi à 14h",
                "Oui, je confirme",
                "merci");
    }

    @Test
    void the_plugin_is_found_by_its_service_entry() {
        assertThat(ServiceLoader.load(Plugin.class))
                .singleElement()
                .satisfies(plugin -> assertThat(plugin.id()).isEqualTo("sector-hairdresser"))
                .satisfies(plugin ->
                        assertThat(plugin.sectorAgents().getFirst().sector()).isEqualTo("hairdresser"));
    }
}
