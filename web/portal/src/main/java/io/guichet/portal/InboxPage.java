package io.guichet.portal;

import io.guichet.conversation.AttendHandOvers;
import io.guichet.conversation.ConversationId;
import io.guichet.conversation.HandOverView;
import io.guichet.conversation.SpeakAsPerson;
import io.guichet.conversation.SpeakAsPerson.NewWords;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Page;
import io.guichet.kernel.ProblemCode;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.omnifaces.util.Ajax;
import org.omnifaces.util.Faces;

/** The conversations that wait for a person, and one of them: taken, gone on with, noted upon, given back. */
@Named("inboxPage")
@ViewScoped
public class InboxPage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final Set<ProblemCode> EXPLAINED = Set.of(
            ProblemCode.CONFLICT,
            ProblemCode.INVALID_FIELDS,
            ProblemCode.CONVERSATION_CLOSED,
            ProblemCode.HAND_OVER_NOT_FOUND);

    private static final Set<String> REASONS = Set.of(
            "asked_for_a_person",
            "keyword",
            "intent",
            "anger",
            "not_understood",
            "low_confidence",
            "out_of_scope",
            "answer_failed",
            "not_valid",
            "stepped_in");

    @Inject
    SignedIn me;

    @Inject
    Inbox inbox;

    @Inject
    AttendHandOvers attend;

    @Inject
    SpeakAsPerson speak;

    /** One for each time the page is drawn: pressed twice, one conversation is taken. */
    private final String nextKey = "portal-" + UUID.randomUUID();

    private @Nullable String tenant;
    private @Nullable String id;
    private @Nullable String from;
    private @Nullable String words;
    private @Nullable String note;
    private @Nullable String notice;
    private transient @Nullable Page<HandOverView> queue;
    private transient @Nullable OpenedConversation opened;

    /** Ends in the page for 404 before anything is drawn, where it is not his tenant or conversation. */
    public void open() {
        getQueue();
        if (id != null) {
            getOpened();
        }
    }

    public Page<HandOverView> getQueue() {
        if (queue == null) {
            queue = inbox.queue(context(), from);
        }
        return queue;
    }

    public OpenedConversation getOpened() {
        if (opened == null) {
            opened = inbox.open(context(), conversation());
        }
        return opened;
    }

    /** Why a person was called, in the reader's words. */
    public String reason(HandOverView handOver) {
        return Words.of("inbox.reason." + (REASONS.contains(handOver.reason()) ? handOver.reason() : "other"));
    }

    /** Looks for what others have done meanwhile, and draws anew what is not as it was. */
    public void look() {
        var waited = queue;
        var waits = inbox.queue(context(), from);
        queue = waits;
        if (!waits.equals(waited)) {
            Ajax.update("queue");
        }
        if (id != null) {
            look(opened);
        }
    }

    private void look(@Nullable OpenedConversation before) {
        var now = before == null ? inbox.open(context(), conversation()) : inbox.again(context(), before);
        opened = now;
        if (before == null || !now.standsAs(before)) {
            Ajax.update("state");
        }
        if (before == null || !now.saysTheSameAs(before)) {
            Ajax.update("said");
        }
    }

    /** Takes the one that waits longest, and goes there. */
    public void takeNext() {
        attempt(() -> {
            var taken = attend.takeNext(context(), nextKey);
            Faces.redirect("inbox?tenant=%s&id=%s", Objects.requireNonNullElse(tenant, ""), taken.conversationId());
        });
    }

    public void take() {
        attempt(() -> attend.take(context(), handOver().id()));
    }

    public void release() {
        attempt(() -> attend.release(context(), handOver().id()));
    }

    public void close() {
        attempt(() -> attend.close(context(), handOver().id()));
    }

    public void say() {
        attempt(() -> {
            speak.say(context(), conversation(), new NewWords(Objects.requireNonNullElse(words, ""), null), null);
            words = null;
        });
    }

    public void addNote() {
        attempt(() -> {
            speak.note(context(), conversation(), new NewWords(Objects.requireNonNullElse(note, ""), null), null);
            note = null;
        });
    }

    /** What somebody else's haste or an empty field forbids is said on the page; anything else ends in its own. */
    private void attempt(Runnable deed) {
        notice = null;
        try {
            deed.run();
        } catch (GuichetException e) {
            if (!EXPLAINED.contains(e.code())) {
                throw e;
            }
            notice = Words.of("inbox.problem." + e.code().code());
        }
        look();
    }

    private HandOverView handOver() {
        var open = inbox.handOver(context(), conversation());
        if (open == null) {
            throw new GuichetException(ProblemCode.CONFLICT, "It is over.");
        }
        return open;
    }

    private ConversationId conversation() {
        return Optional.ofNullable(id)
                .flatMap(ConversationId::parse)
                .orElseThrow(() -> new GuichetException(
                        ProblemCode.CONVERSATION_NOT_FOUND, "No conversation of yours has this id."));
    }

    private CallContext context() {
        return me.in(tenant);
    }

    public @Nullable String getTenant() {
        return tenant;
    }

    public void setTenant(@Nullable String tenant) {
        this.tenant = tenant;
    }

    public @Nullable String getId() {
        return id;
    }

    public void setId(@Nullable String id) {
        this.id = id;
    }

    public @Nullable String getFrom() {
        return from;
    }

    public void setFrom(@Nullable String from) {
        this.from = from == null || from.isBlank() ? null : from;
    }

    public @Nullable String getWords() {
        return words;
    }

    public void setWords(@Nullable String words) {
        this.words = words;
    }

    public @Nullable String getNote() {
        return note;
    }

    public void setNote(@Nullable String note) {
        this.note = note;
    }

    /** Why the last deed came to nothing, or null. */
    public @Nullable String getNotice() {
        return notice;
    }
}
