package io.guichet.conversation;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Permission;
import io.guichet.kernel.ProblemCode;
import io.guichet.tenancy.Audit;
import io.guichet.tenancy.Idempotency;
import io.guichet.tenancy.MemberId;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * People take conversations over from the agent, and give them back. Whoever changes one holds its conversation's row
 * first: of two who take it at once one has it, and no reply of the agent comes between.
 */
@UseCase
@Stateless
public class AttendHandOvers {

    private static final int CANDIDATES = 50;

    @PersistenceContext
    EntityManager em;

    @Inject
    ReadableConversations readable;

    @Inject
    People people;

    @Inject
    WaitingMessages waiting;

    @Inject
    EndConversation end;

    @Inject
    Idempotency idempotency;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    /**
     * From now on a person has the conversation, and its agent is silent. Who has it already has it still.
     *
     * @throws GuichetException {@link ProblemCode#HAND_OVER_NOT_FOUND}, {@link ProblemCode#CONFLICT} where somebody else
     *     was faster, or it is over
     */
    public HandOverView take(CallContext context, HandOverId id) {
        var held = hold(context, id);
        if (!mayTake(context, held.handOver())) {
            throw new GuichetException(ProblemCode.CONFLICT, "Somebody else has it, or it is over.");
        }
        return take(context, held);
    }

    /**
     * Takes the one that waits longest, of those that are nobody's or the caller's own.
     *
     * @param idempotencyKey the caller's, under which one is taken once; or null
     * @throws GuichetException {@link ProblemCode#HAND_OVER_NOT_FOUND} where none waits, {@link
     *     ProblemCode#IDEMPOTENCY_KEY_REUSED} where somebody else took one under this key
     */
    public HandOverView takeNext(CallContext context, @Nullable String idempotencyKey) {
        context.require(Permission.READ_CONVERSATIONS);
        var me = people.caller(context, null);
        return idempotency.once(
                context,
                "hand-overs.take-next",
                idempotencyKey,
                new Next(me.sameActors()),
                HandOverView.class,
                () -> next(context, me));
    }

    private HandOverView next(CallContext context, Person me) {
        var own = readable.ownMember(context);
        var candidates = em.createQuery(
                        "select h.id from HandOver h where h.tenantId = :tenant"
                                + " and (h.state = 'queued' or (h.state = 'assigned' and locate(:me, h.assignee) = 1))"
                                + " and (:every = true or h.memberId = :own) order by h.requestedAt, h.id",
                        UUID.class)
                .setParameter("tenant", context.tenant().value())
                .setParameter("me", me.sameActors())
                .setParameter("every", own == null)
                .setParameter("own", own == null ? new UUID(0, 0) : own)
                .setMaxResults(CANDIDATES)
                .getResultList();
        for (var candidate : candidates) {
            var held = hold(context, new HandOverId(candidate));
            if (held.handOver().state() != HandOverState.WITH_PERSON && mayTake(context, held.handOver())) {
                return take(context, held);
            }
        }
        throw new GuichetException(ProblemCode.HAND_OVER_NOT_FOUND, "Nobody waits for a person.");
    }

    /**
     * Says who is to take it, also where somebody has it already: then the other has it from now on. A craftsman can
     * assign to himself alone.
     *
     * @param member as the caller wrote it
     * @throws GuichetException {@link ProblemCode#HAND_OVER_NOT_FOUND}, {@link ProblemCode#INVALID_FIELDS}, {@link
     *     ProblemCode#FORBIDDEN}, {@link ProblemCode#CONFLICT} where it is over
     */
    public HandOverView assign(CallContext context, HandOverId id, Optional<MemberId> member) {
        var held = hold(context, id);
        var row = held.handOver();
        var person = people.member(context, member, row.memberId == null ? null : new MemberId(row.memberId));
        if (!person.actor().equals(people.caller(context, null).actor())) {
            context.require(Permission.READ_ALL_MEMBERS);
        }
        requireOpen(row);
        requireOwn(context, row);
        var before = HandOverTold.of(row);
        if (row.state() == HandOverState.WITH_PERSON) {
            row.take(person, clock.instant());
        } else {
            row.assign(person, clock.instant());
        }
        return told(context, "hand_over.assigned", row, before);
    }

    /**
     * The agent has the conversation again. It answers the last message that the person left without a word; those before
     * it stay as they are.
     *
     * @throws GuichetException {@link ProblemCode#HAND_OVER_NOT_FOUND}, {@link ProblemCode#CONFLICT} where somebody else
     *     has it, or it is over
     */
    public HandOverView release(CallContext context, HandOverId id) {
        var held = hold(context, id);
        var row = held.handOver();
        requireOpen(row);
        requireOwn(context, row);
        var before = HandOverTold.of(row);
        var silent = row.state() == HandOverState.WITH_PERSON;
        row.end(HandOverState.RETURNED, clock.instant());
        var conversation = held.conversation();
        conversation.status = "open";
        conversation.statusReason = null;
        conversation.misunderstood = 0;
        if (silent) {
            waiting.backToAgent(context, conversation, row);
        }
        return told(context, "hand_over.released", row, before);
    }

    /**
     * The conversation has ended; the visitor is asked once how it was.
     *
     * @throws GuichetException {@link ProblemCode#HAND_OVER_NOT_FOUND}, {@link ProblemCode#CONFLICT} where somebody else
     *     has it, or it is over
     */
    public HandOverView close(CallContext context, HandOverId id) {
        var held = hold(context, id);
        var row = held.handOver();
        requireOpen(row);
        requireOwn(context, row);
        end.end(context, held.conversation());
        return row.view();
    }

    private HandOverView take(CallContext context, Held held) {
        var row = held.handOver();
        var before = HandOverTold.of(row);
        row.take(people.caller(context, null), clock.instant());
        held.conversation().status = "with_person";
        return told(context, "hand_over.taken", row, before);
    }

    /** The last of all: whoever holds the trail waits for no conversation. What changed nothing is not told. */
    private HandOverView told(CallContext context, String action, HandOver row, HandOverTold before) {
        var after = HandOverTold.of(row);
        if (!after.equals(before)) {
            audit.record(context, action, new HandOverId(row.id).toString(), before, after);
        }
        return row.view();
    }

    private boolean mayTake(CallContext context, HandOver row) {
        var mine = row.isWith(people.caller(context, null));
        return switch (row.state()) {
            case QUEUED -> true;
            case ASSIGNED -> mine || context.may(Permission.READ_ALL_MEMBERS);
            case WITH_PERSON -> mine;
            case RETURNED, CLOSED -> false;
        };
    }

    private static void requireOpen(HandOver row) {
        if (!row.isOpen()) {
            throw new GuichetException(ProblemCode.CONFLICT, "It is over.");
        }
    }

    /** Who reads everybody's may end what another has; a craftsman what is nobody's or his own. */
    private void requireOwn(CallContext context, HandOver row) {
        if (row.assignee != null
                && !row.isWith(people.caller(context, null))
                && !context.may(Permission.READ_ALL_MEMBERS)) {
            throw new GuichetException(ProblemCode.CONFLICT, "Somebody else has it.");
        }
    }

    private Held hold(CallContext context, HandOverId id) {
        context.require(Permission.READ_CONVERSATIONS);
        var row = em.find(HandOver.class, id.value());
        var own = readable.ownMember(context);
        if (row == null || (own != null && !own.equals(row.memberId))) {
            throw new GuichetException(ProblemCode.HAND_OVER_NOT_FOUND, "No hand-over of yours has this id.");
        }
        var conversation = readable.hold(context, new ConversationId(row.conversationId));
        em.refresh(row);
        return new Held(row, conversation);
    }

    /** Who wants the next one. */
    private record Next(String actor) {}

    private record Held(HandOver handOver, Conversation conversation) {}
}
