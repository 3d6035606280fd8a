package io.guichet.quote;

import io.guichet.spi.sector.PriceItem;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * A price book as CSV: UTF-8, {@code ;} between columns, {@code |} between words of one column, prices in major units
 * with a point.
 */
final class PriceBookCsv {

    private static final int MOST = 5_000;
    private static final BigDecimal LARGEST_FACTOR = new BigDecimal(1_000);
    private static final String[] COLUMNS = {
        "code",
        "trade",
        "label",
        "unit",
        "unit_price",
        "vat_class",
        "synonyms",
        "implied_by",
        "derived_from",
        "derived_factor"
    };
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setDelimiter(';')
            .setHeader(COLUMNS)
            .setSkipHeaderRecord(true)
            .setIgnoreSurroundingSpaces(true)
            .setIgnoreEmptyLines(true)
            .setRecordSeparator('\n')
            .get();

    private PriceBookCsv() {}

    /** What was read: all items, or every faulty line. */
    sealed interface Parsed {
        record Items(List<PriceItem> items) implements Parsed {}

        record Faults(List<Fault> faults) implements Parsed {}
    }

    /**
     * @param line in the file, the header being 1
     */
    record Fault(long line, String message) {}

    static Parsed parse(String csv) {
        var text = csv.startsWith("\uFEFF") ? csv.substring(1) : csv;
        var faults = new ArrayList<Fault>();
        var items = new ArrayList<PriceItem>();
        var codes = new HashSet<String>();
        var header = text.lines().findFirst().orElse("").strip();
        if (!header.equals(String.join(";", COLUMNS))) {
            return new Parsed.Faults(List.of(new Fault(1, "the header is " + String.join(";", COLUMNS))));
        }
        try (var parser = FORMAT.parse(new StringReader(text))) {
            for (var row : parser) {
                try {
                    var item = item(row);
                    if (!codes.add(item.code())) {
                        throw new IllegalArgumentException("code " + item.code() + " stands twice");
                    }
                    items.add(item);
                } catch (IllegalArgumentException e) {
                    faults.add(new Fault(parser.getCurrentLineNumber(), String.valueOf(e.getMessage())));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            faults.add(new Fault(items.size() + faults.size() + 2L, "is not CSV: " + e.getMessage()));
        }
        if (items.size() > MOST) {
            faults.add(new Fault(MOST + 2L, "a price book has at most " + MOST + " items"));
        }
        if (items.isEmpty() && faults.isEmpty()) {
            faults.add(new Fault(2, "a price book has at least one item"));
        }
        return faults.isEmpty() ? new Parsed.Items(items) : new Parsed.Faults(faults);
    }

    private static PriceItem item(CSVRecord row) {
        if (row.size() != COLUMNS.length) {
            throw new IllegalArgumentException("has " + row.size() + " columns instead of " + COLUMNS.length);
        }
        return new PriceItem(
                row.get("code"),
                filled(row, "trade"),
                filled(row, "label"),
                unit(row.get("unit")),
                price(row.get("unit_price")),
                vatClass(row.get("vat_class")),
                words(row.get("synonyms")),
                words(row.get("implied_by")),
                derived(row.get("derived_from"), row.get("derived_factor")));
    }

    private static String filled(CSVRecord row, String column) {
        var value = row.get(column);
        if (value.isBlank() || value.length() > 200) {
            throw new IllegalArgumentException(column + " has 1 to 200 characters");
        }
        return value;
    }

    private static PriceItem.Unit unit(String text) {
        return Arrays.stream(PriceItem.Unit.values())
                .filter(u -> u.symbol().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unit « " + text + " » is not known"));
    }

    private static long price(String text) {
        try {
            var price = new BigDecimal(text);
            if (price.signum() < 0 || price.compareTo(new BigDecimal(1_000_000)) > 0) {
                throw new IllegalArgumentException("unit_price is 0 to 1000000");
            }
            return price.movePointRight(2).longValueExact();
        } catch (NumberFormatException | ArithmeticException e) {
            throw new IllegalArgumentException("unit_price « " + text + " » is no amount with two decimals", e);
        }
    }

    private static PriceItem.VatClass vatClass(String text) {
        return Arrays.stream(PriceItem.VatClass.values())
                .filter(v -> v.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("vat_class « " + text + " » is not known"));
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split("\\|"))
                .map(String::strip)
                .filter(w -> !w.isEmpty())
                .toList();
    }

    private static PriceItem.@Nullable Derived derived(String measure, String factor) {
        if (measure.isBlank() && factor.isBlank()) {
            return null;
        }
        if (!measure.matches("[a-z][a-z0-9_]{0,63}")) {
            throw new IllegalArgumentException("derived_from « " + measure + " » is no name of a measure");
        }
        try {
            var value = new BigDecimal(factor);
            if (value.signum() <= 0 || value.scale() > 3 || value.compareTo(LARGEST_FACTOR) > 0) {
                throw new IllegalArgumentException("derived_factor is 0.001 to " + LARGEST_FACTOR);
            }
            return new PriceItem.Derived(measure, value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("derived_factor « " + factor + " » is no number", e);
        }
    }

    static String write(List<PriceItem> items) {
        var out = new StringWriter();
        try (var printer = FORMAT.builder().setSkipHeaderRecord(false).get().print(out)) {
            for (var item : items) {
                var derived = item.derived();
                printer.printRecord(
                        item.code(),
                        item.trade(),
                        item.label(),
                        item.unit().symbol(),
                        BigDecimal.valueOf(item.unitPriceMinor(), 2).toPlainString(),
                        item.vatClass().name().toLowerCase(Locale.ROOT),
                        String.join("|", item.synonyms()),
                        String.join("|", item.impliedBy()),
                        derived == null ? "" : derived.measure(),
                        derived == null ? "" : derived.factor().toPlainString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }
}
