package io.guichet.sector.artisan;

import io.guichet.spi.sector.SectorAgent;
import io.guichet.spi.sector.Turn;
import io.guichet.spi.sector.TurnRequest;

/** Reads what the contact wrote, then decides what comes next. */
final class ArtisanAgent implements SectorAgent {

    @Override
    public String sector() {
        return "artisan";
    }

    @Override
    public Turn answer(TurnRequest request) {
        var catalogue = Catalogue.of(request.priceBook());
        var before = Project.of(request.known());
        var understanding = new Reading(catalogue, before, Sentence.of(request.text())).understand();
        var asksElse = new OtherQuestion(catalogue, before).isIn(request.text());
        return new Dialogue(request, catalogue, before, asksElse).answer(understanding);
    }
}
