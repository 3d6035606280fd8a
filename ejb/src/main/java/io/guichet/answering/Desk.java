package io.guichet.answering;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * How many turns work on this node at once. One that waits for documents or a model lets another work meanwhile: so many
 * may wait without all of them asking the database at once.
 */
@ApplicationScoped
class Desk {

    @Inject
    AnsweringConfig config;

    private Semaphore places = new Semaphore(1);

    @PostConstruct
    void open() {
        places = new Semaphore(config.atOnce);
    }

    /** Waits for a place. It has to be left. */
    void take() {
        places.acquireUninterruptibly();
    }

    void leave() {
        places.release();
    }

    /** Gives the place away while something else is waited for. */
    <T> T away(Supplier<T> wait) {
        leave();
        try {
            return wait.get();
        } finally {
            take();
        }
    }
}
