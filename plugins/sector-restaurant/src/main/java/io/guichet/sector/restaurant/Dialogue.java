package io.guichet.sector.restaurant;

import io.guichet.sector.restaurant.Fetching.Outcome;
import io.guichet.sector.restaurant.Understanding.Signal;
import io.guichet.spi.sector.Business;
import io.guichet.spi.sector.Turn;
import io.guichet.spi.sector.Turn.Action;
import io.guichet.spi.sector.Turn.HandOverReason;
import io.guichet.spi.sector.Turn.Part;
import io.guichet.spi.sector.TurnRequest;
import io.guichet.words.Items;
import io.guichet.words.Replies;
import io.guichet.words.Spoken;
import io.guichet.words.Wish;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides what comes next: it answers what was asked, then asks for what the order still needs, one question a turn: dishes,
 * time, name; then it reads the order back, and places it on a yes. Pure.
 */
final class Dialogue {

    private static final Replies.Texts TEXTS = Replies.Texts.beside(Dialogue.class);
    private static final int MISSES_BEFORE_A_PERSON = 2;

    private final TurnRequest request;
    private final Business business;
    private final Basket before;
    private final Replies replies;
    private final Spoken spoken;
    private final Information information;

    Dialogue(TurnRequest request, Items items, Basket before) {
        this.request = request;
        this.business = request.business();
        this.before = before;
        this.replies = TEXTS.in(request.locale(), request.speaksFor());
        this.spoken = new Spoken(request.locale(), business);
        this.information = new Information(items, business, replies, spoken);
    }

    Turn answer(Understanding said) {
        if (said.has(Signal.ASKS_FOR_A_PERSON)) {
            return handOver(before, HandOverReason.ASKED_FOR_A_PERSON, "hand_over.person");
        }
        if (said.has(Signal.ASKS_FOR_A_TABLE) && said.changes().isEmpty()) {
            return handOver(before, HandOverReason.OUT_OF_SCOPE, "hand_over.table");
        }
        if (!said.saysSomething()) {
            return notUnderstood();
        }
        if (before.isAsked(Question.CANCEL) && said.has(Signal.YES)) {
            return cancelled();
        }
        if (said.has(Signal.CANCELS)) {
            return cancel();
        }
        var told = information.about(said);
        var learned = learned(said, !told.isEmpty());
        boolean changed = said.changesTheOrder() && told.isEmpty();
        if (before.isAsked(Question.CONFIRM) && said.has(Signal.YES) && !changed && !learned.isEmpty()) {
            return place(learned);
        }
        if (before.isAsked(Question.CONFIRM) && said.has(Signal.NO) && !changed) {
            return turn(
                    List.of(replies.say("ask.change"), replies.touch("touch.change")), learned.asking(Question.CHANGE));
        }
        return goOn(said, learned, told);
    }

    /** A day in a question for the hours is no time to fetch anything. */
    private Basket learned(Understanding said, boolean informed) {
        var all = before.learn(said).missed(0);
        var kept = informed && said.changes().isEmpty() ? all.at(before.wish()) : all;
        var timed = said.has(Signal.CHANGES_THE_TIME) && !before.isEmpty() ? kept.at(Wish.NONE) : kept;
        return timed.named(known());
    }

    /** A name that the tenant's own software vouches for. */
    private Optional<String> known() {
        return request.context().trusted().get("name") instanceof String name && Basket.isName(name)
                ? Optional.of(name)
                : Optional.empty();
    }

    private Turn goOn(Understanding said, Basket now, List<Part> told) {
        var say = new ArrayList<>(told);
        var gone = now.quantities().keySet().stream()
                .filter(code -> !business.has(code))
                .toList();
        if (!gone.isEmpty()) {
            say.add(replies.say("sold_out", Map.of("names", information.names(gone))));
        }
        var order = now.without(gone);
        if (order.isEmpty()) {
            return withoutDishes(said, order, say);
        }
        if (said.note().isPresent()) {
            say.add(replies.say("noted.kitchen"));
        }
        return switch (new Fetching(business).when(order.wish())) {
            case Outcome.Unsaid unsaid -> ask(Question.TIME, order, say);
            case Outcome.Rather rather -> offer(order, rather, say);
            case Outcome.At at when order.name().isEmpty() -> ask(Question.NAME, order, say);
            case Outcome.At at -> readBack(order, at.time(), say);
        };
    }

    private Turn withoutDishes(Understanding said, Basket now, List<Part> say) {
        if (!say.isEmpty()) {
            return turn(say, now.asking(Question.DISHES));
        }
        if (information.isEmpty()) {
            return handOver(now, HandOverReason.OUT_OF_SCOPE, "hand_over.no_menu");
        }
        boolean saysGoodbye = said.has(Signal.THANKS) && !said.has(Signal.GREETS) && !said.has(Signal.ORDERS);
        if (saysGoodbye && before.isEmpty()) {
            return turn(List.of(replies.say("goodbye")), now);
        }
        if (now.placed() && before.isEmpty() && !said.has(Signal.ORDERS)) {
            return turn(List.of(replies.say("placed.already")), now);
        }
        if (said.note().isPresent()) {
            say.add(replies.say("noted.kitchen"));
        } else if (!before.isEmpty()) {
            say.add(replies.say("emptied"));
        } else if (said.has(Signal.GREETS)) {
            say.add(replies.say("greeting"));
        }
        say.add(replies.say("ask.dishes"));
        say.add(replies.touch("touch.dishes"));
        return turn(say, now.asking(Question.DISHES));
    }

    private Turn ask(Question question, Basket now, List<Part> told) {
        var say = new ArrayList<>(told);
        if (told.isEmpty() && !before.isAsked(question)) {
            say.add(replies.say("noted.order"));
            say.add(new Part.Prices(List.copyOf(now.quantities().keySet())
                    .subList(0, Math.min(50, now.quantities().size()))));
        }
        say.add(replies.say("ask." + question.key()));
        if (question == Question.TIME) {
            say.add(replies.touch("touch.time"));
        }
        return turn(say, now.asking(question));
    }

    /** It cannot be fetched when it was wished: when it could. */
    private Turn offer(Basket now, Outcome.Rather rather, List<Part> told) {
        var say = new ArrayList<>(told);
        if (rather.times().isEmpty()) {
            say.add(replies.say("closed.long"));
            return turn(say, now.at(Wish.NONE).asking(Question.TIME));
        }
        var times = rather.times().stream().map(spoken::moment).toList();
        say.add(replies.say(
                switch (rather.why()) {
                    case PAST -> "time.past";
                    case TOO_SOON -> "time.too_soon";
                    case CLOSED -> "time.closed";
                    case TOO_FAR -> "time.too_far";
                    case OPEN -> "time.which";
                },
                Map.of("time", times.getFirst(), "times", spoken.list(times))));
        say.addAll(replies.touch(times));
        return turn(
                say,
                now.at(rather.why() == Fetching.Why.OPEN ? now.wish() : Wish.NONE)
                        .asking(Question.TIME));
    }

    private Turn readBack(Basket now, Instant fetchAt, List<Part> told) {
        var say = new ArrayList<>(told);
        say.add(replies.say(
                "read_back",
                Map.of("time", spoken.moment(fetchAt), "name", now.name().orElse(""))));
        say.add(new Part.Order(now.draft(fetchAt)));
        if (!now.note().isEmpty()) {
            say.add(replies.say("read_back.note", Map.of("note", now.note())));
        }
        say.add(replies.say("ask.confirm"));
        say.add(replies.touch("touch.confirm"));
        return turn(say, now.asking(Question.CONFIRM));
    }

    /** What could be fetched when it was read back may not be any more. */
    private Turn place(Basket now) {
        var gone = now.quantities().keySet().stream().anyMatch(code -> !business.has(code));
        var when = new Fetching(business).when(now.wish());
        if (gone || !(when instanceof Outcome.At at) || now.name().isEmpty()) {
            return goOn(nothing(), now, List.of());
        }
        var draft = now.draft(at.time());
        return new Turn(
                List.of(replies.say("placed", Map.of("time", spoken.moment(at.time()))), new Part.Order(draft)),
                now.emptied(true).facts(),
                List.of(new Action.PlaceOrder(draft)));
    }

    private Understanding nothing() {
        return new Understanding(
                List.of(),
                List.of(),
                Optional.empty(),
                Wish.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                java.util.Set.of());
    }

    private Turn cancel() {
        if (!before.isEmpty()) {
            return turn(
                    List.of(replies.say("emptied"), replies.say("ask.dishes")),
                    before.emptied(false).asking(Question.DISHES));
        }
        if (standing().isPresent()) {
            return turn(
                    List.of(replies.say("ask.cancel"), replies.touch("touch.cancel")),
                    before.missed(0).asking(Question.CANCEL));
        }
        return turn(List.of(replies.say(before.placed() ? "cancel.too_late" : "cancel.nothing")), before.missed(0));
    }

    private Turn cancelled() {
        return standing()
                .map(order -> new Turn(
                        List.of(replies.say("cancelled")),
                        before.emptied(false).facts(),
                        List.<Action>of(new Action.Cancel(order.id()))))
                .orElseGet(() -> turn(List.of(replies.say("cancel.too_late")), before.missed(0)));
    }

    private Optional<Business.Standing> standing() {
        return business.standing().stream()
                .filter(s -> s.kind() == Business.Kind.ORDER)
                .findFirst();
    }

    private Turn notUnderstood() {
        if (request.newPhotos() > 0) {
            return turn(List.of(replies.say("photos")), before.missed(0));
        }
        var now = before.missed(before.misses() + 1);
        if (now.misses() >= MISSES_BEFORE_A_PERSON) {
            return notUnderstood(handOver(now.missed(0), HandOverReason.NOT_UNDERSTOOD, "hand_over.not_understood"));
        }
        var kept = before.asked().map(now::asking).orElse(now);
        return notUnderstood(turn(List.of(replies.say("not_understood")), kept));
    }

    /** The platform may know of it what these rules do not. */
    private Turn notUnderstood(Turn turn) {
        var asks = request.text().contains("?");
        return new Turn(
                turn.say(),
                turn.known(),
                turn.actions(),
                asks ? Turn.Understanding.QUESTION : Turn.Understanding.NOT_UNDERSTOOD);
    }

    private Turn handOver(Basket now, HandOverReason reason, String key) {
        return new Turn(List.of(replies.say(key)), now.missed(0).facts(), List.of(new Action.HandOver(reason)));
    }

    private static Turn turn(List<Part> say, Basket now) {
        return new Turn(say, now.facts(), List.of());
    }
}
