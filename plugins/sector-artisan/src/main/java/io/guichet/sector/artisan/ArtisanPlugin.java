package io.guichet.sector.artisan;

import io.guichet.spi.Plugin;
import io.guichet.spi.sector.SectorAgent;
import java.util.List;

/** Brings the agent of the sector {@code artisan}. */
public final class ArtisanPlugin implements Plugin {

    @Override
    public String id() {
        return "sector-artisan";
    }

    @Override
    public List<SectorAgent> sectorAgents() {
        return List.of(new ArtisanAgent());
    }
}
