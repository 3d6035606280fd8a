package io.guichet.answering;

import io.guichet.spi.sector.Facts;
import io.guichet.spi.sector.PreQuoteDraft;
import io.guichet.spi.sector.Turn;
import io.guichet.spi.sector.Turn.Action;
import io.guichet.spi.sector.Turn.HandOverReason;
import io.guichet.spi.sector.Turn.Part;
import java.util.ArrayList;
import java.util.List;

/** Puts an answer that was found elsewhere together with what a sector agent goes on with. Pure. */
final class Compose {

    private Compose() {}

    /**
     * An answer, then what the agent goes on with. Where it learned nothing its excuse makes way, nothing was
     * misunderstood, and what was known before stays.
     */
    static Turn answered(String answer, Turn turn, Facts before) {
        return learned(turn)
                ? together(answer, turn, turn.say(), turn.known())
                : together(answer, turn, rest(turn), before);
    }

    /** An answer, then a turn that was made of the same message in other words. */
    static Turn restated(String answer, Turn turn) {
        return together(answer, turn, turn.say(), turn.known());
    }

    /** The same turn with a pre-quote of a model's: the items are its, the prices are not. */
    static Turn proposing(String answer, PreQuoteDraft draft, Facts known) {
        return new Turn(
                List.of(new Part.Text(answer), new Part.PreQuote()), known, List.of(new Action.ProposePreQuote(draft)));
    }

    /** One sentence of the platform's, and nothing is done. */
    static Turn saying(String sentence, Facts known) {
        return new Turn(List.of(new Part.Text(sentence)), known, List.of());
    }

    /** What the agent asks next, as it says it; empty where it asks nothing. */
    static String nextQuestion(Turn turn) {
        var texts = (learned(turn) ? turn.say() : rest(turn))
                .stream()
                        .filter(p -> p instanceof Part.Text)
                        .map(p -> ((Part.Text) p).text())
                        .toList();
        return texts.isEmpty() ? "" : texts.getLast();
    }

    /** Whether a person was asked for: then nothing else is looked for. */
    static boolean asksForAPerson(Turn turn) {
        return turn.actions().contains(new Action.HandOver(HandOverReason.ASKED_FOR_A_PERSON));
    }

    /** Whether a turn does nothing but to price what is wanted. */
    static boolean onlyPrices(Turn turn) {
        return turn.actions().stream()
                .allMatch(a -> a instanceof Action.ProposePreQuote || a instanceof Action.CompleteProject);
    }

    private static boolean learned(Turn turn) {
        return switch (turn.understanding()) {
            case UNDERSTOOD, PARTLY -> true;
            case QUESTION, NOT_UNDERSTOOD -> turn.actions().stream().anyMatch(a -> !(a instanceof Action.HandOver));
        };
    }

    private static List<Part> rest(Turn turn) {
        var rest = new ArrayList<>(turn.say());
        for (var i = 0; i < rest.size(); i++) {
            if (rest.get(i) instanceof Part.Text) {
                rest.remove(i);
                break;
            }
        }
        return rest;
    }

    private static Turn together(String answer, Turn turn, List<Part> rest, Facts known) {
        var say = new ArrayList<Part>();
        if (!answer.isBlank()) {
            say.add(new Part.Text(answer));
        }
        say.addAll(rest);
        var actions = turn.actions().stream()
                .filter(a -> !a.equals(new Action.HandOver(HandOverReason.NOT_UNDERSTOOD)))
                .toList();
        return new Turn(say.isEmpty() ? turn.say() : say, known, actions, turn.understanding());
    }
}
