package io.guichet.sector.hairdresser;

import io.guichet.sector.hairdresser.Understanding.Signal;
import io.guichet.spi.sector.Business;
import io.guichet.spi.sector.PriceItem;
import io.guichet.spi.sector.Turn.Part;
import io.guichet.words.Items;
import io.guichet.words.Replies;
import io.guichet.words.Spoken;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Answers questions: hours, services, prices, how long something takes. The platform names the prices. */
final class Information {

    private static final int MOST_AT_ONCE = 40;

    private final Items items;
    private final Business business;
    private final Replies replies;
    private final Spoken spoken;

    Information(Items items, Business business, Replies replies, Spoken spoken) {
        this.items = items;
        this.business = business;
        this.replies = replies;
        this.spoken = spoken;
    }

    /** What answers a message; nothing where it asks nothing. */
    List<Part> about(Understanding said) {
        var say = new ArrayList<Part>();
        if (said.has(Signal.ASKS_FOR_HOURS) && said.services().isEmpty()) {
            say.add(hours(said));
        }
        if (said.has(Signal.ASKS_HOW_LONG)) {
            say.addAll(lengths(said.couldBe()));
        } else if (asksForServices(said)) {
            say.addAll(services(said.couldBe()));
        }
        return List.copyOf(say);
    }

    private static boolean asksForServices(Understanding said) {
        return said.has(Signal.ASKS_FOR_THE_PRICE)
                || (said.has(Signal.ASKS_FOR_SERVICES) && said.services().isEmpty());
    }

    private Part hours(Understanding said) {
        if (business.week().isEmpty()) {
            return replies.say("hours.unknown");
        }
        var day = said.wish().from();
        if (day == null || !day.equals(said.wish().to())) {
            return replies.say("hours.week", Map.of("week", spoken.week(replies.text("closed"))));
        }
        var hours = spoken.hoursOn(day);
        if (!hours.isEmpty()) {
            return replies.say("hours.day", Map.of("day", spoken.day(day), "hours", hours));
        }
        var after = day.plusDays(1).atStartOfDay(business.zone()).toInstant();
        return business.nextOpen(after)
                .map(next -> replies.say("hours.closed", Map.of("day", spoken.day(day), "next", spoken.moment(next))))
                .orElseGet(() -> replies.say("hours.closed_long", Map.of("day", spoken.day(day))));
    }

    private List<Part> services(List<PriceItem> named) {
        var codes = (named.isEmpty() ? items.book().items() : named)
                .stream()
                        .map(PriceItem::code)
                        .filter(business::has)
                        .limit(MOST_AT_ONCE)
                        .toList();
        return codes.isEmpty()
                ? List.of(replies.say("services.nothing"))
                : List.of(replies.say("services"), new Part.Prices(codes));
    }

    private List<Part> lengths(List<PriceItem> named) {
        var known = new ArrayList<String>();
        for (var item : named.isEmpty() ? items.book().items() : named) {
            business.offer(item.code())
                    .flatMap(Business.Offer::duration)
                    .ifPresent(length -> known.add("- " + item.label() + " : " + length.toMinutes() + " min"));
        }
        return List.of(
                known.isEmpty()
                        ? replies.say("lengths.unknown")
                        : replies.say(
                                "lengths",
                                Map.of(
                                        "lengths",
                                        String.join("\n", known.subList(0, Math.min(MOST_AT_ONCE, known.size()))))));
    }
}
