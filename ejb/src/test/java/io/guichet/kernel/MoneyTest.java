package io.guichet.kernel;

import java.math.BigDecimal;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MoneyTest {

    private static final Currency YEN = Currency.getInstance("JPY");

    @ParameterizedTest
    @CsvSource({
        "1, 0.5, 0",
        "3, 0.5, 2",
        "5, 0.5, 2",
        "7, 0.5, 4",
        "-1, 0.5, 0",
        "-3, 0.5, -2",
        "10, 0.15, 2",
        "10, 0.25, 2",
        "10, 0.2501, 3",
        "579000, 0.2, 115800",
        "0, 12.5, 0"
    })
    void a_product_is_rounded_half_even_once(long minor, String quantity, long product) {
        assertThat(Money.euros(minor).times(new BigDecimal(quantity))).isEqualTo(Money.euros(product));
    }

    @Test
    void amounts_of_one_currency_add_up() {
        assertThat(Money.euros(150).plus(Money.euros(-50))).isEqualTo(Money.euros(100));
        assertThatThrownBy(() -> Money.euros(1).plus(new Money(1, YEN))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_does_not_fit_is_never_a_wrong_amount() {
        assertThatThrownBy(() -> Money.euros(Long.MAX_VALUE).plus(Money.euros(1)))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Money.euros(Long.MAX_VALUE).times(BigDecimal.TWO))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void major_units_have_the_currencys_decimals() {
        assertThat(Money.of(new BigDecimal("6948"), Money.EUR)).isEqualTo(Money.euros(694_800));
        assertThat(Money.euros(694_800).major()).isEqualTo(new BigDecimal("6948.00"));
        assertThat(Money.of(new BigDecimal("12"), YEN).major()).isEqualTo(new BigDecimal("12"));
        assertThatThrownBy(() -> Money.of(new BigDecimal("0.001"), Money.EUR)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Money.of(new BigDecimal("0.5"), YEN)).isInstanceOf(ArithmeticException.class);
    }
}
