package io.guichet.billing;

import io.guichet.kernel.Money;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a part of a month costs. */
class ProrationTest {

    @ParameterizedTest(name = "{0} from {2} to {3} in {1} is {4}")
    @CsvSource({
        // November has 30 days.
        "4900, Europe/Paris, 2026-10-31T23:00:00Z, 2026-11-30T23:00:00Z, 4900",
        "4900, Europe/Paris, 2026-11-15T23:00:00Z, 2026-11-30T23:00:00Z, 2450",
        "4900, Europe/Paris, 2026-11-15T23:00:00Z, , 2450",
        "4900, Europe/Paris, 2026-01-01T00:00:00Z, 2027-01-01T00:00:00Z, 4900",
        // Halves go to the even neighbour: 1 × ½ = 0, 3 × ½ = 2.
        "1, Europe/Paris, 2026-11-15T23:00:00Z, 2026-11-30T23:00:00Z, 0",
        "3, Europe/Paris, 2026-11-15T23:00:00Z, 2026-11-30T23:00:00Z, 2",
        // Elsewhere the month begins later.
        "4900, Pacific/Honolulu, 2026-11-01T00:00:00Z, 2026-11-16T10:00:00Z, 2450"
    })
    void a_part_costs_its_time_of_the_month(
            long price, ZoneId zone, Instant from, @Nullable Instant to, long expected) {
        var part = Proration.of(november(zone), from, to);

        assertThat(part.of(Money.euros(price))).isEqualTo(Money.euros(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-12-01T00:00:00Z, 2027-01-01T00:00:00Z",
        "2026-11-30T23:00:00Z, ",
        "2026-10-01T00:00:00Z, 2026-10-31T23:00:00Z",
        "2026-11-10T00:00:00Z, 2026-11-10T00:00:00Z",
        "2026-11-20T00:00:00Z, 2026-11-10T00:00:00Z"
    })
    void what_did_not_run_in_the_month_has_no_part_of_it(Instant from, @Nullable Instant to) {
        assertThatThrownBy(() -> Proration.of(november(ZoneId.of("Europe/Paris")), from, to))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"2026-10-25T01:00:00Z", "2026-10-03T17:13:59Z"})
    void two_parts_of_a_month_with_a_change_of_the_clock_cost_the_whole_but_for_a_cent(Instant middle) {
        var october = BillingMonths.in(YearMonth.of(2026, 10), ZoneId.of("Europe/Paris"));
        var price = Money.euros(19_900);
        var first = Proration.of(october, Instant.EPOCH, middle).of(price);
        var second = Proration.of(october, middle, null).of(price);

        assertThat(first.plus(second).minor()).isBetween(19_899L, 19_901L);
    }

    private static Month november(ZoneId zone) {
        return BillingMonths.in(YearMonth.of(2026, 11), zone);
    }
}
