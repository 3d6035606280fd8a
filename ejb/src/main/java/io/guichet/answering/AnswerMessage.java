package io.guichet.answering;

import io.guichet.answering.models.Models;
import io.guichet.conversation.ConversationId;
import io.guichet.conversation.Drafts;
import io.guichet.conversation.MessageId;
import io.guichet.conversation.ReceiveMessage;
import io.guichet.kernel.CallContext;
import io.guichet.work.WorkHandler;
import io.guichet.work.WorkOutcome;
import io.guichet.work.WorkType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Answers the messages of a conversation, oldest first, up to the one that its work is about. Run twice, or beside
 * another, it answers each once: a reply is written only over what it was made from.
 */
@ApplicationScoped
public class AnswerMessage implements WorkHandler {

    private static final int MOST_TURNS = 20;

    @Inject
    PrepareTurn prepare;

    @Inject
    TakeTurn take;

    @Inject
    Desk desk;

    @Inject
    ConcludeTurn conclude;

    @Inject
    Models models;

    @Inject
    Drafts drafts;

    @Inject
    Clock clock;

    @Override
    public WorkType type() {
        return ReceiveMessage.ANSWER;
    }

    @Override
    public WorkOutcome handle(CallContext context, String subject, int attempt) {
        desk.take();
        try {
            return answer(context, Subject.parse(subject));
        } finally {
            desk.leave();
            models.settled();
        }
    }

    private WorkOutcome answer(CallContext context, Subject about) {
        for (var i = 0; i < MOST_TURNS; i++) {
            var next = prepare.next(context, about.conversation(), about.message());
            if (next.isEmpty()) {
                return WorkOutcome.DONE;
            }
            var prepared = next.get();
            var began = clock.instant();
            try (var draft = drafts.of(prepared.turn())) {
                var answered = take.take(context, prepared, draft::write);
                if (conclude.conclude(context, prepared, answered, millisSince(began))) {
                    draft.replied();
                }
            } catch (AskSectorAgent.AgentFailed e) {
                return new WorkOutcome.Retry(String.valueOf(e.getMessage()), null);
            }
        }
        return new WorkOutcome.Retry("the conversation changes faster than it is answered", Duration.ofSeconds(1));
    }

    @Override
    public void givenUp(CallContext context, String subject, String reason) {
        var about = Subject.parse(subject);
        conclude.giveUp(context, about.conversation(), about.message());
    }

    private long millisSince(Instant began) {
        return Duration.between(began, clock.instant()).toMillis();
    }

    private record Subject(ConversationId conversation, MessageId message) {

        static Subject parse(String text) {
            var ids = text.split("/", 2);
            return new Subject(
                    ConversationId.parse(ids[0]).orElseThrow(),
                    MessageId.parse(ids[1]).orElseThrow());
        }
    }
}
