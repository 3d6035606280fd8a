package io.guichet.sector.artisan;

import io.guichet.spi.Plugin;
import io.guichet.spi.sector.PriceBook;
import io.guichet.spi.sector.SectorAgent;
import io.guichet.testkit.SectorAgentContract;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The agent keeps the contract of every sector agent. */
class ArtisanAgentTest implements SectorAgentContract {

    @Override
    public SectorAgent agent() {
        return new ArtisanAgent();
    }

    @Override
    public PriceBook priceBook() {
        return ExpertBtp.BOOK;
    }

    @Override
    public List<String> sentences() {
        return List.of(
                "Bonjour",
                "Je souhaite refaire ma salle de bain, douche italienne, carrelage mural et sol",
                "une dizaine de m²",
                "oui",
                "Je n'ai pas de photo",
                "finalement 8 m², et sans la dépose",
                "merci");
    }

    @Test
    void the_plugin_is_found_by_its_service_entry() {
        assertThat(ServiceLoader.load(Plugin.class))
                .singleElement()
                .satisfies(plugin -> assertThat(plugin.id()).isEqualTo("sector-artisan"))
                .satisfies(plugin -> assertThat(plugin.sectorAgents())
                        .extracting(SectorAgent::sector)
                        .containsExactly("artisan"));
    }
}
