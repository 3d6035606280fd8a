package io.guichet.conversation;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.Cursor;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Page;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.Permission;
import io.guichet.kernel.PlainText;
import io.guichet.kernel.ProblemCode;
import io.guichet.tenancy.Audit;
import io.guichet.tenancy.Idempotency;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** People write to a visitor in the place of the agent, and notes to each other. */
@UseCase
@Stateless
public class SpeakAsPerson {

    /** The reason where nobody called: a person saw that he had better. */
    static final String STEPPED_IN = "stepped_in";

    private static final int LONGEST_NOTE = 4_000;
    private static final int LONGEST_NAME = 100;

    @PersistenceContext
    EntityManager em;

    @Inject
    ReadableConversations readable;

    @Inject
    People people;

    @Inject
    WaitingMessages waiting;

    @Inject
    Idempotency idempotency;

    @Inject
    Notices notices;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    /**
     * Writes to the visitor. Whoever writes has the conversation from then on, and its agent is silent; what waited for an
     * answer is answered by it.
     *
     * @throws GuichetException {@link ProblemCode#CONVERSATION_NOT_FOUND}, {@link ProblemCode#CONVERSATION_CLOSED}, {@link
     *     ProblemCode#CONFLICT} where somebody else has it, {@link ProblemCode#INVALID_FIELDS}, {@link
     *     ProblemCode#IDEMPOTENCY_KEY_REUSED}
     */
    public Said say(CallContext context, ConversationId conversation, NewWords words, @Nullable String idempotencyKey) {
        context.require(Permission.READ_CONVERSATIONS);
        check(words, ReceiveMessage.LONGEST);
        return idempotency.once(
                context,
                "conversations.say",
                idempotencyKey,
                new Request(conversation, words),
                Said.class,
                () -> say(context, conversation, words));
    }

    private Said say(CallContext context, ConversationId id, NewWords words) {
        var conversation = readable.hold(context, id);
        if (conversation.status.equals("closed")) {
            throw new GuichetException(ProblemCode.CONVERSATION_CLOSED, "This conversation has ended.");
        }
        var person = people.caller(context, words.name());
        var now = clock.instant();
        var taken = taken(context, conversation, person, now);
        var handOver = taken.handOver();
        var message = new Message(conversation, "person", words.content(), "completed", now);
        message.author = person.name();
        message.replyTo = waiting.settle(conversation).map(MessageId::value).orElse(null);
        em.persist(message);
        conversation.status = "with_person";
        conversation.messagesCount++;
        conversation.lastMessageAt = now;
        if (handOver.firstReplyAt == null) {
            handOver.firstReplyAt = now;
        }
        notices.message(id, new MessageId(message.id));
        tell(context, taken);
        return new Said(new MessageId(message.id), new HandOverId(handOver.id), person.name(), now);
    }

    /** The hand-over that is open, in the hands of who writes; made where nobody called for a person. */
    private Taken taken(CallContext context, Conversation conversation, Person person, Instant now) {
        var open = em.createQuery(
                        "from HandOver h where h.tenantId = :tenant and h.conversationId = :conversation"
                                + " and h.state in :open",
                        HandOver.class)
                .setParameter("tenant", conversation.tenantId)
                .setParameter("conversation", conversation.id)
                .setParameter("open", HandOvers.OPEN)
                .getResultStream()
                .findFirst();
        var before = open.map(HandOverTold::of).orElse(null);
        var handOver = open.orElseGet(() -> {
            var made = new HandOver(conversation, STEPPED_IN, now);
            em.persist(made);
            return made;
        });
        var anothers = handOver.assignee != null && !handOver.isWith(person);
        if (anothers && (handOver.state() == HandOverState.WITH_PERSON || !context.may(Permission.READ_ALL_MEMBERS))) {
            throw new GuichetException(ProblemCode.CONFLICT, "Somebody else has it.");
        }
        if (handOver.state() != HandOverState.WITH_PERSON) {
            handOver.take(person, now);
        }
        return new Taken(handOver, before);
    }

    /** The last of all: whoever holds the trail waits for no conversation. Who had it already has not taken it again. */
    private void tell(CallContext context, Taken taken) {
        var after = HandOverTold.of(taken.handOver());
        if (!after.equals(taken.before())) {
            audit.record(
                    context, "hand_over.taken", new HandOverId(taken.handOver().id).toString(), taken.before(), after);
        }
    }

    /**
     * Notes something for the others: visitors and webhooks never have it.
     *
     * @throws GuichetException {@link ProblemCode#CONVERSATION_NOT_FOUND}, {@link ProblemCode#INVALID_FIELDS}, {@link
     *     ProblemCode#IDEMPOTENCY_KEY_REUSED}
     */
    public NoteView note(
            CallContext context, ConversationId conversation, NewWords words, @Nullable String idempotencyKey) {
        context.require(Permission.READ_CONVERSATIONS);
        check(words, LONGEST_NOTE);
        return idempotency.once(
                context, "conversations.note", idempotencyKey, new Request(conversation, words), NoteView.class, () -> {
                    var row = readable.find(context, conversation);
                    var note = new Note(row, people.caller(context, words.name()), words.content(), clock.instant());
                    em.persist(note);
                    return note.view();
                });
    }

    /** The notes of a conversation, the oldest first. */
    public Page<NoteView> notes(CallContext context, ConversationId conversation, PageRequest page) {
        context.require(Permission.READ_CONVERSATIONS);
        readable.find(context, conversation);
        var rows = em.createQuery(
                        "from Note n where n.tenantId = :tenant and n.conversationId = :conversation and n.id > :after"
                                + " order by n.id",
                        Note.class)
                .setParameter("tenant", context.tenant().value())
                .setParameter("conversation", conversation.value())
                .setParameter("after", page.after().map(Cursor::id).orElse(new UUID(0, 0)))
                .setMaxResults(page.limit() + 1)
                .getResultList();
        return Page.cut(rows, page.limit(), note -> new Cursor("", note.id)).map(Note::view);
    }

    private static void check(NewWords words, int longest) {
        var name = words.name();
        new FieldErrors()
                .check(!words.content().isBlank(), "content", "says something")
                .check(
                        words.content().length() <= longest && PlainText.isClean(words.content(), true),
                        "content",
                        "is at most " + longest + " characters, and no control characters")
                .check(
                        name == null
                                || (!name.isBlank()
                                        && PlainText.isAtMost(name, LONGEST_NAME)
                                        && PlainText.isClean(name, false)),
                        "name",
                        "is 1 to " + LONGEST_NAME + " characters")
                .throwIfAny();
    }

    /**
     * @param before as it was; null where nobody had called for a person
     */
    private record Taken(HandOver handOver, @Nullable HandOverTold before) {}

    private record Request(ConversationId conversation, NewWords words) {}

    /**
     * @param name who writes, where the tenant's software writes for somebody; who signed in has his own
     */
    public record NewWords(String content, @Nullable String name) {
        public NewWords {
            content = content.replace("\r\n", "\n");
        }
    }

    /**
     * @param author as the visitor reads it
     */
    public record Said(MessageId messageId, HandOverId handOverId, String author, Instant createdAt) {}

    /** What somebody noted. */
    public record NoteView(NoteId id, String author, String content, Instant createdAt) {}
}
