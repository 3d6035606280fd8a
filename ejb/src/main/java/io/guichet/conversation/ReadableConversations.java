package io.guichet.conversation;

import io.guichet.kernel.Actor;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Permission;
import io.guichet.kernel.ProblemCode;
import io.guichet.tenancy.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which conversations a caller may read: a craftsman his own. Works in the transaction of a use case. */
@ApplicationScoped
class ReadableConversations {

    @PersistenceContext
    EntityManager em;

    @Inject
    Tenants tenants;

    /**
     * @throws GuichetException {@link ProblemCode#CONVERSATION_NOT_FOUND} also for another tenant's or craftsman's
     */
    Conversation find(CallContext context, ConversationId id) {
        var row = em.find(Conversation.class, id.value());
        var own = ownMember(context);
        if (row == null || (own != null && !own.equals(row.memberId))) {
            throw new GuichetException(ProblemCode.CONVERSATION_NOT_FOUND, "No conversation of yours has this id.");
        }
        return row;
    }

    /** The same, held until the transaction ends: nobody else changes it, or who has it, meanwhile. */
    Conversation hold(CallContext context, ConversationId id) {
        var row = find(context, id);
        em.refresh(row, LockModeType.PESSIMISTIC_WRITE);
        return row;
    }

    /** The one member whose conversations the caller may read, or null where it may read all of the tenant's. */
    @Nullable
    UUID ownMember(CallContext context) {
        if (context.may(Permission.READ_ALL_MEMBERS) || !(context.actor() instanceof Actor.User user)) {
            return null;
        }
        return tenants.memberOf(context, user.id())
                .orElseThrow(() -> new GuichetException(ProblemCode.FORBIDDEN, "You are no member here any more."))
                .id()
                .value();
    }
}
