package io.guichet.sector.hairdresser;

import io.guichet.sector.hairdresser.Understanding.Signal;
import io.guichet.spi.sector.Business;
import io.guichet.spi.sector.PriceItem;
import io.guichet.spi.sector.Turn;
import io.guichet.spi.sector.Turn.Action;
import io.guichet.spi.sector.Turn.HandOverReason;
import io.guichet.spi.sector.Turn.Part;
import io.guichet.spi.sector.TurnRequest;
import io.guichet.words.Items;
import io.guichet.words.Replies;
import io.guichet.words.Spoken;
import io.guichet.words.Wish;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides what comes next: it answers what was asked, then asks for what the appointment still needs, one question a turn:
 * service, day, one of at most three free times, name; then it reads the appointment back, and books it on a yes. Pure.
 */
final class Dialogue {

    private static final Replies.Texts TEXTS = Replies.Texts.beside(Dialogue.class);
    private static final int MISSES_BEFORE_A_PERSON = 2;
    private static final Duration LONGEST = Duration.ofHours(12);

    private final TurnRequest request;
    private final Items items;
    private final Visit before;
    private final Replies replies;
    private final Spoken spoken;
    private final Information information;

    Dialogue(TurnRequest request, Items items, Visit before) {
        this.request = request;
        this.items = items;
        this.before = before;
        this.replies = TEXTS.in(request.locale(), request.speaksFor());
        this.spoken = new Spoken(request.locale(), request.business());
        this.information = new Information(items, request.business(), replies, spoken);
    }

    Turn answer(Understanding said) {
        if (said.has(Signal.ASKS_FOR_A_PERSON)) {
            return handOver(before, HandOverReason.ASKED_FOR_A_PERSON, "hand_over.person");
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
        if (said.has(Signal.ASKS_FOR_HIS_APPOINTMENT)) {
            return standing()
                    .map(mine -> turn(List.of(replies.say("yours", time(mine.at()))), before.missed(0)))
                    .orElseGet(() -> turn(List.of(replies.say("none")), before.missed(0)));
        }
        if (said.has(Signal.MOVES) && standing().isPresent()) {
            var mine = standing().get();
            var moved = before.learn(said).moving(mine.id(), mine.codes());
            return goOn(said, moved.named(known()), List.of());
        }
        var told = information.about(said);
        var learned = learned(said, !told.isEmpty());
        boolean confirmed = before.isAsked(Question.CONFIRM)
                && said.has(Signal.YES)
                && learned.chosen().isPresent();
        return confirmed && told.isEmpty() ? book(learned) : goOn(said, learned, told);
    }

    /** A day in a question for the hours is no wish. */
    private Visit learned(Understanding said, boolean informed) {
        var all = before.learn(said).named(known());
        if (said.picked().isPresent()) {
            return all.choosing(said.picked().get());
        }
        boolean refuses = said.has(Signal.NO)
                && said.wish().isEmpty()
                && (before.isAsked(Question.SLOT) || before.isAsked(Question.CONFIRM));
        if (refuses) {
            return all.wishing(Wish.NONE).offering(List.of());
        }
        return informed && said.services().isEmpty() ? all.wishing(before.wish()) : all;
    }

    /** A name that the tenant's own software vouches for. */
    private Optional<String> known() {
        return request.context().trusted().get("name") instanceof String name && Visit.isName(name)
                ? Optional.of(name)
                : Optional.empty();
    }

    private Turn goOn(Understanding said, Visit now, List<Part> told) {
        boolean which = !said.couldBe().isEmpty() && told.isEmpty();
        if (now.services().isEmpty() || which) {
            return withoutService(said, now, told);
        }
        var business = business(now);
        var length = length(now, business);
        if (length.isEmpty()) {
            return handOver(now.done(false), HandOverReason.OUT_OF_SCOPE, "hand_over.not_online");
        }
        var slots = new Slots(business, length.get());
        if (now.chosen().isPresent()) {
            return business.canBook(now.chosen().get(), length.get())
                    ? afterTheTime(now, now.chosen().get(), told)
                    : taken(now, slots, told);
        }
        if (now.wish().isEmpty()) {
            return ask(Question.DAY, now, told, "touch.day");
        }
        return forTheWish(now, slots, business, length.get(), told);
    }

    private Turn forTheWish(Visit now, Slots slots, Business business, Duration length, List<Part> told) {
        var exact = exactly(now.wish(), business);
        if (exact.isPresent() && business.canBook(exact.get(), length)) {
            return afterTheTime(now.choosing(exact.get()), exact.get(), told);
        }
        var fitting = slots.fitting(now.wish());
        if (!fitting.isEmpty()) {
            return offer(now, fitting, "slots.which", told);
        }
        var near = exact.filter(time -> time.isAfter(business.now()))
                .map(slots::near)
                .orElse(List.of());
        if (!near.isEmpty()) {
            return offer(now.wishing(Wish.NONE), near, "slots.none", told);
        }
        return others(now, slots, business, exact, told);
    }

    private Turn others(Visit now, Slots slots, Business business, Optional<Instant> exact, List<Part> told) {
        var from = now.wish().from() == null || now.wish().from().isBefore(business.today())
                ? business.today()
                : now.wish().from();
        var others = slots.from(from);
        boolean past = now.wish().to() != null && now.wish().to().isBefore(business.today());
        boolean gone = exact.filter(time -> time.isBefore(business.now())).isPresent();
        return others.isEmpty()
                ? handOver(now, HandOverReason.OUT_OF_SCOPE, "hand_over.full")
                : offer(now.wishing(Wish.NONE), others, past || gone ? "slots.past" : "slots.none", told);
    }

    private static Optional<Instant> exactly(Wish wish, Business business) {
        var exact = wish.exact();
        var day = wish.from();
        return exact == null || day == null || !day.equals(wish.to())
                ? Optional.empty()
                : Optional.of(day.atTime(exact).atZone(business.zone()).toInstant());
    }

    private Turn taken(Visit now, Slots slots, List<Part> told) {
        var chosen = now.chosen().orElse(request.business().now());
        var others = slots.from(chosen.atZone(request.business().zone()).toLocalDate());
        return others.isEmpty()
                ? handOver(now, HandOverReason.OUT_OF_SCOPE, "hand_over.full")
                : offer(now, others, "slots.taken", told);
    }

    private Turn offer(Visit now, List<Instant> times, String key, List<Part> told) {
        var labels = times.stream().map(spoken::moment).toList();
        var say = new ArrayList<>(told);
        say.add(replies.say(key, Map.of("times", spoken.list(labels))));
        say.addAll(replies.touch(labels));
        return turn(say, now.offering(times).asking(Question.SLOT));
    }

    private Turn afterTheTime(Visit now, Instant time, List<Part> told) {
        if (now.name().isEmpty()) {
            return ask(Question.NAME, now.choosing(time), told, null);
        }
        var say = new ArrayList<>(told);
        say.add(replies.say(
                now.moves().isPresent() ? "read_back.moved" : "read_back",
                Map.of("time", spoken.moment(time), "name", now.name().orElse(""))));
        say.add(new Part.Prices(now.services()));
        say.add(replies.say("ask.confirm"));
        say.add(replies.touch("touch.confirm"));
        return turn(say, now.choosing(time).asking(Question.CONFIRM));
    }

    /** What was free when it was read back may be taken by now. */
    private Turn book(Visit now) {
        var business = business(now);
        var length = length(now, business);
        var chosen = now.chosen();
        if (length.isEmpty()
                || chosen.isEmpty()
                || now.name().isEmpty()
                || !business.canBook(chosen.get(), length.get())) {
            return goOn(nothing(), now, List.of());
        }
        return new Turn(
                List.of(replies.say(now.moves().isPresent() ? "moved" : "booked", time(chosen.get()))),
                now.done(true).facts(),
                List.of(new Action.BookAppointment(now.draft(chosen.get(), length.get()))));
    }

    private static Understanding nothing() {
        return new Understanding(
                List.of(),
                List.of(),
                false,
                List.of(),
                Wish.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                java.util.Set.of());
    }

    private Turn withoutService(Understanding said, Visit now, List<Part> told) {
        if (items.book().items().isEmpty()) {
            return handOver(now, HandOverReason.OUT_OF_SCOPE, "hand_over.no_services");
        }
        var say = new ArrayList<>(told);
        boolean asksNothing = !said.has(Signal.BOOKS)
                && said.wish().isEmpty()
                && said.couldBe().isEmpty();
        if (said.has(Signal.MOVES)) {
            return turn(List.of(replies.say("none")), now);
        }
        if (now.booked() && told.isEmpty() && asksNothing) {
            return turn(List.of(replies.say(said.has(Signal.THANKS) ? "goodbye" : "booked.already")), now);
        }
        if (said.has(Signal.THANKS) && asksNothing && !said.has(Signal.GREETS) && told.isEmpty()) {
            return turn(List.of(replies.say("goodbye")), now);
        }
        if (said.has(Signal.GREETS) && told.isEmpty()) {
            say.add(replies.say("greeting"));
        }
        boolean which = told.isEmpty() && !said.couldBe().isEmpty();
        say.add(replies.say(which ? "ask.which" : "ask.service"));
        say.addAll(replies.touch((which ? said.couldBe() : items.book().items())
                .stream().map(PriceItem::label).toList()));
        return turn(say, now.asking(Question.SERVICE));
    }

    private Turn ask(Question question, Visit now, List<Part> told, @org.jspecify.annotations.Nullable String touch) {
        var say = new ArrayList<>(told);
        say.add(replies.say("ask." + question.key()));
        if (touch != null) {
            say.add(replies.touch(touch));
        }
        return turn(say, now.asking(question));
    }

    private Turn cancel() {
        boolean wishing = !before.services().isEmpty() || !before.wish().isEmpty();
        if (wishing) {
            return turn(List.of(replies.say("dropped")), before.done(false));
        }
        return standing()
                .map(mine -> turn(
                        List.of(replies.say("ask.cancel", time(mine.at())), replies.touch("touch.cancel")),
                        before.missed(0).asking(Question.CANCEL)))
                .orElseGet(() -> turn(List.of(replies.say("none")), before.missed(0)));
    }

    private Turn cancelled() {
        return standing()
                .map(mine -> new Turn(
                        List.of(replies.say("cancelled")),
                        before.done(false).facts(),
                        List.<Action>of(new Action.Cancel(mine.id()))))
                .orElseGet(() -> turn(List.of(replies.say("none")), before.done(false)));
    }

    /** While an appointment is moved its own time is free. */
    private Business business(Visit now) {
        return now.moves()
                .flatMap(id -> request.business().standing().stream()
                        .filter(s -> s.id().equals(id))
                        .findFirst())
                .map(request.business()::without)
                .orElse(request.business());
    }

    /** All services one after the other; nothing where one of them cannot be booked. */
    private static Optional<Duration> length(Visit now, Business business) {
        var total = Duration.ZERO;
        for (var code : now.services()) {
            var duration =
                    business.offer(code).filter(Business.Offer::available).flatMap(Business.Offer::duration);
            if (duration.isEmpty()) {
                return Optional.empty();
            }
            total = total.plus(duration.get());
        }
        return total.compareTo(LONGEST) > 0 || !total.isPositive() ? Optional.empty() : Optional.of(total);
    }

    private Optional<Business.Standing> standing() {
        return request.business().standing().stream()
                .filter(s -> s.kind() == Business.Kind.APPOINTMENT)
                .findFirst();
    }

    private Map<String, String> time(Instant time) {
        return Map.of("time", spoken.moment(time));
    }

    private Turn notUnderstood() {
        if (request.newPhotos() > 0) {
            return turn(List.of(replies.say("photos")), before.missed(0));
        }
        var now = before.missed(before.misses() + 1);
        if (now.misses() >= MISSES_BEFORE_A_PERSON) {
            return notUnderstood(handOver(now, HandOverReason.NOT_UNDERSTOOD, "hand_over.not_understood"));
        }
        return notUnderstood(turn(List.of(replies.say("not_understood")), now));
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

    private Turn handOver(Visit now, HandOverReason reason, String key) {
        return new Turn(List.of(replies.say(key)), now.missed(0).facts(), List.of(new Action.HandOver(reason)));
    }

    private static Turn turn(List<Part> say, Visit now) {
        return new Turn(say, now.facts(), List.of());
    }
}
