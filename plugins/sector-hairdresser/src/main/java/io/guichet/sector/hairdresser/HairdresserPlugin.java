package io.guichet.sector.hairdresser;

import io.guichet.spi.Plugin;
import io.guichet.spi.sector.SectorAgent;
import java.util.List;

/** Brings the agent of the sector {@code hairdresser}. */
public final class HairdresserPlugin implements Plugin {

    @Override
    public String id() {
        return "sector-hairdresser";
    }

    @Override
    public List<SectorAgent> sectorAgents() {
        return List.of(new HairdresserAgent());
    }
}
