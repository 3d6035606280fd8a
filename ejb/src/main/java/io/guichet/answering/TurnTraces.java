package io.guichet.answering;

import io.guichet.conversation.ConversationId;
import io.guichet.conversation.Conversations;
import io.guichet.conversation.MessageId;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Json;
import io.guichet.kernel.ProblemCode;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** How replies were found, for those who may read their conversations. A trace goes with its conversation. */
@UseCase
@Stateless
public class TurnTraces {

    @PersistenceContext
    EntityManager em;

    @Inject
    Conversations conversations;

    @Inject
    Clock clock;

    /** Keeps the trace of a reply, in the reply's transaction. */
    public void keep(CallContext context, ConversationId conversation, MessageId reply, TurnTrace trace) {
        em.flush();
        em.createNativeQuery("""
                        insert into turn_traces (message_id, tenant_id, conversation_id, trace, created_at)
                        values (:message, :tenant, :conversation, :trace, :now)""")
                .setParameter("message", reply.value())
                .setParameter("tenant", context.tenant().value())
                .setParameter("conversation", conversation.value())
                .setParameter("trace", Json.write(trace))
                .setParameter("now", Timestamp.from(clock.instant()))
                .executeUpdate();
    }

    /**
     * How a reply was found.
     *
     * @throws GuichetException {@link ProblemCode#CONVERSATION_NOT_FOUND} also for another tenant's or craftsman's, {@link
     *     ProblemCode#MESSAGE_NOT_FOUND} where the conversation has no such reply, or nobody traced it
     */
    public TurnTrace get(CallContext context, ConversationId conversation, MessageId reply) {
        return of(context, conversation, List.of(reply)).values().stream()
                .findFirst()
                .orElseThrow(() -> new GuichetException(
                        ProblemCode.MESSAGE_NOT_FOUND, "This conversation has no reply of its agent with this id."));
    }

    /**
     * How some replies of a conversation were found, by their ids; without those that nobody traced.
     *
     * @throws GuichetException {@link ProblemCode#CONVERSATION_NOT_FOUND} also for another tenant's or craftsman's
     */
    public Map<String, TurnTrace> of(CallContext context, ConversationId conversation, List<MessageId> replies) {
        conversations.get(context, conversation);
        if (replies.isEmpty()) {
            return Map.of();
        }
        List<?> rows = em.createNativeQuery("select message_id, trace from turn_traces where tenant_id = :tenant"
                        + " and conversation_id = :conversation and message_id in (:replies)")
                .setParameter("tenant", context.tenant().value())
                .setParameter("conversation", conversation.value())
                .setParameter("replies", replies.stream().map(MessageId::value).toList())
                .getResultList();
        var traces = new HashMap<String, TurnTrace>();
        for (var row : rows) {
            var columns = (Object[]) row;
            traces.put(new MessageId((UUID) columns[0]).toString(), Json.read((String) columns[1], TurnTrace.class));
        }
        return traces;
    }
}
