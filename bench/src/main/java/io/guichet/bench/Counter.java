package io.guichet.bench;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/** One of the ways to count a request against the limit of its subject. Each lane has one of its own. */
interface Counter {

    int LIMIT = 60;
    Duration WINDOW = Duration.ofMinutes(1);

    /** As the platform takes a tenth of a limit at once. */
    int LEASE = LIMIT / 10;

    /** The statement of {@code throttle.SharedWindows}; a test compares them. */
    String TAKE = """
            insert into rate_windows as w (key, ends_at, used) values (?, ?, ?)
            on conflict (key) do update set
              ends_at = case when w.ends_at <= ? then excluded.ends_at else w.ends_at end,
              used = case when w.ends_at <= ? then excluded.used else greatest(w.used, least(w.used + ?, ?)) end
            returning new.used, new.ends_at, new.used - case when old.ends_at > ? then old.used else 0 end""";

    /** Whether one more was let through. */
    boolean take(UUID subject) throws SQLException;

    /** In the memory of one node: what no node shares costs no less than this. */
    static Counter inMemory() {
        var buckets = new HashMap<UUID, Bucket>();
        return subject -> buckets.computeIfAbsent(
                        subject,
                        s -> Bucket.builder()
                                .addLimit(limit -> limit.capacity(LIMIT).refillIntervally(LIMIT, WINDOW))
                                .build())
                .tryConsume(1);
    }

    /** Bucket4j's own way to share buckets through PostgreSQL: a row is locked, read, and written. */
    static Counter bucket4j(DataSource database) {
        ProxyManager<String> proxies = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(database)
                .primaryKeyMapper(PrimaryKeyMapper.STRING)
                .table("bench_buckets")
                .idColumn("id")
                .stateColumn("state")
                .build();
        var configuration = BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(LIMIT).refillIntervally(LIMIT, WINDOW))
                .build();
        return subject ->
                proxies.getProxy(subject.toString(), () -> configuration).tryConsume(1);
    }

    /** One statement for each request. */
    static Counter statement(DataSource database, Clock clock) {
        return subject -> take(database, clock, subject, 1) == 1;
    }

    /** One statement for as many requests as a lease has. */
    static Counter leases(DataSource database, Clock clock) {
        Map<UUID, Integer> stock = new HashMap<>();
        return subject -> {
            var left = stock.getOrDefault(subject, 0);
            if (left == 0) {
                left = take(database, clock, subject, LEASE);
            }
            stock.put(subject, Math.max(0, left - 1));
            return left > 0;
        };
    }

    private static int take(DataSource database, Clock clock, UUID subject, int wanted) throws SQLException {
        var now = OffsetDateTime.now(clock);
        try (var connection = database.getConnection();
                var take = connection.prepareStatement(TAKE)) {
            take.setObject(1, subject);
            take.setObject(2, now.plus(WINDOW));
            take.setInt(3, wanted);
            take.setObject(4, now);
            take.setObject(5, now);
            take.setInt(6, wanted);
            take.setInt(7, LIMIT);
            take.setObject(8, now);
            try (var row = take.executeQuery()) {
                row.next();
                return row.getInt(3);
            }
        }
    }
}
