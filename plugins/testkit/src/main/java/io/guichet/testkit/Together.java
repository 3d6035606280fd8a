package io.guichet.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** Does the same thing on many threads at once. */
final class Together {

    private static final int THREADS = 8;
    private static final int TIMES = 32;

    private Together() {}

    /** All results; what one call threw is thrown. */
    static <T> List<T> call(Callable<T> task) throws Exception {
        var start = new CountDownLatch(1);
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            var futures = new ArrayList<Future<T>>();
            for (int i = 0; i < TIMES; i++) {
                futures.add(threads.submit(() -> {
                    assertThat(start.await(30, TimeUnit.SECONDS)).isTrue();
                    return task.call();
                }));
            }
            start.countDown();
            var results = new ArrayList<T>();
            for (var future : futures) {
                results.add(future.get(60, TimeUnit.SECONDS));
            }
            return results;
        }
    }
}
