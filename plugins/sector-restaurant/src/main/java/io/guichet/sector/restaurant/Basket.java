package io.guichet.sector.restaurant;

import io.guichet.spi.sector.Fact;
import io.guichet.spi.sector.Facts;
import io.guichet.spi.sector.OrderDraft;
import io.guichet.spi.sector.PriceBook;
import io.guichet.words.Wish;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of an order so far.
 *
 * @param quantities by code, in the order in which they were named
 * @param wish when it shall be fetched, as far as it was said
 * @param note what the kitchen must know
 * @param misses how often in a row nothing was understood
 * @param placed whether an order was placed in this conversation
 */
record Basket(
        Map<String, Integer> quantities,
        Wish wish,
        Optional<String> name,
        Optional<String> phone,
        String note,
        Optional<Question> asked,
        int misses,
        boolean placed) {

    private static final int MOST_LINES = 50;
    private static final int MOST_OF_ONE = 99;
    private static final int LONGEST_NOTE = 500;

    Basket {
        quantities = Collections.unmodifiableMap(new LinkedHashMap<>(quantities));
    }

    /** What the price book has no more falls out. */
    static Basket of(Facts facts, PriceBook book) {
        var quantities = new LinkedHashMap<String, Integer>();
        for (var line : facts.texts("lines")) {
            int at = line.lastIndexOf('=');
            var quantity = at < 0 ? 0 : count(line.substring(at + 1));
            if (quantity > 0 && book.item(line.substring(0, at)).isPresent()) {
                quantities.put(line.substring(0, at), quantity);
            }
        }
        return new Basket(
                quantities,
                facts.text("fetch_at").map(Wish::parse).orElse(Wish.NONE),
                facts.text("name").filter(Basket::isName),
                facts.text("phone").filter(phone -> phone.length() <= 30),
                facts.text("note").filter(note -> note.length() <= LONGEST_NOTE).orElse(""),
                facts.text("asked").flatMap(Question::of),
                facts.measure("misses").map(BigDecimal::intValue).orElse(0),
                facts.flag("placed").orElse(false));
    }

    private static int count(String digits) {
        return digits.matches("[1-9][0-9]?") ? Integer.parseInt(digits) : 0;
    }

    static boolean isName(String name) {
        return !name.isBlank() && name.length() <= 100;
    }

    Facts facts() {
        var facts = Facts.NONE;
        if (!quantities.isEmpty()) {
            var lines = quantities.entrySet().stream()
                    .map(line -> line.getKey() + "=" + line.getValue())
                    .toList();
            facts = facts.with("lines", new Fact.Texts(lines));
        }
        if (!wish.isEmpty()) {
            facts = facts.with("fetch_at", new Fact.Text(wish.print()));
        }
        if (name.isPresent()) {
            facts = facts.with("name", new Fact.Text(name.get()));
        }
        if (phone.isPresent()) {
            facts = facts.with("phone", new Fact.Text(phone.get()));
        }
        if (!note.isEmpty()) {
            facts = facts.with("note", new Fact.Text(note));
        }
        if (asked.isPresent()) {
            facts = facts.with("asked", new Fact.Text(asked.get().key()));
        }
        if (misses > 0) {
            facts = facts.with("misses", new Fact.Measure(BigDecimal.valueOf(misses), "n"));
        }
        return placed ? facts.with("placed", new Fact.Flag(true)) : facts;
    }

    boolean isEmpty() {
        return quantities.isEmpty();
    }

    boolean isAsked(Question question) {
        return asked.filter(question::equals).isPresent();
    }

    /** With what a message says of it. */
    Basket learn(Understanding said) {
        var next = new LinkedHashMap<>(quantities);
        for (var change : said.changes()) {
            int before = next.getOrDefault(change.code(), 0);
            int after = Math.min(MOST_OF_ONE, change.on(before));
            if (after <= 0) {
                next.remove(change.code());
            } else if (next.containsKey(change.code()) || next.size() < MOST_LINES) {
                next.put(change.code(), after);
            }
        }
        var notes = new ArrayList<>(note.isEmpty() ? List.<String>of() : List.of(note));
        said.note().filter(n -> !note.contains(n)).ifPresent(notes::add);
        var joined = String.join(" ; ", notes);
        return new Basket(
                next,
                wish.then(said.wish()),
                said.name().or(() -> name),
                said.phone().or(() -> phone),
                joined.length() > LONGEST_NOTE ? joined.substring(0, LONGEST_NOTE) : joined,
                asked,
                misses,
                placed);
    }

    Basket asking(Question question) {
        return new Basket(quantities, wish, name, phone, note, Optional.of(question), misses, placed);
    }

    Basket missed(int times) {
        return new Basket(quantities, wish, name, phone, note, Optional.empty(), times, placed);
    }

    Basket named(Optional<String> known) {
        return new Basket(quantities, wish, name.or(() -> known), phone, note, asked, misses, placed);
    }

    Basket at(Wish other) {
        return new Basket(quantities, other, name, phone, note, asked, misses, placed);
    }

    /** Without the dishes that cannot be had. */
    Basket without(List<String> codes) {
        var left = new LinkedHashMap<>(quantities);
        codes.forEach(left::remove);
        return new Basket(left, wish, name, phone, note, asked, misses, placed);
    }

    /** Empty again; who orders is still known. */
    Basket emptied(boolean wasPlaced) {
        return new Basket(Map.of(), Wish.NONE, name, phone, "", Optional.empty(), 0, placed || wasPlaced);
    }

    OrderDraft draft(Instant fetchAt) {
        var lines = quantities.entrySet().stream()
                .map(line -> new OrderDraft.Line(line.getKey(), line.getValue()))
                .toList();
        return new OrderDraft(lines, fetchAt, new OrderDraft.Caller(name.orElse("-"), phone.orElse(null)), note);
    }
}
