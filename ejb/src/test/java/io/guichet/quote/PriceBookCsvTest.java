package io.guichet.quote;

import io.guichet.spi.sector.PriceItem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PriceBookCsvTest {

    private static final String HEADER =
            "code;trade;label;unit;unit_price;vat_class;synonyms;implied_by;derived_from;derived_factor\n";
    private static final String ROW =
            "CAR-SOL;carrelage;Carrelage sol;m²;80.00;improvement;sol|carrelage;;floor_area;1\n";

    @Test
    void the_book_that_is_shipped_goes_round() throws IOException {
        var csv = shipped();
        var items = items(csv);

        assertThat(items).hasSizeGreaterThanOrEqualTo(150);
        assertThat(items.stream().map(PriceItem::trade).distinct()).hasSizeGreaterThanOrEqualTo(12);
        assertThat(PriceBookCsv.write(items)).isEqualTo(csv);
        assertThat(items(PriceBookCsv.write(items))).isEqualTo(items);
    }

    @Test
    void every_column_is_read() {
        var item = items(HEADER + ROW).getFirst();

        assertThat(item.code()).isEqualTo("CAR-SOL");
        assertThat(item.unit()).isEqualTo(PriceItem.Unit.SQUARE_METRE);
        assertThat(item.unitPriceMinor()).isEqualTo(8000);
        assertThat(item.vatClass()).isEqualTo(PriceItem.VatClass.IMPROVEMENT);
        assertThat(item.synonyms()).containsExactly("sol", "carrelage");
        assertThat(item.impliedBy()).isEmpty();
        assertThat(item.derived()).isNotNull();
    }

    @Test
    void a_spreadsheets_habits_are_understood() {
        var expected = items(HEADER + ROW);

        assertThat(items("\uFEFF" + HEADER + ROW)).isEqualTo(expected);
        assertThat(items((HEADER + ROW).replace("\n", "\r\n"))).isEqualTo(expected);
        assertThat(items(HEADER + ROW.replace("Carrelage sol", "\"Carrelage sol\"")))
                .isEqualTo(expected);
        assertThat(items(HEADER + ROW.replace(";", " ; "))).isEqualTo(expected);
        assertThat(items(HEADER + "\n\n" + ROW + "\n")).isEqualTo(expected);
        assertThat(items(HEADER + ROW.strip())).isEqualTo(expected);
    }

    @Test
    void a_label_may_hold_the_delimiter_and_quotes() {
        var items = items(HEADER + ROW.replace("Carrelage sol", "\"Sol ; dit \"\"beau\"\"\""));

        assertThat(items.getFirst().label()).isEqualTo("Sol ; dit \"beau\"");
        assertThat(items(PriceBookCsv.write(items))).isEqualTo(items);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', textBlock = """
            car-sol;t;l;m²;80.00;improvement;;;;            # code
            CAR SOL;t;l;m²;80.00;improvement;;;;            # code
            ;t;l;m²;80.00;improvement;;;;                   # code
            A;;l;m²;80.00;improvement;;;;                   # trade
            A;t;;m²;80.00;improvement;;;;                   # label
            A;t;l;m2;80.00;improvement;;;;                  # unit
            A;t;l;m²;80,00;improvement;;;;                  # unit_price
            A;t;l;m²;80.001;improvement;;;;                 # unit_price
            A;t;l;m²;-1;improvement;;;;                     # unit_price
            A;t;l;m²;1000000.01;improvement;;;;             # unit_price
            A;t;l;m²;1e-999999999;improvement;;;;           # unit_price
            A;t;l;m²;NaN;improvement;;;;                    # unit_price
            A;t;l;m²;;improvement;;;;                       # unit_price
            A;t;l;m²;80.00;lowest;;;;                       # vat_class
            A;t;l;m²;80.00;;;;;                             # vat_class
            A;t;l;m²;80.00;improvement;;;floor_area;        # derived_factor
            A;t;l;m²;80.00;improvement;;;;2                 # derived_from
            A;t;l;m²;80.00;improvement;;;floor_area;0       # derived_factor
            A;t;l;m²;80.00;improvement;;;floor_area;-1      # derived_factor
            A;t;l;m²;80.00;improvement;;;floor_area;1e99999 # derived_factor
            A;t;l;m²;80.00;improvement;;;floor_area;0.00001 # derived_factor
            A;t;l;m²;80.00;improvement                      # columns
            A;t;l;m²;80.00;improvement;;;;;                 # columns
            """)
    void a_faulty_line_is_named_with_what_is_wrong(String row, String wrong) {
        assertThat(faults(HEADER + ROW + row + "\n")).singleElement().satisfies(f -> {
            assertThat(f.line()).isEqualTo(3);
            assertThat(f.message()).contains(wrong);
        });
    }

    @Test
    void every_faulty_line_is_named() {
        var csv = HEADER + "a;;;;;;;;;\n" + ROW + "\n" + "B;t;l;m2;1;improvement;;;;\n" + "C;t;l;m²;x;improvement;;;;";

        assertThat(faults(csv)).extracting(PriceBookCsv.Fault::line).containsExactly(2L, 5L, 6L);
    }

    @Test
    void a_code_stands_once() {
        assertThat(faults(HEADER + ROW + ROW)).singleElement().satisfies(f -> {
            assertThat(f.line()).isEqualTo(3);
            assertThat(f.message()).contains("CAR-SOL", "twice");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "code,trade,label\n", "hello", "\u0000\u0001"})
    void what_has_another_header_is_no_price_book(String csv) {
        assertThat(faults(csv))
                .singleElement()
                .satisfies(f -> assertThat(f.line()).isEqualTo(1));
    }

    @Test
    void a_book_has_at_least_one_item() {
        assertThat(faults(HEADER))
                .singleElement()
                .satisfies(f -> assertThat(f.line()).isEqualTo(2));
    }

    @Test
    void quotes_that_are_never_closed_are_a_fault_and_no_failure() {
        assertThat(faults(HEADER + ROW + "A;t;\"l;m²;80.00;improvement;;;;\n")).isNotEmpty();
    }

    @Test
    void a_book_has_at_most_five_thousand_items() {
        assertThat(items(HEADER + rows(5_000))).hasSize(5_000);
        assertThat(faults(HEADER + rows(5_001)))
                .singleElement()
                .satisfies(f -> assertThat(f.message()).contains("5000"));
    }

    private static String rows(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "A" + i + ";t;l;u;1;standard;;;;\n")
                .collect(Collectors.joining());
    }

    static String shipped() throws IOException {
        try (var in = PriceBookCsvTest.class.getResourceAsStream("/pricebooks/expert-btp.csv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<PriceItem> items(String csv) {
        return switch (PriceBookCsv.parse(csv)) {
            case PriceBookCsv.Parsed.Items read -> read.items();
            case PriceBookCsv.Parsed.Faults faulty ->
                throw new AssertionError(faulty.faults().toString());
        };
    }

    private static List<PriceBookCsv.Fault> faults(String csv) {
        return switch (PriceBookCsv.parse(csv)) {
            case PriceBookCsv.Parsed.Items read ->
                throw new AssertionError(read.items().size() + " items were read");
            case PriceBookCsv.Parsed.Faults faulty -> faulty.faults();
        };
    }
}
