package io.guichet.work;

import io.guichet.kernel.CallContext;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;

/** Writes down what it was asked to do. */
final class RecordingHandler implements WorkHandler {

    private final WorkType type;
    private final BiFunction<String, Integer, WorkOutcome> how;
    final List<String> done = new CopyOnWriteArrayList<>();
    final List<String> givenUp = new CopyOnWriteArrayList<>();

    RecordingHandler(String name, int retries, BiFunction<String, Integer, WorkOutcome> how) {
        this(new WorkType(name, Collections.nCopies(retries, Duration.ofMillis(50))), how);
    }

    RecordingHandler(WorkType type, BiFunction<String, Integer, WorkOutcome> how) {
        this.type = type;
        this.how = how;
    }

    @Override
    public WorkType type() {
        return type;
    }

    @Override
    public WorkOutcome handle(CallContext context, String subject, int attempt) {
        done.add(subject + " " + attempt);
        return how.apply(subject, attempt);
    }

    @Override
    public void givenUp(CallContext context, String subject, String reason) {
        givenUp.add(subject + " " + reason);
    }
}
