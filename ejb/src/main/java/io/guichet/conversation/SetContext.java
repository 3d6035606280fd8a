package io.guichet.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Json;
import io.guichet.kernel.Permission;
import io.guichet.kernel.ProblemCode;
import io.guichet.tenancy.Audit;
import io.guichet.tenancy.UseCase;
import io.guichet.trust.ContextText;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A tenant's own software says, from server to server, what is known of a visitor: that much is trusted. */
@UseCase
@Stateless
public class SetContext {

    @PersistenceContext
    EntityManager em;

    @Inject
    LinkRights rights;

    @Inject
    Audit audit;

    /**
     * Adds to what is known in a conversation, or of a link that nobody opened yet. Each field replaces the one of its
     * name; null takes it away.
     *
     * @throws GuichetException {@link ProblemCode#CONVERSATION_NOT_FOUND}, {@link ProblemCode#LINK_NOT_FOUND} also for
     *     another tenant's; {@link ProblemCode#INVALID_FIELDS}
     */
    public ContextSet set(CallContext context, NewContext wanted) {
        context.require(Permission.CREATE_SESSIONS);
        var errors = new FieldErrors()
                .check(
                        (wanted.conversation() == null) != (wanted.link() == null),
                        "conversation_id",
                        "or link_id is given, not both")
                .check(wanted.context() != null, "context", "is a JSON object");
        ContextText.check(errors, "context", wanted.context());
        errors.throwIfAny();
        var said = Objects.requireNonNull(wanted.context());
        if (wanted.conversation() != null) {
            return ofConversation(context, wanted.conversation(), null, said);
        }
        return ofLink(context, Objects.requireNonNull(wanted.link()), said);
    }

    private ContextSet ofLink(CallContext context, LinkId id, ObjectNode said) {
        var link = rights.found(context, id, LockModeType.PESSIMISTIC_WRITE);
        if (link.conversationId != null) {
            return ofConversation(context, new ConversationId(link.conversationId), id, said);
        }
        var before = link.context;
        link.context = KnownContext.merged(before, said);
        audit.record(context, "session_link.context_set", id.toString(), Keys.of(before), Keys.of(link.context));
        return new ContextSet(null, id, tree(link.context));
    }

    private ContextSet ofConversation(CallContext context, ConversationId id, @Nullable LinkId link, ObjectNode said) {
        var own = rights.ownMember(context);
        var row = em.find(Conversation.class, id.value(), LockModeType.PESSIMISTIC_WRITE);
        if (row == null || (own != null && !own.id().value().equals(row.memberId))) {
            throw new GuichetException(ProblemCode.CONVERSATION_NOT_FOUND, "No conversation of yours has this id.");
        }
        var before = row.trustedContext;
        row.trustedContext = KnownContext.merged(before, said);
        audit.record(context, "conversation.context_set", id.toString(), Keys.of(before), Keys.of(row.trustedContext));
        return new ContextSet(id, link, tree(row.trustedContext));
    }

    private static JsonNode tree(@Nullable String context) {
        return Json.tree(context == null ? "{}" : context);
    }

    /**
     * @param conversation or a link, not both
     */
    public record NewContext(
            @Nullable ConversationId conversation,
            @Nullable LinkId link,
            @Nullable ObjectNode context) {}

    /**
     * What is known now.
     *
     * @param conversationId null where nobody opened the link yet
     * @param linkId where a link was named
     */
    public record ContextSet(
            @Nullable ConversationId conversationId,
            @Nullable LinkId linkId,
            JsonNode context) {}

    /** The trail keeps what was said of, and not what was said. */
    private record Keys(List<String> keys) {

        static Keys of(@Nullable String context) {
            var keys = new ArrayList<String>();
            tree(context).fieldNames().forEachRemaining(keys::add);
            return new Keys(keys);
        }
    }
}
