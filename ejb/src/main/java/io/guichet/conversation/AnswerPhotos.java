package io.guichet.conversation;

import io.guichet.kernel.CallContext;
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
        ConversationId.parse(subject).ifPresent(conversation -> turns.photosAlone(context, conversation));
        return WorkOutcome.DONE;
    }
}
