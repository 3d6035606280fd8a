package io.guichet.billing;

import io.guichet.kernel.Actor;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Ids;
import io.guichet.kernel.PlatformCaller;
import io.guichet.kernel.TenantId;
import io.guichet.kernel.UserId;
import io.guichet.testing.MovingClock;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

@ExtendWith(RealPostgres.class)
class CloseMonthTest {

    private static final YearMonth OCTOBER = YearMonth.of(2026, 10);
    private static final String STATEMENTS =
            "select metric, quantity, included, overage from usage_statements order by metric";
    private static final String INVOICES =
            "select period, status, currency, total_ht_minor, total_vat_minor, total_ttc_minor from invoices";

    private static final String LINES = "select position, total_ht_minor from invoice_lines order by position";
    private static final String FAULTY_INVOICE =
            "insert into invoices (id, tenant_id, period, currency, total_ht_minor, total_vat_minor, total_ttc_minor,"
                    + " created_at) values (gen_random_uuid(), ?, '2026-10-01', 'EUR', 1, 1, 2, now())";
    private static final PlatformCaller PLATFORM = PlatformCaller.itself("test", "c");

    private final MovingClock clock = new MovingClock("2026-11-01T12:10:00Z");
    private final Wiring wiring = new Wiring().with(Clock.class, clock);
    private final CloseMonth months = wiring.get(CloseMonth.class);
    private CallContext tenant;

    @BeforeAll
    static void months() throws SQLException {
        BillingRows.month("2026-10-01");
        BillingRows.month("2026-11-01");
    }

    @BeforeEach
    void aTenantSinceSpring() {
        tenant = TestTenants.aTenant(wiring);
        BillingRows.tenantSince(tenant, "2026-04-01T00:00:00Z");
    }

    @Test
    void a_month_that_is_over_becomes_a_statement_and_a_draft_invoice() throws SQLException {
        var plan = BillingRows.aPlan(7900L, "'sessions', 1000, 'overage', 5;'messages', 10, 'stop', null");
        BillingRows.subscribe(tenant, plan, "2026-05-01T00:00:00Z", null);
        BillingRows.count(tenant, "sessions", 1000, "2026-10-01", "2026-10-02T00:00:00Z");
        BillingRows.count(tenant, "sessions", 3, "2026-10-01", "2026-10-31T22:59:59Z");
        BillingRows.count(tenant, "messages", 7, "2026-10-01", "2026-10-31T22:59:59Z");
        BillingRows.count(tenant, "messages", 99, "2026-11-01", "2026-10-31T23:00:00Z");

        assertThat(close(tenant)).isEqualTo(Closing.CLOSED);

        assertThat(BillingRows.read(tenant, STATEMENTS)).containsExactly("messages 7 10 0", "sessions 1003 1000 3");
        assertThat(BillingRows.read(tenant, INVOICES)).containsExactly("2026-10-01 draft EUR 7915 1583 9498");
        assertThat(BillingRows.read(
                        tenant,
                        "select position, metric, quantity, unit_price_minor, total_ht_minor, vat_rate, vat_reason, vat_minor"
                                + " from invoice_lines order by position"))
                .containsExactly(
                        "1 null 1.000000 7900 7900 20.00 standard 1580", "2 sessions 3.000000 5 15 20.00 standard 3");
    }

    @Test
    void units_belong_to_the_subscription_in_which_they_were_counted() throws SQLException {
        var small = BillingRows.aPlan(1000L, "'sessions', 0, 'overage', 5");
        var large = BillingRows.aPlan(9900L, "'sessions', null, 'unlimited', null");
        BillingRows.subscribe(tenant, small, "2026-10-10T22:00:00Z", "2026-10-20T22:00:00Z");
        BillingRows.subscribe(tenant, large, "2026-10-20T22:00:00Z", null);
        BillingRows.count(tenant, "sessions", 1, "2026-10-01", "2026-10-05T00:00:00Z");
        BillingRows.count(tenant, "sessions", 20, "2026-10-01", "2026-10-10T22:00:00Z");
        BillingRows.count(tenant, "sessions", 300, "2026-10-01", "2026-10-20T22:00:00Z");

        close(tenant);

        assertThat(BillingRows.read(tenant, STATEMENTS)).containsExactly("sessions 321 null 20");
        assertThat(BillingRows.read(tenant, "select label, total_ht_minor from invoice_lines order by position"))
                .containsExactly(
                        "Abonnement Plan, du 11 octobre 2026 au 20 octobre 2026 322",
                        "Conversations au-delà du forfait 100",
                        "Abonnement Plan, du 21 octobre 2026 au 31 octobre 2026 3521");
    }

    @Test
    void a_second_time_nothing_is_written() {
        BillingRows.count(tenant, "messages", 7, "2026-10-01", "2026-10-31T22:59:59Z");
        close(tenant);
        clock.advance(Duration.ofDays(1));

        assertThat(close(tenant)).isEqualTo(Closing.CLOSED_BEFORE);
        assertThat(BillingRows.read(tenant, STATEMENTS)).hasSize(1);
        assertThat(BillingRows.read(tenant, INVOICES)).hasSize(1);
    }

    @Test
    void many_at_once_close_it_once() throws Exception {
        BillingRows.count(tenant, "messages", 7, "2026-10-01", "2026-10-31T22:59:59Z");
        try (var threads = Executors.newFixedThreadPool(8)) {
            var wishes = IntStream.range(0, 8)
                    .<Callable<Closing>>mapToObj(i -> () -> close(tenant))
                    .toList();
            var outcomes = threads.invokeAll(wishes).stream()
                    .map(CloseMonthTest::result)
                    .toList();

            assertThat(outcomes).containsOnlyOnce(Closing.CLOSED);
            assertThat(outcomes).containsOnly(Closing.CLOSED, Closing.CLOSED_BEFORE);
        }
        assertThat(BillingRows.read(tenant, STATEMENTS)).hasSize(1);
        assertThat(BillingRows.read(tenant, INVOICES)).hasSize(1);
    }

    @Test
    void a_month_is_closed_once_it_is_over_in_the_tenants_own_zone() {
        BillingRows.write(
                tenant,
                "update tenants set zone = 'Pacific/Pago_Pago' where id = ?",
                tenant.tenant().value());
        clock.advance(Duration.ofMinutes(-61));

        assertThat(close(tenant)).isEqualTo(Closing.NOT_OVER);

        clock.advance(Duration.ofMinutes(1));
        assertThat(close(tenant)).isEqualTo(Closing.CLOSED);
    }

    @Test
    void a_tenant_that_came_later_owes_nothing() {
        BillingRows.tenantSince(tenant, "2026-10-31T23:00:00Z");

        assertThat(close(tenant)).isEqualTo(Closing.TOO_EARLY);
        assertThat(BillingRows.read(tenant, INVOICES)).isEmpty();
    }

    @Test
    void suspended_and_deleted_tenants_are_closed_too() {
        for (var status : List.of("suspended", "deleted")) {
            var gone = TestTenants.aTenant(wiring);
            BillingRows.tenantSince(gone, "2026-04-01T00:00:00Z");
            BillingRows.write(
                    gone,
                    "update tenants set status = ? where id = ?",
                    status,
                    gone.tenant().value());

            assertThat(close(gone)).isEqualTo(Closing.CLOSED);
        }
    }

    @Test
    void a_failure_leaves_nothing_and_the_next_try_does_it_all() {
        // An invoice of a fault, in the way of the right one.
        BillingRows.write(tenant, FAULTY_INVOICE, tenant.tenant().value());
        BillingRows.count(tenant, "messages", 7, "2026-10-01", "2026-10-31T22:59:59Z");

        assertThatThrownBy(() -> close(tenant)).isInstanceOf(RuntimeException.class);

        assertThat(BillingRows.read(tenant, STATEMENTS)).isEmpty();
        assertThat(BillingRows.read(tenant, "select period from billing_periods"))
                .isEmpty();
        BillingRows.write(
                tenant,
                "update invoices set period = '2020-01-01' where tenant_id = ?",
                tenant.tenant().value());
        assertThat(close(tenant)).isEqualTo(Closing.CLOSED);
        assertThat(BillingRows.read(tenant, STATEMENTS)).hasSize(1);
    }

    @Test
    void a_closed_month_takes_no_more_units() {
        close(tenant);

        assertThatThrownBy(() -> BillingRows.count(tenant, "messages", 1, "2026-10-01", "2026-10-31T22:59:59Z"))
                .hasMessageContaining("the month 2026-10 is closed");
        BillingRows.count(tenant, "messages", 1, "2026-11-01", "2026-10-31T22:59:59Z");
    }

    @Test
    void closing_waits_for_a_unit_that_is_being_counted() throws Exception {
        try (var connection = RealPostgres.application().getConnection();
                var threads = Executors.newSingleThreadExecutor()) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute("select set_config('guichet.tenant', '"
                        + tenant.tenant().value() + "', true)");
                statement.execute("insert into usage_ledger (id, tenant_id, period, at, metric, quantity, source)"
                        + " values (gen_random_uuid(), '" + tenant.tenant().value()
                        + "', '2026-10-01', '2026-10-31T22:59:59Z', 'messages', 5, 'late')");
                var closing = threads.submit(() -> close(tenant));
                awaitALock();
                connection.commit();

                assertThat(closing.get()).isEqualTo(Closing.CLOSED);
            }
        }
        assertThat(BillingRows.read(tenant, STATEMENTS)).containsExactly("messages 5 null 0");
    }

    @Test
    void what_was_closed_cannot_be_changed_by_the_application() {
        close(tenant);

        for (var sql : List.of(
                "delete from billing_periods",
                "update usage_statements set quantity = 0",
                "delete from invoices",
                "update invoice_lines set vat_minor = 0")) {
            assertThatThrownBy(() -> BillingRows.write(tenant, sql)).hasMessageContaining("permission denied");
        }
    }

    @Test
    void many_tenants_are_closed_together_and_each_gets_what_is_its_own() throws SQLException {
        var other = TestTenants.aTenant(wiring);
        BillingRows.tenantSince(other, "2026-04-01T00:00:00Z");
        var late = TestTenants.aTenant(wiring);
        BillingRows.tenantSince(late, "2026-11-01T00:00:00Z");
        var before = TestTenants.aTenant(wiring);
        BillingRows.tenantSince(before, "2026-04-01T00:00:00Z");
        close(before);
        var small = BillingRows.aPlan(1000L, "'sessions', 0, 'overage', 5");
        var large = BillingRows.aPlan(9900L, "'sessions', null, 'unlimited', null;'emails', 1, 'overage', 7");
        BillingRows.subscribe(tenant, small, "2026-05-01T00:00:00Z", null);
        BillingRows.subscribe(other, large, "2026-05-01T00:00:00Z", null);
        BillingRows.count(tenant, "sessions", 2, "2026-10-01", "2026-10-05T00:00:00Z");
        BillingRows.count(other, "sessions", 30, "2026-10-01", "2026-10-05T00:00:00Z");
        BillingRows.count(other, "emails", 2, "2026-10-01", "2026-10-05T00:00:00Z");

        var outcomes = months.close(PLATFORM, OCTOBER, null, ids(tenant, late, other, before));

        assertThat(outcomes)
                .containsOnly(
                        entry(tenant.tenant(), Closing.CLOSED),
                        entry(other.tenant(), Closing.CLOSED),
                        entry(late.tenant(), Closing.TOO_EARLY),
                        entry(before.tenant(), Closing.CLOSED_BEFORE));
        assertThat(BillingRows.read(tenant, STATEMENTS)).containsExactly("sessions 2 0 2");
        assertThat(BillingRows.read(other, STATEMENTS)).containsExactly("emails 2 1 1", "sessions 30 null 0");
        assertThat(BillingRows.read(tenant, LINES)).containsExactly("1 1000", "2 10");
        assertThat(BillingRows.read(other, LINES)).containsExactly("1 9900", "2 7");
        assertThat(BillingRows.read(late, INVOICES)).isEmpty();
        assertThat(BillingRows.read(before, INVOICES)).hasSize(1);
    }

    @Test
    void where_one_is_in_the_way_none_is_closed() {
        var faulty = TestTenants.aTenant(wiring);
        BillingRows.tenantSince(faulty, "2026-04-01T00:00:00Z");
        BillingRows.write(faulty, FAULTY_INVOICE, faulty.tenant().value());

        assertThatThrownBy(() -> months.close(PLATFORM, OCTOBER, null, ids(tenant, faulty)))
                .isInstanceOf(RuntimeException.class);

        assertThat(BillingRows.read(tenant, INVOICES)).isEmpty();
        assertThat(BillingRows.read(tenant, "select period from billing_periods"))
                .isEmpty();
    }

    @Test
    void closings_that_share_tenants_in_other_orders_do_not_wait_for_each_other_forever() throws Exception {
        var tenants = new ArrayList<TenantId>();
        for (var i = 0; i < 40; i++) {
            var one = TestTenants.aTenant(wiring);
            BillingRows.tenantSince(one, "2026-04-01T00:00:00Z");
            tenants.add(one.tenant());
        }
        try (var threads = Executors.newFixedThreadPool(4)) {
            var wishes = IntStream.range(0, 4)
                    .<Callable<Long>>mapToObj(i -> () -> {
                        var mine = new ArrayList<>(tenants);
                        Collections.rotate(mine, i * 11);
                        return months.close(PLATFORM, OCTOBER, null, mine).values().stream()
                                .filter(outcome -> outcome == Closing.CLOSED)
                                .count();
                    })
                    .toList();
            var closed = 0L;
            for (var wish : threads.invokeAll(wishes)) {
                closed += wish.get();
            }

            assertThat(closed).isEqualTo(tenants.size());
        }
    }

    @Test
    void the_closing_ends_in_no_tenant_that_it_did_not_write() throws SQLException {
        try (var connection = RealPostgres.application().getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(
                    "select * from months_to_close(array['" + tenant.tenant().value() + "']::uuid[], '2026-10-01')");
            try (var rows = statement.executeQuery("select guichet_tenant()")) {
                rows.next();
                assertThat(rows.getObject(1)).isNull();
            }
        }
    }

    @Test
    void who_runs_the_platform_without_all_rights_closes_nothing() {
        var admin = new PlatformCaller(new Actor.User(new UserId(Ids.next()), "Admin"), false, "c", null);

        assertThatThrownBy(() -> months.close(admin, OCTOBER, null, ids(tenant)))
                .isInstanceOf(GuichetException.class);
    }

    private Closing close(CallContext tenant) {
        return months.close(PLATFORM, OCTOBER, null, ids(tenant)).get(tenant.tenant());
    }

    private static List<TenantId> ids(CallContext... tenants) {
        return Stream.of(tenants).map(CallContext::tenant).toList();
    }

    private static void awaitALock() throws SQLException {
        try (var connection = RealPostgres.owner().getConnection();
                var statement = connection.prepareStatement(
                        "select count(*) from pg_locks where locktype = 'advisory' and not granted")) {
            var seen = false;
            for (var i = 0; i < 100_000 && !seen; i++) {
                try (var rows = statement.executeQuery()) {
                    seen = rows.next() && rows.getInt(1) > 0;
                }
            }
            assertThat(seen).isTrue();
        }
    }

    private static Closing result(java.util.concurrent.Future<Closing> future) {
        try {
            return future.get();
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
