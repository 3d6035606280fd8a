package io.guichet.sector.hairdresser;

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

/** A hairdresser of Paris, with the prices that are shipped. It is a Friday, 20 November 2026, 10 in the morning. */
final class Salon {

    static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    static final PriceBook BOOK = read();

    private Salon() {}

    /** A time of that November in Paris. */
    static Instant on(int day, int hour, int minute) {
        return LocalDate.of(2026, 11, day).atTime(hour, minute).atZone(PARIS).toInstant();
    }

    /** Open from Tuesday to Saturday, one chair, free all day but Saturday from 9 to 10:30. */
    static Business open() {
        return with(1, List.of(new Business.Taken(1, on(21, 9, 0), on(21, 10, 30))), List.of());
    }

    static Business with(int chairs, List<Business.Taken> taken, List<Business.Standing> standing) {
        var week = Stream.of(
                        open(
                                "09:00",
                                "19:00",
                                DayOfWeek.TUESDAY,
                                DayOfWeek.WEDNESDAY,
                                DayOfWeek.THURSDAY,
                                DayOfWeek.FRIDAY),
                        open("09:00", "17:00", DayOfWeek.SATURDAY))
                .flatMap(openings -> openings)
                .toList();
        return new Business(
                PARIS,
                on(20, 10, 0),
                week,
                List.of(new Business.Closure(LocalDate.of(2026, 11, 25), LocalDate.of(2026, 11, 25))),
                chairs,
                Duration.ofMinutes(15),
                Duration.ofMinutes(30),
                List.of(
                        offer("COUPE-F", 45),
                        offer("COUPE-H", 30),
                        offer("COUPE-E", 30),
                        offer("BARBE", 15),
                        offer("BRUSHING", 30),
                        offer("COULEUR", 75),
                        offer("MECHES", 120)),
                taken,
                standing);
    }

    private static Business.Offer offer(String code, int minutes) {
        return new Business.Offer(code, Optional.of(Duration.ofMinutes(minutes)), Optional.empty(), true);
    }

    private static Stream<Opening> open(String opens, String closes, DayOfWeek... days) {
        return Stream.of(days).map(day -> new Opening(day, LocalTime.parse(opens), LocalTime.parse(closes)));
    }

    private static PriceBook read() {
        try (var lines = Files.lines(Path.of("../../ejb/src/main/resources/pricebooks/salon.csv"))) {
            return new PriceBook("Salon Nadia", lines.skip(1).map(Salon::item).toList());
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
