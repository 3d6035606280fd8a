package io.guichet.sector.restaurant;

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
class RestaurantAgentTest implements SectorAgentContract {

    @Override
    public SectorAgent agent() {
        return new RestaurantAgent();
    }

    @Override
    public PriceBook priceBook() {
        return Bistro.BOOK;
    }

    @Override
    public Business business() {
        return Bistro.open();
    }

    @Override
    public List<String> sentences() {
        return List.of(
                "Bonjour",
                "Vous êtes ouverts ce soir ?",
                "Deux margherita et un tiramisu",
                "à 19h30",
                "Martin, 06 12 34 56 78",
                "finalement trois margherita",
                "Oui, je confirme",
                "annulez ma commande",
                "merci");
    }

    @Test
    void the_plugin_is_found_by_its_service_entry() {
        assertThat(ServiceLoader.load(Plugin.class))
                .singleElement()
                .satisfies(plugin -> assertThat(plugin.id()).isEqualTo("sector-restaurant"))
                .satisfies(plugin ->
                        assertThat(plugin.sectorAgents().getFirst().sector()).isEqualTo("restaurant"));
    }
}
