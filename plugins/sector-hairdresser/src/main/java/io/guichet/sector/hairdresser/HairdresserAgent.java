package io.guichet.sector.hairdresser;

import io.guichet.spi.sector.SectorAgent;
import io.guichet.spi.sector.Turn;
import io.guichet.spi.sector.TurnRequest;
import io.guichet.words.Items;
import io.guichet.words.Sentence;

/** Reads what the contact wrote, then decides what comes next. */
final class HairdresserAgent implements SectorAgent {

    @Override
    public String sector() {
        return "hairdresser";
    }

    @Override
    public Turn answer(TurnRequest request) {
        var items = new Items(request.priceBook());
        var before = Visit.of(request.known(), request.priceBook());
        var said = new Reading(items, before, request.business(), Sentence.of(request.text())).understand();
        return new Dialogue(request, items, before).answer(said);
    }
}
