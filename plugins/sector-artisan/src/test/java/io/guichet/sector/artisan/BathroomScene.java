package io.guichet.sector.artisan;

import io.guichet.spi.sector.PreQuoteDraft;
import io.guichet.spi.sector.Turn;
import io.guichet.spi.sector.Turn.Action;
import io.guichet.spi.sector.Turn.Part;
import io.guichet.testkit.Conversation;
import java.util.List;
import java.util.stream.Collectors;

/** A conversation about a bathroom, and what it came to. */
class BathroomScene {

    static final String BATHROOM =
            "Je souhaite refaire ma salle de bain, 8m², douche italienne, carrelage mural et sol";
    static final String DWELLING = "Votre logement a-t-il plus de deux ans ?";
    static final String PHOTOS = "Pouvez-vous m'envoyer quelques photos de l'existant ?";
    static final String VAT = "Si votre logement a plus de deux ans, dites-le-moi : la TVA passe à 10 %.";
    static final String FIVE_LINES = "DEP-EXIST=1 PLO-BAIN=1 CAR-SOL=8 CAR-MUR=20 SAN-DITAL=1";

    final Conversation talk = Conversation.with(new ArtisanAgent(), ExpertBtp.BOOK);

    void quoted() {
        talk.says(BATHROOM);
        talk.says("oui");
        talk.says("Je n'ai pas de photo");
    }

    static List<String> texts(Turn turn) {
        return turn.say().stream()
                .filter(Part.Text.class::isInstance)
                .map(part -> ((Part.Text) part).text())
                .toList();
    }

    static PreQuoteDraft draft(Turn turn) {
        return turn.actions().stream()
                .filter(Action.ProposePreQuote.class::isInstance)
                .map(action -> ((Action.ProposePreQuote) action).draft())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no pre-quote in " + turn));
    }

    static String lines(PreQuoteDraft draft) {
        return draft.lines().stream()
                .map(line -> line.code() + "=" + line.quantity().toPlainString())
                .collect(Collectors.joining(" "));
    }
}
