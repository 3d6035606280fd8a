package io.guichet.portal;

import io.guichet.conversation.ConversationId;
import io.guichet.conversation.Conversations;
import io.guichet.conversation.CorrectAnswer;
import io.guichet.conversation.MessageId;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Page;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.Permission;
import io.guichet.kernel.ProblemCode;
import io.guichet.knowledge.LearnedAnswerDraft;
import io.guichet.knowledge.LearnedAnswerId;
import io.guichet.knowledge.LearnedAnswerView;
import io.guichet.knowledge.LearnedAnswers;
import io.guichet.knowledge.Promotions;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.omnifaces.util.Faces;

/** What a tenant's agents learned, and the correction of one message where one is named. */
@Named("learnedPage")
@ViewScoped
public class LearnedPage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final Set<ProblemCode> EXPLAINED =
            Set.of(ProblemCode.CONFLICT, ProblemCode.INVALID_FIELDS, ProblemCode.NOT_FOUND);

    @Inject
    SignedIn me;

    @Inject
    LearnedAnswers learned;

    @Inject
    CorrectAnswer correct;

    @Inject
    Promotions promotions;

    @Inject
    Conversations conversations;

    private @Nullable String tenant;
    private @Nullable String conversation;
    private @Nullable String message;
    private @Nullable String cursor;
    private @Nullable String question;
    private @Nullable String answer;
    private @Nullable String notice;
    private transient @Nullable Page<LearnedAnswerView> answers;

    /** Ends in the page for 403 or 404 before anything is drawn, where it is not his to see. */
    public void open() {
        getAnswers();
        if (message != null) {
            conversations.get(context(), conversationId());
        }
    }

    public Page<LearnedAnswerView> getAnswers() {
        if (answers == null) {
            answers = learned.list(context(), PageRequest.of(null, cursor), null, null);
        }
        return answers;
    }

    /** Whether one message is being corrected. */
    public boolean isCorrecting() {
        return message != null;
    }

    public void learn() {
        attempt(() -> {
            var id = Optional.ofNullable(message).flatMap(MessageId::parse).orElseThrow(LearnedPage::nothingHere);
            correct.correct(
                    context(), conversationId(), id, new LearnedAnswerDraft(question, answer, null, null), null);
            message = null;
            notice = Words.of("learned.done");
        });
    }

    /** Switches the answer of the button on or off, as the button says. */
    public void toggle() {
        var active = Boolean.parseBoolean(Faces.getRequestParameter("active"));
        attempt(() -> {
            var one = learned.get(context(), chosen());
            learned.replace(
                    context(),
                    one.id(),
                    new LearnedAnswerDraft(one.question(), one.answer(), one.locale(), active),
                    OptionalInt.of(one.version()));
        });
    }

    public void forget() {
        attempt(() -> learned.delete(context(), chosen()));
    }

    public void promote() {
        attempt(() -> promotions.propose(context(), chosen()));
    }

    /** The button carries its answer's id: what was learned meanwhile moves the rows. */
    private static LearnedAnswerId chosen() {
        return Optional.ofNullable(Faces.getRequestParameter("answer"))
                .flatMap(LearnedAnswerId::parse)
                .orElseThrow(() -> new GuichetException(ProblemCode.NOT_FOUND, "There is no such learned answer."));
    }

    /** What an empty field or somebody else's haste forbids is said on the page; anything else ends in its own. */
    private void attempt(Runnable deed) {
        notice = null;
        try {
            deed.run();
        } catch (GuichetException e) {
            if (!EXPLAINED.contains(e.code())) {
                throw e;
            }
            notice = Words.of("learned.problem." + e.code().code());
        }
        answers = null;
    }

    private ConversationId conversationId() {
        return Optional.ofNullable(conversation).flatMap(ConversationId::parse).orElseThrow(LearnedPage::nothingHere);
    }

    private static GuichetException nothingHere() {
        return new GuichetException(ProblemCode.CONVERSATION_NOT_FOUND, "No conversation of yours has this id.");
    }

    private CallContext context() {
        var context = me.in(tenant);
        context.require(Permission.MANAGE_DEPLOYMENTS);
        return context;
    }

    public @Nullable String getTenant() {
        return tenant;
    }

    public void setTenant(@Nullable String tenant) {
        this.tenant = tenant;
    }

    public @Nullable String getConversation() {
        return conversation;
    }

    public void setConversation(@Nullable String conversation) {
        this.conversation = conversation;
    }

    public @Nullable String getMessage() {
        return message;
    }

    public void setMessage(@Nullable String message) {
        this.message = message;
    }

    public @Nullable String getCursor() {
        return cursor;
    }

    public void setCursor(@Nullable String cursor) {
        this.cursor = cursor;
    }

    public @Nullable String getQuestion() {
        return question;
    }

    public void setQuestion(@Nullable String question) {
        this.question = question;
    }

    public @Nullable String getAnswer() {
        return answer;
    }

    public void setAnswer(@Nullable String answer) {
        this.answer = answer;
    }

    /** What came of the last deed, or null. */
    public @Nullable String getNotice() {
        return notice;
    }
}
