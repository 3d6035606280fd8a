package io.guichet.knowledge;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.PlatformCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Has the model of today read, in the background, what another model read, or none: at the start, once the model is another
 * one, and every hour for what could not be had before. Some at a time, so that whoever follows what changed goes on.
 */
@ApplicationScoped
class ReadAgain {

    static final int SOME = 200;

    private static final Logger LOG = Logger.getLogger(ReadAgain.class);
    private static final Duration PAUSE = Duration.ofHours(1);
    private static final Duration AFTER_TROUBLE = Duration.ofMinutes(1);

    @Inject
    DocumentMarks marks;

    @Inject
    DocumentProgress progress;

    @Inject
    Embedder embedder;

    @Inject
    Clock clock;

    private String model = "";
    private @Nullable UUID last;
    private Instant notBefore = Instant.MIN;

    /** Asks for some, where it is time. Never in a transaction. */
    synchronized void some(PlatformCaller caller) {
        if (!model.equals(embedder.model())) {
            model = embedder.model();
            last = null;
            notBefore = Instant.MIN;
        }
        if (clock.instant().isBefore(notBefore)) {
            return;
        }
        try {
            next(caller);
        } catch (RuntimeException e) {
            LOG.warnf(e, "GUI1406 documents could not be given to %s; again in %s", model, AFTER_TROUBLE);
            notBefore = clock.instant().plus(AFTER_TROUBLE);
        }
    }

    private void next(PlatformCaller caller) {
        var some = marks.readByOthers(caller, model, last, SOME);
        for (var mark : some) {
            var context = CallContext.platform(mark.owner(), "knowledge", caller.correlation());
            progress.readAgain(context, mark.document());
        }
        if (some.size() < SOME) {
            last = null;
            notBefore = clock.instant().plus(PAUSE);
        } else {
            last = some.getLast().document();
        }
    }
}
