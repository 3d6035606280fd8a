package io.guichet.billing;

import io.guichet.kernel.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a part of a month costs. */
class ProrationTest {

    @ParameterizedTest(name = "{0} from {2} to {3} in {1} is {4}")
    @CsvSource({
        // November has 30 days.
        "4900, Europe/Paris, 2026-10-31T23:00:00Z, 2026-11-30T23:00:00Z, 4900",
        "4900, Europe/Paris, 2026-11-15T23:00:00Z, 2026-11-30T23:00:00Z, 2450",
        "4900, Europe/Paris, 2026-01-01T00:00:00Z, 2027-01-01T00:00:00Z, 4900",
        "4900, Europe/Paris, 2026-12-01T00:00:00Z, 2027-01-01T00:00:00Z, 0",
        "4900, Europe/Paris, 2026-11-10T00:00:00Z, 2026-11-10T00:00:00Z, 0",
        "4900, Europe/Paris, 2026-11-20T00:00:00Z, 2026-11-10T00:00:00Z, 0",
        // Halves go to the even neighbour: 1 × ½ = 0, 3 × ½ = 2.
        "1, Europe/Paris, 2026-11-15T23:00:00Z, 2026-11-30T23:00:00Z, 0",
        "3, Europe/Paris, 2026-11-15T23:00:00Z, 2026-11-30T23:00:00Z, 2",
        // Elsewhere the month begins later.
        "4900, Pacific/Honolulu, 2026-11-01T00:00:00Z, 2026-11-01T10:00:00Z, 0"
    })
    void a_part_costs_its_seconds_of_the_month(long price, String zone, Instant from, Instant to, long expected) {
        var part = Proration.part(Money.euros(price), LocalDate.parse("2026-11-17"), ZoneId.of(zone), from, to);

        assertThat(part).isEqualTo(Money.euros(expected));
    }

    @ParameterizedTest
    @CsvSource({"2026-10-25T01:00:00Z", "2026-10-03T17:13:59Z"})
    void two_parts_of_a_month_with_a_change_of_the_clock_cost_the_whole_but_for_a_cent(Instant middle) {
        var zone = ZoneId.of("Europe/Paris");
        var day = LocalDate.parse("2026-10-01");
        var price = Money.euros(19_900);
        var first = Proration.part(price, day, zone, Instant.EPOCH, middle);
        var second = Proration.part(price, day, zone, middle, Instant.parse("2030-01-01T00:00:00Z"));

        assertThat(first.plus(second).minor()).isBetween(19_899L, 19_901L);
    }
}
