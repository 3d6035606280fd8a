package io.guichet.billing;

import io.guichet.kernel.Money;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ChargeTest {

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final Money PRO = Money.euros(19900);
    private static final String FIFTH_OF_MARCH = "2026-03-05T10:00:00+01:00";

    /** A year of Pro is 12 × 199 €. */
    @ParameterizedTest
    @CsvSource({
        "2026-03, 238800",
        "2026-04, 0",
        "2027-02, 0",
        "2027-03, 238800",
        "2036-03, 238800",
    })
    void a_year_is_paid_in_the_month_in_which_it_begins(String month, long amount) {
        assertThat(total(month, BillingType.YEARLY, FIFTH_OF_MARCH, null)).isEqualTo(amount);
    }

    @Test
    void a_year_goes_from_one_anniversary_to_the_next_by_the_tenants_calendar() {
        var year = yearly("2026-03", FIFTH_OF_MARCH, null).getFirst();

        assertThat(year.from()).isEqualTo(at(FIFTH_OF_MARCH));
        assertThat(year.until()).isEqualTo(at("2027-03-05T10:00:00+01:00"));
        assertThat(year.months()).isEqualByComparingTo("12");
    }

    /** The 29th of February comes back in 2028; meanwhile its year begins on the 28th. */
    @ParameterizedTest
    @CsvSource({
        "2025-02, 2025-02-28T12:00:00+01:00",
        "2026-02, 2026-02-28T12:00:00+01:00",
        "2028-02, 2028-02-29T12:00:00+01:00",
    })
    void a_year_that_began_on_a_leap_day_is_paid_every_year(String month, String begin) {
        assertThat(yearly(month, "2024-02-29T12:00:00+01:00", null))
                .extracting(Charge::from)
                .containsExactly(at(begin));
    }

    @Test
    void what_is_left_of_a_year_comes_back_in_the_month_in_which_the_subscription_ends() {
        var half = "2026-09-03T23:00:00+02:00";

        assertThat(total("2026-08", BillingType.YEARLY, FIFTH_OF_MARCH, half)).isZero();
        assertThat(yearly("2026-09", FIFTH_OF_MARCH, half)).singleElement().satisfies(back -> {
            assertThat(back.isGivenBack()).isTrue();
            assertThat(back.from()).isEqualTo(at(half));
            assertThat(back.until()).isEqualTo(at("2027-03-05T10:00:00+01:00"));
            assertThat(back.months()).isEqualByComparingTo("-6");
            assertThat(back.amount()).isEqualTo(Money.euros(-119400));
        });
    }

    @Test
    void what_ends_with_the_month_comes_back_with_it_and_only_once() {
        var end = "2026-10-01T00:00:00+02:00";

        assertThat(yearly("2026-09", FIFTH_OF_MARCH, end)).hasSize(1);
    }

    @Test
    void what_ends_on_its_anniversary_begins_no_other_year_and_gives_nothing_back() {
        assertThat(yearly("2027-03", FIFTH_OF_MARCH, "2027-03-05T10:00:00+01:00"))
                .isEmpty();
    }

    @Test
    void who_leaves_in_the_month_in_which_he_came_pays_for_the_days_that_he_was_there() {
        var charges = yearly("2026-03", FIFTH_OF_MARCH, "2026-03-15T10:00:00+01:00");

        // 10 of 365 days of 2,388 €.
        assertThat(charges).extracting(charge -> charge.amount().minor()).containsExactly(238800L, -232258L);
    }

    /** Whoever stays a year pays the same for it in both ways, and who leaves has paid what he had, to a cent. */
    @ParameterizedTest
    @CsvSource({", 238800", "2026-11-20T10:00:00+01:00, 170104", "2026-03-05T11:00:00+01:00, 27"})
    void all_charges_of_a_year_add_up_to_the_time_that_it_ran(@Nullable String until, long paid) {
        var all = IntStream.range(0, 12)
                .mapToObj(YearMonth.of(2026, 3)::plusMonths)
                .filter(month -> until == null || BillingMonths.in(month, PARIS).has(at(FIFTH_OF_MARCH), at(until)))
                .mapToLong(month -> total(month.toString(), BillingType.YEARLY, FIFTH_OF_MARCH, until))
                .sum();

        assertThat(all).isEqualTo(paid);
    }

    @Test
    void who_pays_by_use_is_asked_nothing_for_the_plan() {
        assertThat(total("2026-03", BillingType.USAGE, FIFTH_OF_MARCH, null)).isZero();
    }

    @Test
    void who_pays_by_the_month_pays_its_part_of_it() {
        assertThat(Stream.of("2026-03", "2026-04")
                        .map(month -> total(month, BillingType.MONTHLY, "2026-03-17T00:00:00+01:00", null)))
                .containsExactly(9615L, 19900L);
    }

    private static long total(String month, BillingType type, String since, @Nullable String until) {
        return charges(month, type, since, until).stream()
                .mapToLong(charge -> charge.amount().minor())
                .sum();
    }

    private static List<Charge> yearly(String month, String since, @Nullable String until) {
        return charges(month, BillingType.YEARLY, since, until);
    }

    private static List<Charge> charges(String month, BillingType type, String since, @Nullable String until) {
        return Charge.of(
                BillingMonths.in(YearMonth.parse(month), PARIS),
                type,
                PRO,
                at(since),
                until == null ? null : at(until));
    }

    private static Instant at(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }
}
