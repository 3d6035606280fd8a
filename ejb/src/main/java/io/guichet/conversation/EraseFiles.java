package io.guichet.conversation;

import io.guichet.billing.StorageQuota;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Permission;
import io.guichet.kernel.ProblemCode;
import io.guichet.tenancy.Audit;
import io.guichet.tenancy.UseCase;
import io.guichet.work.Work;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * A tenant erases what a visitor sent. The rows go first, and with them every way to the bytes; the bytes follow as work
 * of the same transaction. Of a file in a message it is kept that there was one. Uploads first, then files, the room that
 * they took last: the order of whoever makes a file of an upload meanwhile.
 */
@UseCase
@Stateless
public class EraseFiles {

    private static final String UPLOADS = """
            delete from uploads where tenant_id = ? and conversation_id = ?
               and (cast(? as uuid) is null or file_id = ?)""";

    private static final String FILES = """
            delete from files where tenant_id = ? and conversation_id = ?
               and (cast(? as uuid) is null or id = ?)
            returning id, message_id, size_bytes""";

    private static final String TOMBSTONE =
            "update messages set erased_files = erased_files + ? where tenant_id = ? and id = ?";

    @PersistenceContext
    EntityManager em;

    @Inject
    Conversations conversations;

    @Inject
    Notices notices;

    @Inject
    Work work;

    @Inject
    Audit audit;

    @Inject
    StorageQuota quota;

    /**
     * Erases all files of a conversation, and ends those that are still coming. Done again it does nothing.
     *
     * @return how many files there were
     * @throws GuichetException {@link ProblemCode#FORBIDDEN}; {@link ProblemCode#CONVERSATION_NOT_FOUND} also for another
     *     tenant's or craftsman's
     */
    public int all(CallContext context, ConversationId conversation) {
        return erase(context, conversation, null).size();
    }

    /**
     * Erases one file.
     *
     * @throws GuichetException as {@link #all}; {@link ProblemCode#FILE_NOT_FOUND} where the conversation has no such file,
     *     or no longer
     */
    public void one(CallContext context, ConversationId conversation, FileId file) {
        if (erase(context, conversation, file).isEmpty()) {
            throw new GuichetException(ProblemCode.FILE_NOT_FOUND, "The conversation has no such file.");
        }
    }

    private List<Erased> erase(CallContext context, ConversationId conversation, @Nullable FileId only) {
        context.require(Permission.ERASE_FILES);
        conversations.get(context, conversation);
        var erased = em.unwrap(Session.class).doReturningWork(connection -> {
            try (var uploads = connection.prepareStatement(UPLOADS);
                    var files = connection.prepareStatement(FILES)) {
                which(uploads, context, conversation, only).executeUpdate();
                return removed(which(files, context, conversation, only));
            }
        });
        if (!erased.isEmpty()) {
            mark(context, conversation, erased);
            for (var file : erased) {
                var id = file.id().toString();
                work.schedule(context, EraseBytes.TYPE, id, id);
                audit.record(context, "file.erased", id, new InConversation(conversation), null);
            }
            quota.giveBack(context, erased.stream().mapToLong(Erased::size).sum());
        }
        return erased;
    }

    private static PreparedStatement which(
            PreparedStatement statement, CallContext context, ConversationId conversation, @Nullable FileId only)
            throws SQLException {
        var file = only == null ? null : only.value();
        statement.setObject(1, context.tenant().value());
        statement.setObject(2, conversation.value());
        statement.setObject(3, file);
        statement.setObject(4, file);
        return statement;
    }

    private static List<Erased> removed(PreparedStatement files) throws SQLException {
        try (var rows = files.executeQuery()) {
            var erased = new ArrayList<Erased>();
            while (rows.next()) {
                erased.add(new Erased(
                        new FileId(rows.getObject(1, UUID.class)), rows.getObject(2, UUID.class), rows.getLong(3)));
            }
            return erased;
        }
    }

    /** Messages remember how many they had; pages that show them draw them anew. */
    private void mark(CallContext context, ConversationId conversation, List<Erased> erased) {
        var ofMessages = new HashMap<UUID, Integer>();
        for (var file : erased) {
            if (file.message() != null) {
                ofMessages.merge(file.message(), 1, Integer::sum);
            }
        }
        em.unwrap(Session.class).doWork(connection -> {
            try (var update = connection.prepareStatement(TOMBSTONE)) {
                for (var message : ofMessages.entrySet()) {
                    update.setInt(1, message.getValue());
                    update.setObject(2, context.tenant().value());
                    update.setObject(3, message.getKey());
                    update.addBatch();
                }
                update.executeBatch();
            }
        });
        ofMessages.keySet().forEach(message -> notices.message(conversation, new MessageId(message)));
    }

    /**
     * @param message that it came with; null where it waited for one
     * @param size in bytes
     */
    private record Erased(FileId id, @Nullable UUID message, long size) {}

    private record InConversation(ConversationId conversation) {}
}
