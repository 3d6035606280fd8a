package io.guichet.conversation;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.Cursor;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Page;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.Permission;
import io.guichet.kernel.ProblemCode;
import io.guichet.tenancy.MemberId;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The queue of conversations that people have to go on with. A craftsman sees his own. */
@UseCase
@Stateless
public class HandOvers {

    private static final String TAKEN = "case when h.state = 'with_person' then 1 else 0 end";

    @PersistenceContext
    EntityManager em;

    @Inject
    ReadableConversations readable;

    @Inject
    People people;

    @Inject
    TellVisitor tell;

    @Inject
    Clock clock;

    /**
     * Calls a person, as a part of the reply's transaction, which has changed the conversation before. While one is called
     * for already nothing happens. The visitor is told once per hand-over: where nobody is there at this hour, when there
     * will be; and where the agent said nothing of a person, that there will be one.
     *
     * @param said whether the agent has told the visitor so itself
     * @return whether a person was called for now
     */
    public boolean request(CallContext context, ConversationId conversation, String reason, boolean said) {
        var row = em.find(Conversation.class, conversation.value());
        var now = clock.instant();
        var added = em.createNativeQuery("""
                        insert into hand_overs (id, tenant_id, conversation_id, deployment_id, member_id, reason, state,
                                                requested_at)
                        select :id, c.tenant_id, c.id, c.deployment_id, c.member_id, :reason, 'queued', :now
                          from conversations c where c.id = :conversation and c.status = 'waiting_for_person'
                        on conflict do nothing""")
                .setParameter("id", HandOverId.next().value())
                .setParameter("conversation", conversation.value())
                .setParameter("reason", reason)
                .setParameter("now", Timestamp.from(now))
                .executeUpdate();
        if (added == 0) {
            return false;
        }
        tell.ofHandOver(context, row, said);
        return true;
    }

    /** Whether a person is called for, or has the conversation. */
    public boolean isOpen(CallContext context, ConversationId conversation) {
        return !em.createQuery(
                        "select h.id from HandOver h where h.tenantId = :tenant and h.conversationId = :conversation"
                                + " and h.state in :open")
                .setParameter("tenant", context.tenant().value())
                .setParameter("conversation", conversation.value())
                .setParameter("open", OPEN)
                .getResultList()
                .isEmpty();
    }

    /**
     * A page of them: who waits longest comes first; where all that are open are asked for, those that somebody has come last.
     */
    public Page<HandOverView> list(CallContext context, HandOverFilter filter, PageRequest page) {
        context.require(Permission.READ_CONVERSATIONS);
        var conditions = new ArrayList<>(List.of("h.tenantId = :tenant", "h.state in :states"));
        var values = new LinkedHashMap<String, Object>();
        values.put("tenant", context.tenant().value());
        values.put(
                "states", filter.state() == null ? OPEN : List.of(filter.state().wireName()));
        var own = readable.ownMember(context);
        if (own != null) {
            conditions.add("h.memberId = :own");
            values.put("own", own);
        }
        filter.to(conditions, values, people.caller(context, null).sameActors());
        var mixed = filter.state() == null;
        page.after().ifPresent(cursor -> after(cursor, mixed, conditions, values));
        var query = em.createQuery(
                "from HandOver h where " + String.join(" and ", conditions) + " order by " + (mixed ? TAKEN + ", " : "")
                        + "h.requestedAt, h.id",
                HandOver.class);
        values.forEach(query::setParameter);
        var rows = query.setMaxResults(page.limit() + 1).getResultList();
        return Page.cut(rows, page.limit(), h -> position(h, mixed)).map(HandOver::view);
    }

    private static Cursor position(HandOver row, boolean mixed) {
        var taken = row.state() == HandOverState.WITH_PERSON ? "1" : "0";
        return new Cursor((mixed ? taken : "") + row.requestedAt, row.id);
    }

    private static void after(Cursor cursor, boolean mixed, List<String> conditions, Map<String, Object> values) {
        var later = "(h.requestedAt > :at or (h.requestedAt = :at and h.id > :after))";
        if (mixed) {
            values.put("taken", cursor.key().startsWith("1") ? 1 : 0);
        }
        conditions.add(mixed ? "(" + TAKEN + " > :taken or (" + TAKEN + " = :taken and " + later + "))" : later);
        values.put("at", new Cursor(cursor.key().replaceFirst("^[01]", ""), cursor.id()).instant());
        values.put("after", cursor.id());
    }

    /**
     * @throws GuichetException {@link ProblemCode#HAND_OVER_NOT_FOUND} also for another tenant's or craftsman's
     */
    public HandOverView get(CallContext context, HandOverId id) {
        context.require(Permission.READ_CONVERSATIONS);
        var row = em.find(HandOver.class, id.value());
        var own = readable.ownMember(context);
        if (row == null || (own != null && !own.equals(row.memberId))) {
            throw new GuichetException(ProblemCode.HAND_OVER_NOT_FOUND, "No hand-over of yours has this id.");
        }
        return row.view();
    }

    /**
     * The one of a conversation that is open, or null.
     *
     * @throws GuichetException {@link ProblemCode#CONVERSATION_NOT_FOUND}
     */
    public @Nullable HandOverView openOf(CallContext context, ConversationId conversation) {
        context.require(Permission.READ_CONVERSATIONS);
        readable.find(context, conversation);
        return em.createQuery(
                        "from HandOver h where h.tenantId = :tenant and h.conversationId = :conversation"
                                + " and h.state in :open",
                        HandOver.class)
                .setParameter("tenant", context.tenant().value())
                .setParameter("conversation", conversation.value())
                .setParameter("open", OPEN)
                .getResultStream()
                .findFirst()
                .map(HandOver::view)
                .orElse(null);
    }

    static final List<String> OPEN =
            HandOverState.OPEN.stream().map(HandOverState::wireName).toList();

    /**
     * Which hand-overs a list shows.
     *
     * @param state null for those that are open
     * @param whose null for everybody's
     * @param member whose, for {@link Whose#MEMBER}
     * @param reason null for all
     */
    public record HandOverFilter(
            @Nullable HandOverState state,
            @Nullable Whose whose,
            @Nullable MemberId member,
            @Nullable String reason) {

        /** All that are open. */
        public static final HandOverFilter WAITING = new HandOverFilter(null, null, null, null);

        private void to(List<String> conditions, Map<String, Object> values, String me) {
            switch (whose) {
                case NOBODY -> conditions.add("h.assignee is null");
                case ME -> {
                    conditions.add("locate(:me, h.assignee) = 1");
                    values.put("me", me);
                }
                case MEMBER -> {
                    conditions.add("h.assigneeMemberId = :assignee");
                    values.put("assignee", member == null ? new java.util.UUID(0, 0) : member.value());
                }
                case null -> {}
            }
            if (reason != null) {
                conditions.add("h.reason = :reason");
                values.put("reason", reason);
            }
        }
    }

    /** Whose a hand-over is to be. */
    public enum Whose {
        NOBODY,
        ME,
        MEMBER
    }
}
