package io.guichet.sector.hairdresser;

import io.guichet.spi.sector.AppointmentDraft;
import io.guichet.spi.sector.Fact;
import io.guichet.spi.sector.Facts;
import io.guichet.spi.sector.OrderDraft;
import io.guichet.spi.sector.PriceBook;
import io.guichet.words.Wish;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * What is known of an appointment so far.
 *
 * @param services codes, in the order in which they were named
 * @param wish when it shall be, as far as it was said
 * @param offered times that were offered last
 * @param chosen when it shall begin
 * @param moves the appointment that it takes the place of
 * @param misses how often in a row nothing was understood
 * @param booked whether an appointment was made in this conversation
 */
record Visit(
        List<String> services,
        Wish wish,
        List<Instant> offered,
        Optional<Instant> chosen,
        Optional<String> name,
        Optional<String> phone,
        String note,
        Optional<String> moves,
        Optional<Question> asked,
        int misses,
        boolean booked) {

    private static final int MOST_SERVICES = 10;
    private static final int LONGEST_NOTE = 300;

    Visit {
        services = List.copyOf(services);
        offered = List.copyOf(offered);
    }

    /** What the price book has no more falls out. */
    static Visit of(Facts facts, PriceBook book) {
        return new Visit(
                facts.texts("services").stream()
                        .filter(code -> book.item(code).isPresent())
                        .limit(MOST_SERVICES)
                        .toList(),
                facts.text("wish").map(Wish::parse).orElse(Wish.NONE),
                facts.texts("offered").stream()
                        .flatMap(text -> instant(text).stream())
                        .toList(),
                facts.text("chosen").flatMap(Visit::instant),
                facts.text("name").filter(Visit::isName),
                facts.text("phone").filter(phone -> phone.length() <= 30),
                facts.text("note").filter(note -> note.length() <= LONGEST_NOTE).orElse(""),
                facts.text("moves"),
                facts.text("asked").flatMap(Question::of),
                facts.measure("misses").map(BigDecimal::intValue).orElse(0),
                facts.flag("booked").orElse(false));
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    static boolean isName(String name) {
        return !name.isBlank() && name.length() <= 100;
    }

    Facts facts() {
        var facts = Facts.NONE;
        if (!services.isEmpty()) {
            facts = facts.with("services", new Fact.Texts(services));
        }
        if (!wish.isEmpty()) {
            facts = facts.with("wish", new Fact.Text(wish.print()));
        }
        if (!offered.isEmpty()) {
            facts = facts.with(
                    "offered",
                    new Fact.Texts(offered.stream().map(Instant::toString).toList()));
        }
        if (!note.isEmpty()) {
            facts = facts.with("note", new Fact.Text(note));
        }
        facts = with(facts, "chosen", chosen.map(Instant::toString));
        facts = with(facts, "name", name);
        facts = with(facts, "phone", phone);
        facts = with(facts, "moves", moves);
        facts = with(facts, "asked", asked.map(Question::key));
        if (misses > 0) {
            facts = facts.with("misses", new Fact.Measure(BigDecimal.valueOf(misses), "n"));
        }
        return booked ? facts.with("booked", new Fact.Flag(true)) : facts;
    }

    private static Facts with(Facts facts, String name, Optional<String> value) {
        return value.map(text -> facts.with(name, new Fact.Text(text))).orElse(facts);
    }

    boolean isAsked(Question question) {
        return asked.filter(question::equals).isPresent();
    }

    /** With what a message says of it. A new wish takes what was chosen back. */
    Visit learn(Understanding said) {
        var next = new LinkedHashSet<>(said.replaces() ? List.<String>of() : services);
        next.addAll(said.services());
        said.refused().forEach(next::remove);
        var codes = next.stream().limit(MOST_SERVICES).toList();
        boolean same = said.wish().isEmpty() && codes.equals(services);
        return new Visit(
                codes,
                wish.then(said.wish()),
                offered,
                same ? chosen : Optional.empty(),
                said.name().or(() -> name),
                said.phone().or(() -> phone),
                said.note().orElse(note),
                moves,
                Optional.empty(),
                0,
                booked);
    }

    Visit named(Optional<String> known) {
        return new Visit(
                services, wish, offered, chosen, name.or(() -> known), phone, note, moves, asked, misses, booked);
    }

    Visit asking(Question question) {
        return new Visit(
                services, wish, offered, chosen, name, phone, note, moves, Optional.of(question), misses, booked);
    }

    Visit missed(int times) {
        return new Visit(services, wish, offered, chosen, name, phone, note, moves, asked, times, booked);
    }

    Visit wishing(Wish other) {
        return new Visit(services, other, offered, chosen, name, phone, note, moves, asked, misses, booked);
    }

    Visit offering(List<Instant> times) {
        return new Visit(services, wish, times, Optional.empty(), name, phone, note, moves, asked, misses, booked);
    }

    Visit choosing(Instant time) {
        return new Visit(services, wish, List.of(), Optional.of(time), name, phone, note, moves, asked, misses, booked);
    }

    /** To take the place of an appointment, at another time. */
    Visit moving(String appointment, List<String> itsServices) {
        return new Visit(
                itsServices,
                wish,
                List.of(),
                Optional.empty(),
                name,
                phone,
                note,
                Optional.of(appointment),
                asked,
                misses,
                booked);
    }

    /** Nothing is wished any more; who comes is still known. */
    Visit done(boolean wasBooked) {
        return new Visit(
                List.of(),
                Wish.NONE,
                List.of(),
                Optional.empty(),
                name,
                phone,
                "",
                Optional.empty(),
                Optional.empty(),
                0,
                booked || wasBooked);
    }

    AppointmentDraft draft(Instant startsAt, Duration length) {
        return new AppointmentDraft(
                services,
                startsAt,
                length,
                new OrderDraft.Caller(name.orElse("-"), phone.orElse(null)),
                note,
                moves.orElse(null));
    }
}
