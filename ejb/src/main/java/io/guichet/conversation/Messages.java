package io.guichet.conversation;

import com.fasterxml.jackson.core.type.TypeReference;
import io.guichet.kernel.Json;
import io.guichet.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads messages with their files, inside a use case's transaction. */
@ApplicationScoped
class Messages {

    static final int PAGE = 100;

    @PersistenceContext
    EntityManager em;

    @Inject
    Files files;

    /** A page of a conversation, oldest first. */
    List<MessageView> after(
            TenantId tenant, ConversationId conversation, @Nullable MessageId after, Files.Reader reader) {
        var rows = em.createQuery(
                        "from Message m where m.tenantId = :tenant and m.conversationId = :conversation"
                                + " and m.id > :after order by m.id",
                        Message.class)
                .setParameter("tenant", tenant.value())
                .setParameter("conversation", conversation.value())
                .setParameter("after", after == null ? new UUID(0, 0) : after.value())
                .setMaxResults(PAGE)
                .getResultList();
        return views(tenant, rows, reader);
    }

    /** The last page of a conversation, oldest first. */
    List<MessageView> newest(TenantId tenant, ConversationId conversation, Files.Reader reader) {
        var rows = em.createQuery(
                        "from Message m where m.tenantId = :tenant and m.conversationId = :conversation"
                                + " order by m.id desc",
                        Message.class)
                .setParameter("tenant", tenant.value())
                .setParameter("conversation", conversation.value())
                .setMaxResults(PAGE)
                .getResultList();
        return views(tenant, rows.reversed(), reader);
    }

    /**
     * What the page said of itself, the last time that it did.
     *
     * @return JSON, or null
     */
    @Nullable
    String pageContext(ConversationId conversation) {
        return (String) em.createNativeQuery("""
                        select page_context from messages
                         where conversation_id = :conversation and page_context is not null
                         order by id desc limit 1""")
                .setParameter("conversation", conversation.value())
                .getResultStream()
                .findFirst()
                .orElse(null);
    }

    List<MessageView> views(TenantId tenant, List<Message> rows, Files.Reader reader) {
        if (rows.isEmpty()) {
            return List.of();
        }
        var attached = em.createQuery("from StoredFile f where f.messageId in :ids order by f.id", StoredFile.class)
                .setParameter("ids", rows.stream().map(m -> m.id).toList())
                .getResultStream()
                .collect(Collectors.groupingBy(f -> (UUID) f.messageId));
        return rows.stream()
                .map(m -> view(tenant, m, attached.getOrDefault(m.id, List.of()), reader))
                .toList();
    }

    private MessageView view(TenantId tenant, Message m, List<StoredFile> attached, Files.Reader reader) {
        return new MessageView(
                new MessageId(m.id).toString(),
                m.role,
                m.content,
                m.brief,
                m.status,
                m.createdAt,
                m.replyTo == null ? null : new MessageId(m.replyTo).toString(),
                attached.stream()
                        .map(f -> files.view(tenant, FileRecords.stored(f), reader))
                        .toList(),
                m.erasedFiles,
                m.quickReplies == null ? List.of() : Json.read(m.quickReplies, new TypeReference<List<String>>() {}),
                m.preQuote,
                m.author,
                m.asksRating);
    }
}
