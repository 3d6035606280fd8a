package io.guichet.throttle;

import io.guichet.testing.MovingClock;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.Wiring;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Windows of requests that nodes share, on a real PostgreSQL. */
@ExtendWith(RealPostgres.class)
class ThrottleTest {

    private static final Limit SIXTY = new Limit("visitor-writes", 60, Duration.ofMinutes(1));

    private final MovingClock clock = new MovingClock("2026-11-02T08:00:00Z");
    private final AtomicInteger asked = new AtomicInteger();
    private final String somebody = "dep_1 " + UUID.randomUUID();

    @Test
    void the_61st_request_of_a_minute_is_refused_until_the_minute_is_over() {
        var throttle = node();
        for (var i = 1; i <= 60; i++) {
            assertThat(throttle.take(SIXTY, somebody)).as("request %d", i).isInstanceOf(Verdict.Granted.class);
        }
        clock.advance(Duration.ofSeconds(20));

        assertThat(throttle.take(SIXTY, somebody)).isEqualTo(new Verdict.Refused(SIXTY, Duration.ofSeconds(40)));
        assertThat(throttle.take(SIXTY, "dep_1 " + UUID.randomUUID())).isInstanceOf(Verdict.Granted.class);
        clock.advance(Duration.ofSeconds(40));
        assertThat(throttle.take(SIXTY, somebody)).isEqualTo(new Verdict.Granted(SIXTY, 59, Duration.ofMinutes(1)));
    }

    @Test
    void what_remains_counts_down_and_never_says_more_than_there_is() {
        var throttle = node();
        var remaining = IntStream.range(0, 60)
                .mapToObj(i -> throttle.take(SIXTY, somebody).remaining())
                .toList();

        assertThat(remaining)
                .isEqualTo(IntStream.iterate(59, i -> i - 1).limit(60).boxed().toList());
        assertThat(throttle.take(SIXTY, somebody).remaining()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"1, 60", "2, 60", "3, 7", "2, 1", "4, 1000"})
    void however_many_nodes_and_takers_exactly_the_limit_is_let_through(int nodes, int requests) throws Exception {
        var limit = new Limit("visitor-writes", requests, Duration.ofMinutes(1));
        var all = IntStream.range(0, nodes).mapToObj(i -> node()).toList();
        var takers = Math.max(200, requests * 2);
        var begin = new CountDownLatch(1);
        var granted = new AtomicInteger();
        try (var threads = Executors.newFixedThreadPool(64)) {
            var running = new ArrayList<Future<?>>();
            for (var i = 0; i < takers; i++) {
                var node = all.get(i % nodes);
                running.add(threads.submit(() -> {
                    begin.await();
                    if (node.take(limit, somebody) instanceof Verdict.Granted) {
                        granted.incrementAndGet();
                    }
                    return null;
                }));
            }
            begin.countDown();
            for (var one : running) {
                one.get();
            }
        }
        // What one node leased while the others had nothing left is given out by it alone.
        all.forEach(node -> IntStream.range(0, requests).forEach(i -> {
            if (node.take(limit, somebody) instanceof Verdict.Granted) {
                granted.incrementAndGet();
            }
        }));

        assertThat(granted).hasValue(requests);
    }

    @Test
    void most_requests_ask_nobody() {
        var throttle = node();
        for (var i = 0; i < 600; i++) {
            throttle.take(SIXTY, somebody);
        }

        assertThat(asked).as("ten leases of six, and one that had nothing").hasValue(11);
    }

    @Test
    void a_refusal_is_known_without_being_counted() {
        var throttle = node();
        var limit = new Limit("failures", 2, Duration.ofMinutes(1));
        throttle.take(limit, somebody);
        assertThat(throttle.refusal(limit, somebody)).isEmpty();
        throttle.take(limit, somebody);
        throttle.take(limit, somebody);

        assertThat(throttle.refusal(limit, somebody)).isPresent();
        clock.advance(Duration.ofMinutes(1));
        assertThat(throttle.refusal(limit, somebody)).isEmpty();
    }

    @Test
    void two_kinds_of_requests_do_not_use_up_each_other() {
        var throttle = node();
        var one = new Limit("visitor-writes", 1, Duration.ofMinutes(1));
        var other = new Limit("visitor-reads", 1, Duration.ofMinutes(1));
        assertThat(throttle.take(one, somebody)).isInstanceOf(Verdict.Granted.class);
        assertThat(throttle.take(one, somebody)).isInstanceOf(Verdict.Refused.class);

        assertThat(throttle.take(other, somebody)).isInstanceOf(Verdict.Granted.class);
    }

    @Test
    void a_database_that_hangs_holds_nobody_up_and_each_node_counts_by_itself() {
        var never = new CountDownLatch(1);
        var throttle = node(during(() -> {
            never.await();
            return null;
        }));
        var before = System.nanoTime();
        for (var i = 0; i < 60; i++) {
            assertThat(throttle.take(SIXTY, somebody)).isInstanceOf(Verdict.Granted.class);
        }

        assertThat(throttle.take(SIXTY, somebody)).isInstanceOf(Verdict.Refused.class);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        assertThat(throttle.alone()).isGreaterThanOrEqualTo(60);
        never.countDown();
    }

    @Test
    void a_database_that_fails_is_asked_again_after_a_while() {
        var broken = new java.util.concurrent.atomic.AtomicBoolean(true);
        var throttle = node(during(() -> {
            if (broken.get()) {
                throw new SQLException("the database system is shutting down");
            }
            return null;
        }));
        throttle.take(SIXTY, somebody);
        broken.set(false);
        throttle.take(SIXTY, somebody);
        assertThat(asked).as("within the rest").hasValue(1);
        clock.advance(Duration.ofSeconds(6));
        var verdict = throttle.take(SIXTY, somebody);

        assertThat(asked).hasValue(2);
        assertThat(verdict).isInstanceOf(Verdict.Granted.class);
    }

    @Test
    void windows_that_ended_are_removed_and_the_others_stay() throws SQLException {
        var wiring = wiring(RealPostgres.application());
        var throttle = wiring.get(Throttle.class);
        throttle.take(SIXTY, somebody);
        clock.advance(Duration.ofSeconds(30));
        var later = "dep_1 " + UUID.randomUUID();
        throttle.take(SIXTY, later);
        clock.advance(Duration.ofSeconds(31));
        throttle.forget();
        wiring.get(SharedWindows.class).sweep(clock.instant());

        assertThat(throttle.windows()).isEqualTo(1);
        assertThat(rows(SIXTY.keyOf(somebody))).isZero();
        assertThat(rows(SIXTY.keyOf(later))).isEqualTo(1);
    }

    @Test
    void where_no_more_windows_are_held_all_who_are_new_share_one_for_each_limit() {
        var throttle = new Throttle(2);
        throttle.clock = clock;
        throttle.shared = wiring(RealPostgres.application()).get(SharedWindows.class);
        var limit = new Limit("failures", 3, Duration.ofMinutes(1));
        var other = new Limit("arrivals", 3, Duration.ofMinutes(1));
        throttle.take(limit, somebody);
        throttle.take(limit, "another " + UUID.randomUUID());
        for (var i = 0; i < 3; i++) {
            assertThat(throttle.take(limit, "new " + UUID.randomUUID())).isInstanceOf(Verdict.Granted.class);
        }

        assertThat(throttle.take(limit, "new " + UUID.randomUUID())).isInstanceOf(Verdict.Refused.class);
        assertThat(throttle.refusal(limit, "new " + UUID.randomUUID())).isPresent();
        assertThat(throttle.refusal(limit, somebody)).as("who has his own").isEmpty();
        assertThat(throttle.take(limit, somebody)).isInstanceOf(Verdict.Granted.class);
        assertThat(throttle.take(other, "new " + UUID.randomUUID())).isInstanceOf(Verdict.Granted.class);
        assertThat(throttle.windows()).isEqualTo(2);
        clock.advance(Duration.ofMinutes(1));
        assertThat(throttle.take(limit, "new " + UUID.randomUUID())).isInstanceOf(Verdict.Granted.class);
        assertThat(throttle.windows()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "guichet.throttle.failures-per-address, 0",
        "guichet.throttle.multiplier, 0",
        "guichet.throttle.patience, PT0S"
    })
    void a_limit_that_is_none_stops_the_start(String key, String value) {
        var config = new Wiring().configured(key, value).get(ThrottleConfig.class);

        assertThatThrownBy(config::check).hasMessageContaining(key);
    }

    private Throttle node() {
        return node(during(() -> null));
    }

    private Throttle node(DataSource database) {
        return wiring(database).get(Throttle.class);
    }

    private Wiring wiring(DataSource database) {
        return new Wiring()
                .with(Clock.class, clock)
                .with(DataSource.class, database)
                .configured("guichet.throttle.patience", "PT2S");
    }

    /** The database, before which something happens. */
    private DataSource during(Callable<Void> before) {
        var real = RealPostgres.application();
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    asked.incrementAndGet();
                    before.call();
                    return real.getConnection();
                });
    }

    private static int rows(UUID key) throws SQLException {
        try (var connection = RealPostgres.application().getConnection();
                var query = connection.prepareStatement("select count(*) from rate_windows where key = ?")) {
            query.setObject(1, key);
            try (var row = query.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }
}
