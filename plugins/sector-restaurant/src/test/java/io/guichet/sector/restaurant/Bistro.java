package io.guichet.sector.restaurant;

import io.guichet.spi.sector.Business;
import io.guichet.spi.sector.Business.Opening;
import io.guichet.spi.sector.PriceBook;
import io.guichet.spi.sector.PriceItem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A restaurant of Paris, with the prices that are shipped. It is a Friday, 20 November 2026, 10 in the morning. */
final class Bistro {

    static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    static final PriceBook BOOK = read();

    private Bistro() {}

    /** A time of that November in Paris. */
    static Instant on(int day, int hour, int minute) {
        return LocalDate.of(2026, 11, day).atTime(hour, minute).atZone(PARIS).toInstant();
    }

    /** Open for lunch and dinner but on Monday at noon and Sunday evening; closed on the 25th. */
    static Business open() {
        return at(on(20, 10, 0), List.of());
    }

    static Business at(Instant now, List<Business.Standing> standing) {
        var week = Stream.of(
                        open(
                                "12:00",
                                "14:30",
                                DayOfWeek.TUESDAY,
                                DayOfWeek.WEDNESDAY,
                                DayOfWeek.THURSDAY,
                                DayOfWeek.FRIDAY),
                        open("12:00", "15:00", DayOfWeek.SATURDAY, DayOfWeek.SUNDAY),
                        open(
                                "19:00",
                                "22:30",
                                DayOfWeek.TUESDAY,
                                DayOfWeek.WEDNESDAY,
                                DayOfWeek.THURSDAY,
                                DayOfWeek.MONDAY),
                        open("19:00", "01:00", DayOfWeek.FRIDAY, DayOfWeek.SATURDAY))
                .flatMap(openings -> openings)
                .toList();
        return new Business(
                PARIS,
                now,
                week,
                List.of(new Business.Closure(LocalDate.of(2026, 11, 25), LocalDate.of(2026, 11, 25))),
                1,
                Duration.ofMinutes(15),
                Duration.ofMinutes(30),
                List.of(
                        offer("PIZ-MARG", Optional.of(List.of("gluten", "lait")), true),
                        offer("PLA-STEAK", Optional.of(List.of()), true),
                        offer("PLA-SAUMON", Optional.of(List.of("poisson", "lait")), true),
                        offer("DES-TARTE", Optional.empty(), false)),
                List.of(),
                standing);
    }

    private static Business.Offer offer(String code, Optional<List<String>> allergens, boolean available) {
        return new Business.Offer(code, Optional.empty(), allergens, available);
    }

    private static Stream<Opening> open(String opens, String closes, DayOfWeek... days) {
        return Stream.of(days).map(day -> new Opening(day, LocalTime.parse(opens), LocalTime.parse(closes)));
    }

    private static PriceBook read() {
        try (var lines = Files.lines(Path.of("../../ejb/src/main/resources/pricebooks/bistro.csv"))) {
            return new PriceBook(
                    "Bistro des Halles", lines.skip(1).map(Bistro::item).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PriceItem item(String line) {
        var cells = line.split(";", -1);
        return new PriceItem(
                cells[0],
                cells[1],
                cells[2],
                PriceItem.Unit.PIECE,
                new BigDecimal(cells[4]).movePointRight(2).longValueExact(),
                PriceItem.VatClass.valueOf(cells[5].toUpperCase(Locale.ROOT)),
                list(cells[6]),
                list(cells[7]),
                null);
    }

    private static List<String> list(String cell) {
        return cell.isEmpty() ? List.of() : List.of(cell.split("\\|"));
    }
}
