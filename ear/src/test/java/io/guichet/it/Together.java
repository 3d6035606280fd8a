package io.guichet.it;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** The same thing by several at the same moment. */
final class Together {

    private Together() {}

    static <T> List<T> times(int count, Callable<T> action) throws InterruptedException {
        var start = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = IntStream.range(0, count)
                    .mapToObj(i -> threads.submit(() -> {
                        start.await();
                        return action.call();
                    }))
                    .toList();
            start.countDown();
            return running.stream().map(Together::result).toList();
        }
    }

    private static <T> T result(java.util.concurrent.Future<T> running) {
        try {
            return running.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
