package io.guichet.work;

import io.guichet.kernel.CallContext;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import org.hibernate.Session;

/** Where a use case leaves what is to be done after its transaction. */
@ApplicationScoped
public class Work {

    // By JDBC: each message comes through here, and a query of Hibernate's costs more than the statement.
    private static final String ROW = """
            (task_name, task_instance, task_data, execution_time, picked, version)
            values (?, ?, ?, ?, false, 1) on conflict do nothing""";

    @PersistenceContext
    EntityManager em;

    @Resource
    TransactionSynchronizationRegistry transactions;

    @Inject
    Clock clock;

    @Inject
    Worker worker;

    /** Schedules work for right after the commit. See {@link #schedule(CallContext, WorkType, String, String, Instant)}. */
    public void schedule(CallContext context, WorkType type, String key, String subject) {
        schedule(context, type, key, subject, clock.instant());
    }

    /**
     * Schedules work as a part of the running transaction: rolled back, it never was.
     *
     * @param key names this piece of work among those of its type; scheduled twice while it waits, it is one
     * @param subject ids of what it is about, at most 500 characters
     * @throws IllegalStateException if no transaction is running
     */
    public void schedule(CallContext context, WorkType type, String key, String subject, Instant at) {
        if (transactions.getTransactionStatus() != Status.STATUS_ACTIVE) {
            throw new IllegalStateException("work is scheduled inside a transaction");
        }
        if (subject.length() > 500) {
            throw new IllegalArgumentException("a subject is ids, not " + subject.length() + " characters");
        }
        var data = new WorkData(context.tenant().value(), context.correlation(), subject).bytes();
        em.unwrap(Session.class).doWork(connection -> {
            try (var insert =
                    connection.prepareStatement("insert into " + type.lane().table() + ROW)) {
                insert.setString(1, type.name());
                insert.setString(2, key);
                insert.setBytes(3, data);
                insert.setTimestamp(4, Timestamp.from(at));
                insert.executeUpdate();
            }
        });
        if (!at.isAfter(clock.instant())) {
            transactions.registerInterposedSynchronization(new WakeWorker(type.lane()));
        }
    }

    /** Takes back what is waiting and has not begun. */
    public void cancel(WorkType type, String key) {
        em.createNativeQuery("delete from " + type.lane().table()
                        + " where task_name = :name and task_instance = :key and not picked")
                .setParameter("name", type.name())
                .setParameter("key", key)
                .executeUpdate();
    }

    private final class WakeWorker implements Synchronization {

        private final Lane lane;

        WakeWorker(Lane lane) {
            this.lane = lane;
        }

        @Override
        public void beforeCompletion() {}

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                worker.wake(lane);
            }
        }
    }
}
