package io.guichet.work;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.postgresql.ds.PGSimpleDataSource;

/** A node that begins a piece of work and never ends it: a test kills its process. */
final class DoomedNode {

    static final String BEGUN = "begun";

    private DoomedNode() {}

    public static void main(String[] arguments) throws InterruptedException {
        var database = new PGSimpleDataSource();
        database.setUrl(arguments[0]);
        database.setUser(arguments[1]);
        database.setPassword(arguments[1]);
        var handler = new RecordingHandler(arguments[2], 0, (subject, attempt) -> {
            System.out.println(BEGUN);
            System.out.flush();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return WorkOutcome.DONE;
        });
        new WorkSchedule(Clock.systemUTC(), (type, key, data, failures, reason) -> {})
                .scheduler(
                        Lane.ANSWERS, database, List.of(handler), WorkScene.config(), Executors.newFixedThreadPool(2))
                .start();
        new CountDownLatch(1).await();
    }
}
