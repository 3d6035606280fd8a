package io.guichet.sector.restaurant;

import io.guichet.spi.Plugin;
import io.guichet.spi.sector.SectorAgent;
import java.util.List;

/** Brings the agent of the sector {@code restaurant}. */
public final class RestaurantPlugin implements Plugin {

    @Override
    public String id() {
        return "sector-restaurant";
    }

    @Override
    public List<SectorAgent> sectorAgents() {
        return List.of(new RestaurantAgent());
    }
}
