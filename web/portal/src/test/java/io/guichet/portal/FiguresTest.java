package io.guichet.portal;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FiguresTest {

    @Test
    void an_amount_is_written_as_its_reader_writes_it() {
        assertThat(Figures.money(new BigDecimal("6948.00"), "EUR", Locale.FRANCE))
                .isEqualTo("6\u202f948,00\u00a0€");
        assertThat(Figures.money(new BigDecimal("6948.00"), "EUR", Locale.UK)).isEqualTo("€6,948.00");
    }

    @Test
    void a_rate_has_no_needless_decimals() {
        assertThat(Figures.number(new BigDecimal("5.5"), Locale.FRANCE)).isEqualTo("5,5");
        assertThat(Figures.number(new BigDecimal("20.00"), Locale.FRANCE)).isEqualTo("20");
    }

    @Test
    void a_size_is_told_in_the_unit_that_it_fills() {
        assertThat(Figures.size(0, Locale.FRANCE)).isEqualTo("0\u00a0o");
        assertThat(Figures.size(1_536, Locale.FRANCE)).isEqualTo("1,5\u00a0Ko");
        assertThat(Figures.size(10 * 1024 * 1024, Locale.FRANCE)).isEqualTo("10\u00a0Mo");
        assertThat(Figures.size(5_000_000_000L, Locale.UK)).isEqualTo("4.7\u00a0GB");
    }

    @Test
    void a_time_is_told_in_paris_summer_and_winter() {
        assertThat(Figures.time(Instant.parse("2026-07-14T10:00:00Z"), Locale.FRANCE))
                .isEqualTo("14 juillet 2026 à 12:00");
        assertThat(Figures.time(Instant.parse("2026-12-01T10:00:00Z"), Locale.FRANCE))
                .isEqualTo("1 décembre 2026 à 11:00");
    }
}
