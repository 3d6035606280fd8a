package io.guichet.sector.artisan;

import io.guichet.sector.artisan.Understanding.Signal;
import io.guichet.spi.sector.PreQuoteDraft.Dwelling;
import io.guichet.spi.sector.PriceItem;
import io.guichet.spi.sector.Turn;
import io.guichet.spi.sector.Turn.Action;
import io.guichet.spi.sector.Turn.HandOverReason;
import io.guichet.spi.sector.Turn.Part;
import io.guichet.spi.sector.TurnRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides what comes next. It asks only for what the price needs and is missing, one question a turn, in this order:
 * the project, its measures, the age of the dwelling, photos. Then it proposes the pre-quote, and again after every
 * message that changes it. Pure.
 */
final class Dialogue {

    /** A measure that the contact overlooked is asked for once more, no oftener. */
    private static final int MEASURES_ARE_ASKED = 2;

    private static final int MISSES_BEFORE_A_PERSON = 2;

    private final TurnRequest request;
    private final Catalogue catalogue;
    private final Project before;
    private final boolean asksElse;
    private final Replies replies;

    /**
     * @param asksElse whether the contact asked, too, what is not these rules' to answer
     */
    Dialogue(TurnRequest request, Catalogue catalogue, Project before, boolean asksElse) {
        this.request = request;
        this.catalogue = catalogue;
        this.before = before;
        this.asksElse = asksElse;
        this.replies = new Replies(request.locale(), request.speaksFor());
    }

    Turn answer(Understanding said) {
        var learned = before.learn(said, catalogue);
        if (said.has(Signal.ASKS_FOR_A_PERSON)) {
            return handOver(learned.missed(0), HandOverReason.ASKED_FOR_A_PERSON, "hand_over.person");
        }
        boolean understood = said.saysSomething() || request.newPhotos() > 0 || before.isAsked(Question.PHOTOS);
        var now = learned.missed(understood ? 0 : before.misses() + 1);
        if (now.misses() >= MISSES_BEFORE_A_PERSON) {
            var turn = handOver(now.missed(0), HandOverReason.NOT_UNDERSTOOD, "hand_over.not_understood");
            return as(understanding(said, false), turn, true);
        }
        return as(understanding(said, understood), next(said, now, understood), !understood);
    }

    private Turn next(Understanding said, Project now, boolean understood) {
        if (now.type().isEmpty() && now.wanted().isEmpty()) {
            return ask(Question.PROJECT, now, opening(said, understood));
        }
        return goOn(said, now, new Estimate(catalogue, now), understood);
    }

    /** How much was understood; a reply that opens with a question of these rules, or shows a price, is kept whole. */
    private Turn.Understanding understanding(Understanding said, boolean understood) {
        if (understood && !asksElse) {
            return Turn.Understanding.UNDERSTOOD;
        }
        boolean learned = said.describesWorks() || said.dwelling().isPresent() || request.newPhotos() > 0;
        if (learned || (understood && !said.has(Signal.GREETS))) {
            return Turn.Understanding.PARTLY;
        }
        return asksElse ? Turn.Understanding.QUESTION : Turn.Understanding.NOT_UNDERSTOOD;
    }

    /**
     * @param excuses whether the first text says that nothing was understood
     */
    private static Turn as(Turn.Understanding understanding, Turn turn, boolean excuses) {
        boolean proposes = turn.actions().stream().anyMatch(a -> a instanceof Action.ProposePreQuote);
        boolean opens = excuses
                || turn.say().stream().filter(p -> p instanceof Part.Text).count() > 1;
        boolean nothing =
                understanding == Turn.Understanding.QUESTION || understanding == Turn.Understanding.NOT_UNDERSTOOD;
        return new Turn(
                turn.say(),
                turn.known(),
                turn.actions(),
                nothing && (proposes || !opens) ? Turn.Understanding.PARTLY : understanding);
    }

    private Turn goOn(Understanding said, Project now, Estimate estimate, boolean understood) {
        if (estimate.selected().isEmpty()) {
            return catalogue.isEmpty() || now.timesAsked(Question.DETAILS) > 0
                    ? outOfScope(now)
                    : ask(Question.DETAILS, now, opening(said, understood));
        }
        var measure = missingMeasure(now, estimate);
        if (measure.isEmpty() && !estimate.hasLines()) {
            return outOfScope(now);
        }
        var question = measure.or(() -> nextQuestion(said, now, estimate));
        if (question.isPresent()) {
            return ask(question.get(), now, beforeQuestion(said, now, estimate, understood));
        }
        return now.proposed().filter(estimate.fingerprint()::equals).isPresent()
                ? unchanged(said, now, understood)
                : propose(now, estimate);
    }

    private static Optional<Question> missingMeasure(Project now, Estimate estimate) {
        return estimate.missing().stream()
                .filter(q -> now.timesAsked(q) < MEASURES_ARE_ASKED && !now.isNotKnown(q))
                .findFirst();
    }

    private Optional<Question> nextQuestion(Understanding said, Project now, Estimate estimate) {
        if (needsTheDwelling(now, estimate) && mayAskForTheDwelling(said, now)) {
            return Optional.of(Question.DWELLING);
        }
        return needsPhotos(now) ? Optional.of(Question.PHOTOS) : Optional.empty();
    }

    private static boolean needsTheDwelling(Project now, Estimate estimate) {
        return now.dwelling() == Dwelling.UNKNOWN
                && estimate.dependsOnTheDwelling()
                && !now.isNotKnown(Question.DWELLING);
    }

    /** Once; but who asks for the price instead of answering is told what is missing, and asked again. */
    private boolean mayAskForTheDwelling(Understanding said, Project now) {
        boolean pending = before.isAsked(Question.DWELLING) && before.proposed().isEmpty();
        return now.timesAsked(Question.DWELLING) == 0 || (pending && said.has(Signal.ASKS_FOR_THE_PRICE));
    }

    private boolean needsPhotos(Project now) {
        return request.photos() == 0
                && now.timesAsked(Question.PHOTOS) == 0
                && now.proposed().isEmpty();
    }

    private List<Part> opening(Understanding said, boolean understood) {
        if (!understood) {
            return List.of(replies.say("not_understood"));
        }
        if (request.newPhotos() > 0) {
            return List.of(replies.say("thanks.photos"));
        }
        if (said.has(Signal.ASKS_FOR_THE_PRICE)) {
            return List.of(replies.say("price.project"));
        }
        if (said.describesWorks() || said.dwelling().isPresent()) {
            return List.of(replies.say("noted"));
        }
        return said.has(Signal.GREETS) ? List.of(replies.say("greeting")) : List.of();
    }

    private List<Part> beforeQuestion(Understanding said, Project now, Estimate estimate, boolean understood) {
        if (!understood) {
            return List.of(replies.say("not_understood"));
        }
        if (said.has(Signal.ASKS_FOR_THE_PRICE)) {
            return List.of(replies.say("price.missing", stillMissing(now, estimate)));
        }
        return request.newPhotos() > 0 ? List.of(replies.say("thanks.photos")) : List.of();
    }

    private List<String> stillMissing(Project now, Estimate estimate) {
        var dwelling = needsTheDwelling(now, estimate) ? Stream.of(Question.DWELLING) : Stream.<Question>empty();
        var photos = needsPhotos(now) ? Stream.of(Question.PHOTOS) : Stream.<Question>empty();
        return Stream.of(estimate.missing().stream(), dwelling, photos)
                .flatMap(questions -> questions)
                .map(replies::name)
                .distinct()
                .toList();
    }

    private Turn ask(Question question, Project now, List<Part> opening) {
        var say = new ArrayList<>(opening);
        say.add(catalogue
                .item(question.code())
                .map(item -> replies.askQuantity(unit(item), item.label()))
                .orElseGet(() -> replies.ask(question)));
        say.addAll(replies.quickReplies(question));
        return new Turn(say, now.asking(question).facts(), List.of());
    }

    private static String unit(PriceItem item) {
        return switch (item.unit()) {
            case METRE -> "metre";
            case CUBIC_METRE -> "cubic_metre";
            case SQUARE_METRE -> "square_metre";
            case PIECE, FLAT, HOUR, DAY -> "piece";
        };
    }

    private Turn propose(Project now, Estimate estimate) {
        boolean first = now.proposed().isEmpty();
        var say = new ArrayList<Part>();
        say.add(replies.say(first ? "pre_quote.first" : "pre_quote.again"));
        say.add(new Part.PreQuote());
        if (!estimate.unmeasured().isEmpty()) {
            say.add(replies.say("pre_quote.without", estimate.unmeasured()));
        }
        say.add(replies.say("pre_quote.next"));
        var next = now.proposing(estimate.fingerprint()).askingNothing();
        if (now.dwelling() == Dwelling.UNKNOWN && estimate.dependsOnTheDwelling()) {
            say.add(replies.say("pre_quote.vat"));
            next = next.listeningFor(Question.DWELLING);
        }
        return new Turn(
                say, next.facts(), List.of(new Action.ProposePreQuote(estimate.draft()), new Action.CompleteProject()));
    }

    private Turn unchanged(Understanding said, Project now, boolean understood) {
        List<Part> say;
        if (request.newPhotos() > 0) {
            say = List.of(replies.say("pre_quote.photos"), new Part.PreQuote());
        } else if (said.has(Signal.ASKS_FOR_THE_PRICE)) {
            say = List.of(replies.say("price.stands"), new Part.PreQuote());
        } else if (said.has(Signal.SPEAKS_OF_PHOTOS) && !said.has(Signal.HAS_NO_PHOTO)) {
            say = List.of(replies.say("pre_quote.photos_expected"), new Part.PreQuote());
        } else if (said.describesWorks()) {
            say = List.of(replies.say("pre_quote.same"), new Part.PreQuote());
        } else {
            say = List.of(replies.say(understood ? "welcome" : "not_understood.after"));
        }
        return new Turn(say, now.facts(), List.of());
    }

    private Turn outOfScope(Project now) {
        return handOver(now, HandOverReason.OUT_OF_SCOPE, "hand_over.out_of_scope");
    }

    private Turn handOver(Project now, HandOverReason reason, String sentence) {
        return new Turn(
                List.of(replies.say(sentence)), now.askingNothing().facts(), List.of(new Action.HandOver(reason)));
    }
}
