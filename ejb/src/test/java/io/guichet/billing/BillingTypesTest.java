package io.guichet.billing;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.PlatformCaller;
import io.guichet.tenancy.Clients;
import io.guichet.tenancy.TenantDeleted;
import io.guichet.testing.MovingClock;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Months pass, a tenant uses its plan, and each month's invoice says what it pays by the month, by the year or by use. */
@ExtendWith(RealPostgres.class)
class BillingTypesTest {

    private static final PlatformCaller ROOT = PlatformCaller.itself("test", "test");
    private static final String LINES = """
            select l.label, l.total_ht_minor from invoice_lines l join invoices i on i.id = l.invoice_id
             where i.period = '%s-01' order by l.position""";

    private final MovingClock clock = new MovingClock("2026-03-05T09:00:00Z");

    private Wiring wiring;
    private Subscriptions subscriptions;
    private CallContext ebp;

    @BeforeAll
    static void a_year_of_the_ledger() throws SQLException {
        for (var month = YearMonth.of(2026, 3); month.isBefore(YearMonth.of(2027, 6)); month = month.plusMonths(1)) {
            BillingRows.month(month.atDay(1).toString());
        }
    }

    @BeforeEach
    void a_tenant() {
        wiring = new Wiring().with(Clock.class, clock);
        subscriptions = wiring.get(Subscriptions.class);
        ebp = TestTenants.aTenant(wiring);
        BillingRows.tenantSince(ebp, "2026-01-01T00:00:00Z");
    }

    @Test
    void who_pays_by_the_year_pays_twelve_months_at_once_and_again_on_the_anniversary() {
        pays("yearly");

        buys("automation-starter");

        assertThat(subscriptions.get(ebp).month())
                .extracting(SubscriptionView.Part::amountMinor)
                .containsExactly(94800L);
        assertThat(invoice("2026-03"))
                .containsExactly("Abonnement Automation Starter, du 5 mars 2026 au 4 mars 2027 94800");
        uses("2026-04-10", 503);
        assertThat(invoice("2026-04")).containsExactly("Conversations au-delà du forfait 15");
        assertThat(subscriptions.get(ebp).month()).isEmpty();
        for (var month = YearMonth.of(2026, 5); month.isBefore(YearMonth.of(2027, 3)); month = month.plusMonths(1)) {
            assertThat(invoice(month.toString())).isEmpty();
        }
        assertThat(invoice("2027-03"))
                .containsExactly("Abonnement Automation Starter, du 5 mars 2027 au 4 mars 2028 94800");
    }

    @Test
    void a_change_of_plan_gives_the_rest_of_the_year_back_and_begins_another_year() {
        pays("yearly");
        buys("automation-starter");
        invoice("2026-03");
        goTo("2026-09-03T21:00:00Z");

        buys("automation-professional");

        assertThat(subscriptions.get(ebp).month())
                .extracting(SubscriptionView.Part::amountMinor)
                .containsExactly(-47400L, 178800L);
        assertThat(invoice("2026-09"))
                .containsExactly(
                        "Abonnement Automation Starter, avoir du 3 septembre 2026 au 4 mars 2027 -47400",
                        "Abonnement Automation Professional, du 3 septembre 2026 au 2 septembre 2027 178800");
    }

    @Test
    void what_is_left_of_the_year_is_given_back_to_who_is_deleted() {
        pays("yearly");
        buys("automation-starter");
        invoice("2026-03");
        goTo("2026-09-03T21:00:00Z");

        wiring.told()
                .to(TenantDeleted.class, e -> wiring.get(EndSubscriptions.class).deleted(e));
        wiring.get(Clients.class).delete(ROOT, ebp.tenant());

        assertThat(invoice("2026-09"))
                .containsExactly("Abonnement Automation Starter, avoir du 3 septembre 2026 au 4 mars 2027 -47400");
        assertThat(BillingRows.read(
                        ebp, "select total_ht_minor, total_ttc_minor from invoices where period = '2026-09-01'"))
                .containsExactly("-47400 -56880");
    }

    @Test
    void who_pays_by_use_pays_for_each_unit_of_the_ledger_and_for_nothing_else() {
        pays("usage");
        buys("automation-starter");
        uses("2026-03-10", 7);

        assertThat(subscriptions.get(ebp).current().priceMinor()).isZero();
        assertThat(subscriptions.get(ebp).current().limits())
                .contains(new PlanLimit(Metric.SESSIONS, 0L, Beyond.OVERAGE, 5L));
        assertThat(invoice("2026-03")).containsExactly("Conversations 35");
        assertThat(BillingRows.read(
                        ebp,
                        "select quantity, included, overage from usage_statements where metric = 'sessions'"
                                + " and period = '2026-03-01'"))
                .containsExactly("7 0 7");
        assertThat(invoice("2026-04")).isEmpty();
    }

    @Test
    void who_pays_by_use_has_no_quota_of_which_a_part_could_be_used() {
        pays("usage");
        buys("automation-starter");

        var taken = wiring.inTenant(
                ebp, () -> wiring.get(Quotas.class).take(ebp, Usage.of(Metric.SESSIONS, 600, clock.instant(), "s")));

        assertThat(taken).isEqualTo(new Quotas.Taken(600, null, true));
        assertThat(wiring.told().of(QuotaThresholdReached.class)).isEmpty();
    }

    @Test
    void a_plan_without_a_price_of_a_unit_is_not_sold_to_who_pays_by_use() {
        pays("usage");

        assertThatThrownBy(() -> buys("starter"))
                .isInstanceOfSatisfying(
                        GuichetException.class,
                        e -> assertThat(e.fields())
                                .extracting(GuichetException.FieldError::field)
                                .containsExactly("plan"));
    }

    @Test
    void a_new_way_of_paying_holds_from_the_next_subscription_on() {
        pays("monthly");
        buys("automation-starter");
        pays("yearly");
        assertThat(subscriptions.get(ebp).current().billingType()).isEqualTo(BillingType.MONTHLY);
        goTo("2026-03-31T22:00:00Z");
        assertThat(invoice("2026-04"))
                .containsExactly("Abonnement Automation Starter, du 1 avril 2026 au 30 avril 2026 7900");
        goTo("2026-05-31T22:00:00Z");

        buys("automation-starter");

        assertThat(subscriptions.get(ebp).current().billingType()).isEqualTo(BillingType.YEARLY);
        assertThat(invoice("2026-06"))
                .containsExactly("Abonnement Automation Starter, du 1 juin 2026 au 31 mai 2027 94800");
    }

    private void pays(String type) {
        BillingRows.write(
                ebp,
                "update tenants set billing_type = ? where id = ?",
                type,
                ebp.tenant().value());
    }

    private void buys(String plan) {
        subscriptions.change(ebp, new SubscriptionChange(plan, "now", null), OptionalInt.empty());
    }

    private void uses(String day, long sessions) {
        var month = LocalDate.parse(day).withDayOfMonth(1).toString();
        BillingRows.count(ebp, "sessions", sessions, month, day + "T12:00:00Z");
    }

    private void goTo(String instant) {
        clock.advance(Duration.between(clock.instant(), Instant.parse(instant)));
    }

    /** The lines of a month, which is over by then. */
    private List<String> invoice(String month) {
        goTo(YearMonth.parse(month).plusMonths(1).atDay(1) + "T12:10:00Z");
        assertThat(wiring.get(CloseMonth.class).close(ROOT, YearMonth.parse(month), null, List.of(ebp.tenant())))
                .containsExactly(Map.entry(ebp.tenant(), Closing.CLOSED));
        return BillingRows.read(ebp, LINES.formatted(month));
    }
}
