package io.guichet.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * What it costs to take a unit of a quota, with its row of the ledger and its day, against a bare statement that adds one to
 * a counter unless a limit is reached. Both in a transaction of their own, in the tenant, committed to disk; on one tenant
 * whose row everybody wants, and spread over 10,000.
 */
final class TakeQuota {

    /** The statement looks four things up and writes three rows where the bare one writes one. */
    static final double FLOOR = 0.25;

    private static final int MANY = 10_000;
    private static final int AT_ONCE = 200;

    private static final String BARE = """
            insert into usage_counters as c (tenant_id, metric, period, used) values (?, 'bare', '2000-01-01', 1)
            on conflict (tenant_id, metric, period) do update set used = c.used + 1 where c.used + 1 <= 1000000000000""";

    private static final String ENTER = "select set_config('guichet.tenant', ?, true)";

    private final Settings settings;
    private final Consumer<String> progress;
    private boolean exact;

    TakeQuota(Settings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
    }

    Compare measure() throws IOException, SQLException, InterruptedException {
        var compare = new Compare("quota", "bare", "quota");
        try {
            var tenants = arrive();
            progress.accept(tenants.size() + " tenants have a plan");
            for (var hot : List.of(true, false)) {
                var kind = hot ? "one hot tenant" : "10,000 tenants";
                var load = new Load(
                        settings.connections(),
                        n -> new Visitors.Visitor("", tenants.get(hot ? 0 : (int) (n % tenants.size()))));
                load.full(new Way("quota", TakeStatement.TAKE, true), Duration.ofSeconds(2));
                for (var i = 1; i <= settings.rounds(); i++) {
                    var bare = load.full(new Way("bare", BARE, false), settings.round());
                    var quota = load.full(new Way("quota", TakeStatement.TAKE, true), settings.round());
                    compare.add(kind, bare, quota);
                    progress.accept("%s, round %d of %d: bare %.0f/s, quota %.0f/s"
                            .formatted(kind, i, settings.rounds(), bare.perSecond(), quota.perSecond()));
                }
            }
            var taken = lastUnit(tenants.get(1));
            exact = taken == 1;
            compare.remark("the last unit, wanted by %d at once over %d connections, was taken %d time(s)%s"
                    .formatted(AT_ONCE, settings.connections(), taken, exact ? "" : ": WRONG, it has to be once"));
        } finally {
            leave();
        }
        compare.remark("floor %.0f%%: %s".formatted(100 * FLOOR, compare.worst() >= FLOOR ? "reached" : "missed"));
        return compare;
    }

    /** Whether of those who wanted the last unit at once exactly one got it. What is fast and wrong has failed. */
    boolean isExact() {
        return exact;
    }

    private List<UUID> arrive() throws SQLException {
        leave();
        var tenants = new ArrayList<UUID>();
        try (var connection = connect();
                var enter = connection.prepareStatement(ENTER);
                var tenant =
                        connection.prepareStatement("insert into tenants (id, slug, name, kind, data_key, created_at)"
                                + " values (?, ?, 'Bench', 'vendor', '\\x00', now())");
                var subscription = connection.prepareStatement("""
                        insert into subscriptions (id, tenant_id, plan_version_id, price_minor, starts_at, created_by,
                                                   created_at)
                        select gen_random_uuid(), ?, v.id, 0, now() - interval '1 day', 'bench', now()
                          from plans p join plan_versions v on v.plan_id = p.id where p.code = 'enterprise'
                         order by v.version desc limit 1""")) {
            for (var i = 0; i < MANY; i++) {
                var id = UUID.randomUUID();
                run(enter, id.toString());
                tenant.setObject(1, id);
                tenant.setString(2, "quota-bench-" + i);
                tenant.executeUpdate();
                subscription.setObject(1, id);
                subscription.executeUpdate();
                tenants.add(id);
            }
            connection.commit();
        }
        return tenants;
    }

    /** How many of those who want it at once get the last unit; each waits for its turn at one of the connections. */
    private int lastUnit(UUID tenant) throws SQLException, InterruptedException {
        leaveOne(tenant);
        var way = new Way("quota", TakeStatement.TAKE, true);
        var lanes = new ArrayBlockingQueue<Taker>(settings.connections(), true);
        try {
            while (lanes.remainingCapacity() > 0) {
                lanes.add(way.open());
            }
            return takenAtOnce(lanes, tenant);
        } finally {
            for (var lane : lanes) {
                lane.close();
            }
        }
    }

    private void leaveOne(UUID tenant) throws SQLException {
        try (var connection = connect();
                var enter = connection.prepareStatement(ENTER);
                var limit = connection.prepareStatement(
                        "update tenants set max_messages_month = 1 + coalesce((select used"
                                + " from usage_counters where metric = 'messages' and period > '2000-01-01'), 0) where id = ?")) {
            run(enter, tenant.toString());
            limit.setObject(1, tenant);
            limit.executeUpdate();
            connection.commit();
        }
    }

    /** As many threads as there are who want it; nobody begins before all are there. */
    private static int takenAtOnce(BlockingQueue<Taker> lanes, UUID tenant) throws InterruptedException {
        var start = new CyclicBarrier(AT_ONCE);
        Callable<Boolean> call = () -> {
            start.await();
            var lane = lanes.take();
            try {
                return lane.take(tenant);
            } finally {
                lanes.add(lane);
            }
        };
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var taken = 0;
            for (var done : threads.invokeAll(Collections.nCopies(AT_ONCE, call))) {
                taken += done.get() ? 1 : 0;
            }
            return taken;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a unit was neither taken nor refused", e.getCause());
        }
    }

    private void leave() throws SQLException {
        try (var crowd = Crowd.connect(settings);
                var owner = DriverManager.getConnection(
                        settings.database(),
                        settings.owner().name(),
                        settings.owner().password());
                var statement = owner.createStatement()) {
            crowd.isolation(false);
            for (var table :
                    List.of("usage_ledger", "usage_daily", "usage_member_daily", "usage_counters", "subscriptions")) {
                statement.execute("delete from " + table
                        + " where tenant_id in (select id from tenants where slug like 'quota-bench-%')");
            }
            statement.execute("delete from tenants where slug like 'quota-bench-%'");
            crowd.isolation(true);
            statement.execute(
                    "vacuum analyze tenants, subscriptions, usage_ledger, usage_daily, usage_member_daily, usage_counters");
        }
    }

    private Connection connect() throws SQLException {
        var connection = DriverManager.getConnection(
                settings.database(), settings.app().name(), settings.app().password());
        connection.setAutoCommit(false);
        return connection;
    }

    private static void run(PreparedStatement statement, String parameter) throws SQLException {
        statement.setString(1, parameter);
        statement.execute();
    }

    /** One of the two statements. */
    private final class Way implements Arm {

        private final String name;
        private final String sql;
        private final boolean full;

        Way(String name, String sql, boolean full) {
            this.name = name;
            this.sql = sql;
            this.full = full;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Taker open() throws SQLException {
            return new Taker(connect(), sql, full);
        }
    }

    /** Takes one unit after the other, each in a transaction. */
    private static final class Taker implements Arm.Lane {

        private final Connection connection;
        private final PreparedStatement enter;
        private final PreparedStatement take;
        private final boolean full;
        private final UUID deployment = UUID.randomUUID();

        Taker(Connection connection, String sql, boolean full) throws SQLException {
            this.connection = connection;
            this.full = full;
            enter = connection.prepareStatement(ENTER);
            take = connection.prepareStatement(sql);
        }

        @Override
        public void accept(Visitors.Visitor visitor) throws SQLException {
            if (!take(visitor.conversation())) {
                throw new IllegalStateException("nothing is limited, and something was refused");
            }
        }

        boolean take(UUID tenant) throws SQLException {
            run(enter, tenant.toString());
            var taken = full ? full(tenant) : bare(tenant);
            if (taken) {
                connection.commit();
            } else {
                connection.rollback();
            }
            return taken;
        }

        private boolean full(UUID tenant) throws SQLException {
            var now = Timestamp.from(Clock.systemUTC().instant());
            var place = new TakeStatement.Place(deployment, null, null);
            TakeStatement.bind(take, tenant, place, UUID.randomUUID().toString(), now);
            return TakeStatement.run(take);
        }

        private boolean bare(UUID tenant) throws SQLException {
            take.setObject(1, tenant);
            return take.executeUpdate() == 1;
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
