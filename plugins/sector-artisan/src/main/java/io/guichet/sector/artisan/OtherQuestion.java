package io.guichet.sector.artisan;

import io.guichet.sector.artisan.Understanding.Signal;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether the contact asks what these rules have no answer to: of insurance, of the region, of delays. What asks for a
 * price, for a person or for works is none of it. Pure.
 */
final class OtherQuestion {

    /** More questions than this in one message are read no further. */
    private static final int MOST = 20;

    private static final Pattern ENDS = Pattern.compile("[.!;\\n…]+|(?<=[?？])");
    private static final Pattern ASKS = Pattern.compile(
            "^(et |mais |and |but |bonjour |hello |hi )?(est-ce qu|est ce qu|qu'est-ce|etes-vous|etes vous|avez-vous|avez vous"
                    + "|faites-vous|faites vous|pouvez-vous|pouvez vous|acceptez-vous|acceptez vous|proposez-vous"
                    + "|proposez vous|intervenez-vous|intervenez vous|travaillez-vous|travaillez vous|vous intervenez"
                    + "|dans quel|de quel|quels? |quelles? |pourquoi |comment se passe|combien de temps|sous combien"
                    + "|sous quel|do you|are you|can you|could you|is there|are there|have you|what |where do|where are"
                    + "|when do|when can|how do|how long|why )");
    private static final int LONGEST = 2_000;
    private static final Set<Signal> BESIDE = EnumSet.of(Signal.GREETS, Signal.THANKS, Signal.AGREES);

    private final Catalogue catalogue;
    private final Project before;

    OtherQuestion(Catalogue catalogue, Project before) {
        this.catalogue = catalogue;
        this.before = before;
    }

    boolean isIn(String text) {
        var read = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        return ENDS.splitAsStream(read)
                .map(String::strip)
                .filter(OtherQuestion::asks)
                .limit(MOST)
                .anyMatch(this::isElse);
    }

    private static boolean asks(String clause) {
        return clause.chars().filter(Character::isLetter).count() >= 3
                && (clause.endsWith("?")
                        || clause.endsWith("？")
                        || ASKS.matcher(Scanner.fold(clause) + " ").find());
    }

    private boolean isElse(String clause) {
        var said = new Reading(catalogue, before, Sentence.of(clause)).understand();
        return !said.describesWorks() && said.dwelling().isEmpty() && BESIDE.containsAll(said.signals());
    }
}
