package io.guichet.sector.restaurant;

import io.guichet.sector.restaurant.Understanding.Signal;
import io.guichet.spi.sector.Business;
import io.guichet.spi.sector.PriceItem;
import io.guichet.spi.sector.Turn.Part;
import io.guichet.words.Items;
import io.guichet.words.Replies;
import io.guichet.words.Spoken;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Answers questions: hours, menu, prices, allergens, delivery. The platform names the prices. */
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

    boolean isEmpty() {
        return items.book().items().isEmpty();
    }

    /** What answers a message; nothing where it asks nothing. */
    List<Part> about(Understanding said) {
        var say = new ArrayList<Part>();
        if (said.has(Signal.ASKS_FOR_HOURS) && said.changes().isEmpty()) {
            say.add(hours(said));
        }
        if (said.has(Signal.ASKS_FOR_DELIVERY)) {
            say.add(replies.say("no_delivery"));
        }
        if (!said.without().isEmpty() && said.named().isEmpty()) {
            say.addAll(without(said.without()));
        } else if (said.has(Signal.ASKS_FOR_ALLERGENS)
                && !said.named().isEmpty()
                && said.changes().isEmpty()) {
            said.named().forEach(code -> say.add(allergens(code)));
        } else if (said.has(Signal.ASKS_FOR_ALLERGENS)
                && said.note().isEmpty()
                && said.changes().isEmpty()) {
            say.add(replies.say("allergens.which"));
        } else if (!said.tagged().isEmpty() && said.changes().isEmpty()) {
            say.addAll(shown("menu.fitting", said.tagged()));
        } else if (asksForTheMenu(said)) {
            say.addAll(menu(said));
        }
        return List.copyOf(say);
    }

    private static boolean asksForTheMenu(Understanding said) {
        boolean asks = said.has(Signal.ASKS_FOR_THE_MENU) || said.has(Signal.ASKS_FOR_THE_PRICE);
        boolean names = said.trade().isPresent() && said.named().isEmpty() && !said.has(Signal.ASKS_FOR_HOURS);
        return said.changes().isEmpty() && (asks || names) && !said.has(Signal.ASKS_FOR_HOURS);
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

    private List<Part> menu(Understanding said) {
        if (!said.named().isEmpty()) {
            return shown("menu.dishes", said.named());
        }
        var trade = said.trade();
        if (trade.isPresent()) {
            return shown("menu.dishes", codes(items.ofTrade(trade.get())));
        }
        if (items.book().items().size() > MOST_AT_ONCE) {
            return List.of(replies.say("menu.trades", Map.of("names", spoken.list(items.trades()))));
        }
        return shown("menu.all", codes(items.book().items()));
    }

    private List<Part> shown(String key, List<String> codes) {
        var there = codes.stream().filter(business::has).limit(MOST_AT_ONCE).toList();
        return there.isEmpty()
                ? List.of(replies.say("menu.nothing"))
                : List.of(replies.say(key), new Part.Prices(there));
    }

    private Part allergens(String code) {
        var name = Map.of("name", names(List.of(code)));
        var known = business.offer(code).flatMap(Business.Offer::allergens);
        if (known.isEmpty()) {
            return replies.say("allergens.unknown", name);
        }
        return known.get().isEmpty()
                ? replies.say("allergens.none", name)
                : replies.say(
                        "allergens.some", Map.of("name", names(List.of(code)), "allergens", spoken.list(known.get())));
    }

    /** Only what is known to hold none of them: what is not known is not promised. */
    private List<Part> without(List<String> allergens) {
        var names = Map.of("allergens", spoken.list(allergens));
        var codes = items.book().items().stream()
                .map(PriceItem::code)
                .filter(business::has)
                .filter(code -> business.offer(code)
                        .flatMap(Business.Offer::allergens)
                        .filter(known -> allergens.stream().noneMatch(a -> holds(known, a)))
                        .isPresent())
                .limit(MOST_AT_ONCE)
                .toList();
        return codes.isEmpty()
                ? List.of(replies.say("allergens.no_dish", names))
                : List.of(
                        replies.say("allergens.without", names),
                        new Part.Prices(codes),
                        replies.say("allergens.check"));
    }

    private static boolean holds(List<String> known, String allergen) {
        return known.stream()
                .map(k -> Normalizer.normalize(k, Normalizer.Form.NFKD)
                        .replaceAll("\\p{M}", "")
                        .toLowerCase(Locale.ROOT))
                .anyMatch(k -> k.contains(allergen));
    }

    String names(List<String> codes) {
        return spoken.list(codes.stream()
                .flatMap(code -> items.book().item(code).stream())
                .map(PriceItem::label)
                .collect(Collectors.toList()));
    }

    private static List<String> codes(List<PriceItem> all) {
        return all.stream().map(PriceItem::code).toList();
    }
}
