package io.guichet.conversation;

import io.guichet.kernel.CallContext;
import io.guichet.work.WorkHandler;
import io.guichet.work.WorkOutcome;
import io.guichet.work.WorkType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Removes the bytes of a file that was erased, and its small copy. Tried again while the storage does not answer; what
 * remains after that is found by the nightly round.
 */
@ApplicationScoped
public class EraseBytes implements WorkHandler {

    static final WorkType TYPE = WorkType.retriedForAnHour("conversation.erase-bytes");

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
