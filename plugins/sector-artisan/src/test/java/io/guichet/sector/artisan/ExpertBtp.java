package io.guichet.sector.artisan;

import io.guichet.spi.sector.PriceBook;
import io.guichet.spi.sector.PriceItem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The price book that is shipped, read as plainly as its own format allows. */
final class ExpertBtp {

    static final Path FILE = Path.of("../../ejb/src/main/resources/pricebooks/expert-btp.csv");
    static final PriceBook BOOK = read();

    private ExpertBtp() {}

    static List<String> lines() {
        try {
            return Files.readAllLines(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PriceBook read() {
        return new PriceBook(
                "Expert BTP", lines().stream().skip(1).map(ExpertBtp::item).toList());
    }

    private static PriceItem item(String line) {
        var cells = line.split(";", -1);
        return new PriceItem(
                cells[0],
                cells[1],
                cells[2],
                unit(cells[3]),
                new BigDecimal(cells[4]).movePointRight(2).longValueExact(),
                PriceItem.VatClass.valueOf(cells[5].toUpperCase(Locale.ROOT)),
                list(cells[6]),
                list(cells[7]),
                cells[8].isEmpty() ? null : new PriceItem.Derived(cells[8], new BigDecimal(cells[9])));
    }

    private static PriceItem.Unit unit(String symbol) {
        return Arrays.stream(PriceItem.Unit.values())
                .filter(unit -> unit.symbol().equals(symbol))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no unit: " + symbol));
    }

    private static List<String> list(String cell) {
        return cell.isEmpty() ? List.of() : List.of(cell.split("\\|"));
    }
}
