package io.guichet.conversation;

import io.guichet.agent.DeploymentId;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Permission;
import io.guichet.kernel.ProblemCode;
import io.guichet.knowledge.LearnedAnswerDraft;
import io.guichet.knowledge.LearnedAnswerView;
import io.guichet.knowledge.LearnedAnswers;
import io.guichet.knowledge.LearnedCorrection;
import io.guichet.tenancy.Idempotency;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Somebody says what an agent should have answered: its deployment answers so from then on. */
@UseCase
@Stateless
public class CorrectAnswer {

    @PersistenceContext
    EntityManager em;

    @Inject
    ReadableConversations readable;

    @Inject
    LearnedAnswers learned;

    @Inject
    Idempotency idempotency;

    /**
     * Corrects a message of an agent.
     *
     * @param draft where it says no question, it is what the visitor had asked; where it says no language, the visitor's
     * @param key of idempotency, or null
     * @throws GuichetException {@link ProblemCode#CONVERSATION_NOT_FOUND}, {@link ProblemCode#MESSAGE_NOT_FOUND}; {@link
     *     ProblemCode#CONFLICT} for what no agent said; {@link ProblemCode#INVALID_FIELDS} also where the question tells of
     *     a person
     */
    public LearnedAnswerView correct(
            CallContext context,
            ConversationId conversation,
            MessageId message,
            LearnedAnswerDraft draft,
            @Nullable String key) {
        context.require(Permission.MANAGE_DEPLOYMENTS);
        return idempotency.once(
                context,
                "learned-answers.correct",
                key,
                new Asked(conversation, message, draft),
                LearnedAnswerView.class,
                () -> corrected(context, conversation, message, draft));
    }

    private LearnedAnswerView corrected(
            CallContext context, ConversationId conversation, MessageId message, LearnedAnswerDraft draft) {
        var held = readable.find(context, conversation);
        var wrong = em.find(Message.class, message.value());
        if (wrong == null || !wrong.conversationId.equals(held.id)) {
            throw new GuichetException(ProblemCode.MESSAGE_NOT_FOUND, "This conversation has no such message.");
        }
        if (!wrong.role.equals("agent")) {
            throw new GuichetException(ProblemCode.CONFLICT, "Only what an agent said can be corrected.");
        }
        return learned.learn(
                context,
                new LearnedCorrection(
                        new DeploymentId(held.deploymentId),
                        held.id,
                        wrong.id,
                        new LearnedAnswerDraft(
                                Objects.requireNonNullElseGet(draft.question(), () -> asked(wrong)),
                                draft.answer(),
                                Objects.requireNonNullElseGet(draft.locale(), () -> language(held)),
                                draft.isActive())));
    }

    /** What the visitor had said; nothing where the agent spoke by itself. */
    private String asked(Message answer) {
        var question = answer.replyTo == null ? null : em.find(Message.class, answer.replyTo);
        return question == null ? "" : question.content;
    }

    private static String language(Conversation conversation) {
        return conversation.locale.startsWith("en") ? "en" : "fr";
    }

    private record Asked(ConversationId conversation, MessageId message, LearnedAnswerDraft draft) {}
}
