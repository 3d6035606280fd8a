package io.guichet.billing;

import io.guichet.kernel.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class InvoicingTest {

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final Month OCTOBER = BillingMonths.in(YearMonth.of(2026, 10), PARIS);
    private static final Month APRIL = BillingMonths.in(YearMonth.of(2026, 4), PARIS);
    private static final Invoicing.Buyer FRENCH = new Invoicing.Buyer("FR40303265045", Locale.FRENCH);
    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void a_month_of_a_plan_is_one_line_at_its_price() {
        var draft = Invoicing.draft(OCTOBER, FRENCH, List.of(pro(LONG_AGO, null, Map.of())), Map.of());

        assertThat(draft.lines()).singleElement().satisfies(line -> {
            assertThat(line.label()).isEqualTo("Abonnement Pro, du 1 octobre 2026 au 31 octobre 2026");
            assertThat(line.quantity()).isEqualByComparingTo("1");
            assertThat(line.total()).isEqualTo(Money.euros(19900));
            assertThat(line.vat()).isEqualTo(Vat.STANDARD);
            assertThat(line.tax()).isEqualTo(Money.euros(3980));
        });
        assertThat(draft.total()).isEqualTo(Money.euros(19900));
        assertThat(draft.vat()).isEqualTo(Money.euros(3980));
    }

    /** October has 745 hours in Paris: the clocks go back. */
    @ParameterizedTest
    @CsvSource({
        "2026-10-01T00:00:00+02:00, 2026-11-01T00:00:00+01:00, 19900, 1",
        "2026-10-16T12:00:00+02:00, , 9963, 0.500671",
        "2026-10-31T00:00:00+01:00, 2026-10-31T12:00:00+01:00, 321, 0.016107",
        "2026-09-01T00:00:00+02:00, 2026-10-01T01:00:00+02:00, 27, 0.001342",
    })
    void a_part_of_a_month_costs_its_part_of_the_price(
            String from, @Nullable String until, long total, BigDecimal quantity) {
        var slice = pro(at(from), until == null ? null : at(until), Map.of());

        var line = Invoicing.draft(OCTOBER, FRENCH, List.of(slice), Map.of())
                .lines()
                .getFirst();

        assertThat(line.total()).isEqualTo(Money.euros(total));
        assertThat(line.quantity()).isEqualByComparingTo(quantity);
    }

    @Test
    void half_a_cent_goes_to_the_even_one() {
        var middle = at("2026-04-16T00:00:00+02:00");
        var odd = slice("A", Money.euros(101), LONG_AGO, middle, Map.of(), Map.of());
        var even = slice("B", Money.euros(103), middle, null, Map.of(), Map.of());

        var lines = Invoicing.draft(APRIL, FRENCH, List.of(odd, even), Map.of()).lines();

        assertThat(lines).extracting(line -> line.total().minor()).containsExactly(50L, 52L);
    }

    @Test
    void after_a_change_of_plan_each_part_is_billed_on_its_own() {
        var change = at("2026-10-11T00:00:00+02:00");
        var before = automation(LONG_AGO, change, Map.of("sessions", 400L));
        var after = pro(change, null, Map.of("sessions", 7L));

        var draft = Invoicing.draft(OCTOBER, FRENCH, List.of(before, after), Map.of());

        assertThat(draft.lines())
                .extracting(Invoicing.Line::label)
                .containsExactly(
                        "Abonnement Automation, du 1 octobre 2026 au 10 octobre 2026",
                        "Conversations au-delà du forfait",
                        "Abonnement Pro, du 11 octobre 2026 au 31 octobre 2026");
        // 240 of 745 hours of 1,000 conversations are 322; 78 at 5 cents.
        assertThat(draft.lines().get(1).quantity()).isEqualByComparingTo("78");
        assertThat(draft.lines().get(1).total()).isEqualTo(Money.euros(390));
        assertThat(draft.usage()).contains(new Invoicing.Usage("sessions", 407, 322L + 6779L, 78));
    }

    @ParameterizedTest
    @CsvSource({"999, 0, 0", "1000, 0, 0", "1001, 1, 5", "1500, 500, 2500"})
    void units_beyond_what_is_included_are_billed_at_their_price(long used, long overage, long total) {
        var draft = Invoicing.draft(
                OCTOBER, FRENCH, List.of(automation(LONG_AGO, null, Map.of("sessions", used))), Map.of());

        assertThat(draft.usage()).contains(new Invoicing.Usage("sessions", used, 1000L, overage));
        assertThat(draft.total()).isEqualTo(Money.euros(7900 + total));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 5", "1000, 5000", "1500, 7500"})
    void who_pays_by_use_pays_each_unit_and_nothing_else(long used, long total) {
        var limits = Map.of(
                "sessions", new Invoicing.Limit(1000L, Money.euros(5)), "messages", new Invoicing.Limit(10L, null));
        var byUse = new Invoicing.Slice(
                "Automation",
                BillingType.USAGE,
                Money.euros(7900),
                LONG_AGO,
                null,
                limits,
                Map.of("sessions", used, "messages", 7L));

        var draft = Invoicing.draft(OCTOBER, FRENCH, List.of(byUse), Map.of());

        assertThat(draft.total()).isEqualTo(Money.euros(total));
        assertThat(draft.lines())
                .extracting(Invoicing.Line::label)
                .containsExactlyElementsOf(used == 0 ? List.of() : List.of("Conversations"));
        assertThat(draft.usage())
                .containsExactly(
                        new Invoicing.Usage("messages", 7, 10L, 0), new Invoicing.Usage("sessions", used, 0L, used));
    }

    @Test
    void the_rest_of_a_year_that_was_paid_is_given_back_with_its_tax() {
        var yearly = new Invoicing.Slice(
                "Pro",
                BillingType.YEARLY,
                Money.euros(19900),
                at("2026-04-16T00:00:00+02:00"),
                at("2026-10-16T00:00:00+02:00"),
                Map.of(),
                Map.of());

        var draft = Invoicing.draft(OCTOBER, FRENCH, List.of(yearly), Map.of());

        assertThat(draft.lines()).singleElement().satisfies(line -> {
            assertThat(line.label()).isEqualTo("Abonnement Pro, avoir du 16 octobre 2026 au 15 avril 2027");
            assertThat(line.quantity()).isEqualByComparingTo("-5.983562");
            assertThat(line.total()).isEqualTo(Money.euros(-119073));
            assertThat(line.tax()).isEqualTo(Money.euros(-23815));
        });
    }

    @Test
    void what_was_used_without_a_subscription_is_shown_and_not_billed() {
        var draft = Invoicing.draft(OCTOBER, FRENCH, List.of(), Map.of("messages", 12L));

        assertThat(draft.lines()).isEmpty();
        assertThat(draft.total()).isEqualTo(Money.euros(0));
        assertThat(draft.usage()).containsExactly(new Invoicing.Usage("messages", 12, null, 0));
    }

    @Test
    void a_plan_without_an_agreed_price_bills_no_subscription() {
        var enterprise = slice(
                "Enterprise", null, LONG_AGO, null, Map.of("messages", new Invoicing.Limit(null, null)), Map.of());

        assertThat(Invoicing.draft(OCTOBER, FRENCH, List.of(enterprise), Map.of())
                        .lines())
                .isEmpty();
    }

    @Test
    void a_number_of_things_that_exist_is_no_usage() {
        var starter = slice(
                "S", Money.euros(1), LONG_AGO, null, Map.of("deployments", new Invoicing.Limit(1L, null)), Map.of());

        assertThat(Invoicing.draft(OCTOBER, FRENCH, List.of(starter), Map.of()).usage())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        ", STANDARD, 3980",
        "FR40303265045, STANDARD, 3980",
        "BE0428759497, REVERSE_CHARGE, 0",
        "de 136.695.976, REVERSE_CHARGE, 0",
        "EL094014298, REVERSE_CHARGE, 0",
        "GB980780684, STANDARD, 3980",
        "DE, STANDARD, 3980",
        "XX999999999, STANDARD, 3980",
    })
    void the_tax_goes_by_the_state_of_the_vat_number(@Nullable String number, Vat vat, long tax) {
        var buyer = new Invoicing.Buyer(number, Locale.FRENCH);

        var draft = Invoicing.draft(OCTOBER, buyer, List.of(pro(LONG_AGO, null, Map.of())), Map.of());

        assertThat(draft.lines()).extracting(Invoicing.Line::vat).containsExactly(vat);
        assertThat(draft.vat()).isEqualTo(Money.euros(tax));
    }

    @Test
    void a_reverse_charge_says_so() {
        assertThat(Vat.REVERSE_CHARGE.mention(Locale.FRENCH)).startsWith("Autoliquidation");
        assertThat(Vat.REVERSE_CHARGE.mention(Locale.ENGLISH)).startsWith("Reverse charge");
        assertThat(Vat.ofCode(Vat.REVERSE_CHARGE.code())).isEqualTo(Vat.REVERSE_CHARGE);
    }

    @Test
    void an_english_tenant_reads_english() {
        var buyer = new Invoicing.Buyer(null, Locale.ENGLISH);

        var draft = Invoicing.draft(
                OCTOBER, buyer, List.of(automation(LONG_AGO, null, Map.of("sessions", 1001L))), Map.of());

        assertThat(draft.lines())
                .extracting(Invoicing.Line::label)
                .containsExactly(
                        "Subscription Automation, 1 October 2026 to 31 October 2026",
                        "Conversations beyond what the plan includes");
    }

    @Test
    void one_invoice_has_one_currency() {
        var change = at("2026-10-11T00:00:00+02:00");
        var dollars = new Money(100, Currency.getInstance("USD"));
        var slices = List.of(pro(LONG_AGO, change, Map.of()), slice("US", dollars, change, null, Map.of(), Map.of()));

        assertThatThrownBy(() -> Invoicing.draft(OCTOBER, FRENCH, slices, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("currency");
    }

    @Test
    void a_month_is_over_when_it_is_over_everywhere() {
        var grace = java.time.Duration.ofMinutes(10);
        var october = YearMonth.of(2026, 10);

        assertThat(BillingMonths.isOver(october, Instant.parse("2026-11-01T12:09:59Z"), grace))
                .isFalse();
        assertThat(BillingMonths.isOver(october, Instant.parse("2026-11-01T12:10:00Z"), grace))
                .isTrue();
        assertThat(BillingMonths.lastOver(Instant.parse("2026-11-01T12:09:59Z"), grace))
                .isEqualTo(YearMonth.of(2026, 9));
        assertThat(BillingMonths.lastOver(Instant.parse("2026-11-01T12:10:00Z"), grace))
                .isEqualTo(october);
    }

    private static Invoicing.Slice pro(Instant from, @Nullable Instant until, Map<String, Long> used) {
        return slice(
                "Pro", Money.euros(19900), from, until, Map.of("sessions", new Invoicing.Limit(10000L, null)), used);
    }

    private static Invoicing.Slice automation(Instant from, @Nullable Instant until, Map<String, Long> used) {
        return slice(
                "Automation",
                Money.euros(7900),
                from,
                until,
                Map.of("sessions", new Invoicing.Limit(1000L, Money.euros(5))),
                used);
    }

    private static Invoicing.Slice slice(
            String plan,
            @Nullable Money monthly,
            Instant from,
            @Nullable Instant until,
            Map<String, Invoicing.Limit> limits,
            Map<String, Long> used) {
        return new Invoicing.Slice(plan, BillingType.MONTHLY, monthly, from, until, limits, used);
    }

    private static Instant at(String text) {
        return java.time.OffsetDateTime.parse(text).toInstant();
    }
}
