package io.guichet.conversation;

import io.guichet.kernel.CallContext;
import io.guichet.work.Lane;
import io.guichet.work.WorkHandler;
import io.guichet.work.WorkOutcome;
import io.guichet.work.WorkType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;

/**
 * Removes the bytes of a file that was erased, and its small copy. Tried again while the storage does not answer; what
 * remains after that is found by the nightly round.
 */
@ApplicationScoped
public class EraseBytes implements WorkHandler {

    private static final List<Duration> RETRIES = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(1),
            Duration.ofMinutes(10),
            Duration.ofHours(1),
            Duration.ofHours(5));

    /** It may wait for another server, and nobody waits for it. */
    static final WorkType TYPE = new WorkType("conversation.erase-bytes", RETRIES, Lane.DELIVERIES);

    @Inject
    Files files;

    @Override
    public WorkType type() {
        return TYPE;
    }

    @Override
    public WorkOutcome handle(CallContext context, String subject, int attempt) {
        FileId.parse(subject).ifPresent(file -> files.delete(context.tenant(), file));
        return WorkOutcome.DONE;
    }
}
