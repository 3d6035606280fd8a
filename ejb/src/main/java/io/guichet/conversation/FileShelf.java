package io.guichet.conversation;

import io.guichet.billing.StorageQuota;
import io.guichet.conversation.checking.ReceivedFile;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import io.guichet.work.Work;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The ten places for files that a conversation has. A file that is still coming in pieces has one already. Works inside
 * the transaction of a use case.
 */
@ApplicationScoped
class FileShelf {

    private static final String TAKEN = """
            select (select count(*) from files f where f.conversation_id = :id)
                 + (select count(*) from uploads u
                     where u.conversation_id = :id and u.file_id is null and u.expires_at > :now
                       and (cast(:but as uuid) is null or u.id <> cast(:but as uuid)))""";

    @PersistenceContext
    EntityManager em;

    @Inject
    Work work;

    @Inject
    StorageQuota quota;

    @Inject
    Event<FileReceived> received;

    @Inject
    ConversationConfig config;

    @Inject
    Clock clock;

    /** Holds the conversation until the transaction ends: of eleven at once, ten find a place. */
    void hold(Sessions.Visit visit) {
        refuseWhenClosed(visit, " for update of c");
    }

    /** What {@link #put} would refuse as things are; holds nothing. */
    void refuseEarly(Sessions.Visit visit) {
        refuseWhenClosed(visit, "");
        refuseWhenFull(visit.conversation(), null);
        quota.refuseWhenFull(visit.context(), 1);
    }

    private void refuseWhenClosed(Sessions.Visit visit, String lock) {
        var status = em.createNativeQuery("""
                        select case when d.is_active and d.deleted_at is null then c.status else 'closed' end
                          from conversations c
                          join agent_deployments d on d.tenant_id = c.tenant_id and d.id = c.deployment_id
                         where c.id = :id""" + lock, String.class)
                .setParameter("id", visit.conversation().value())
                .getSingleResult();
        if (status.equals("closed")) {
            throw new GuichetException(ProblemCode.CONVERSATION_CLOSED, "This conversation has ended; open a new one.");
        }
    }

    /**
     * @param but an upload whose place does not count, since the file is for it; or null
     */
    void refuseWhenFull(ConversationId conversation, @Nullable UUID but) {
        var taken = (Number) em.createNativeQuery(TAKEN)
                .setParameter("id", conversation.value())
                .setParameter("now", Timestamp.from(clock.instant()))
                .setParameter("but", but)
                .getSingleResult();
        if (taken.longValue() >= Files.MOST) {
            throw new GuichetException(
                    ProblemCode.TOO_MANY_FILES, "A conversation has at most " + Files.MOST + " files.");
        }
    }

    /** Puts a file there, whose bytes are stored already. The quota is taken last: others wait for its row. */
    Files.Stored put(Sessions.Visit visit, FileId id, ReceivedFile file, @Nullable UUID upload) {
        hold(visit);
        refuseWhenFull(visit.conversation(), upload);
        var row = new StoredFile(
                id, visit.context().tenant().value(), visit.conversation().value(), file, clock.instant());
        em.persist(row);
        em.flush();
        work.schedule(
                visit.context(),
                AnswerPhotos.TYPE,
                id.toString(),
                visit.conversation().toString(),
                clock.instant().plus(config.photoGrace));
        received.fire(new FileReceived(visit.context(), visit.conversation(), id));
        quota.take(visit.context(), row.sizeBytes);
        return FileRecords.stored(row);
    }
}
