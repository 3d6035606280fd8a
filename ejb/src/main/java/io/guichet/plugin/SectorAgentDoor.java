package io.guichet.plugin;

import io.guichet.spi.sector.SectorAgent;
import io.guichet.spi.sector.Turn;
import io.guichet.spi.sector.TurnRequest;
import java.util.function.Consumer;

/** A sector agent as the platform calls it. */
record SectorAgentDoor(Door<SectorAgent> door) implements SectorAgent {

    @Override
    public String sector() {
        return door.capability().name();
    }

    @Override
    public Turn answer(TurnRequest request) {
        return door.call(agent -> agent.answer(request));
    }

    @Override
    public Turn answer(TurnRequest request, Consumer<String> words) {
        var outside = Door.outside(words);
        return door.call(agent -> agent.answer(request, outside));
    }
}
