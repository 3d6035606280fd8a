package io.guichet.conversation;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import io.guichet.work.WorkHandler;
import io.guichet.work.WorkOutcome;
import io.guichet.work.WorkType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Photos that came without a word are a message of their own, after a while in which one might have followed. */
@ApplicationScoped
public class AnswerPhotos implements WorkHandler {

    static final WorkType TYPE = WorkType.retriedForAnHour("conversation.photos");

    @Inject
    Turns turns;

    @Override
    public WorkType type() {
        return TYPE;
    }

    @Override
    public WorkOutcome handle(CallContext context, String subject, int attempt) {
        try {
            ConversationId.parse(subject).ifPresent(conversation -> turns.photosAlone(context, conversation));
        } catch (GuichetException e) {
            if (e.code() != ProblemCode.QUOTA_EXCEEDED) {
                throw e;
            }
            // They wait, and go with the next message that the tenant's quota has room for.
        }
        return WorkOutcome.DONE;
    }
}
