package io.guichet.conversation;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.TenantId;
import io.guichet.kernel.Token;
import io.guichet.tenancy.Idempotency;
import io.guichet.tenancy.UseCase;
import io.guichet.work.Work;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of files; each method is a transaction. */
@UseCase
@Stateless
public class FileRecords {

    @PersistenceContext
    EntityManager em;

    @Inject
    Sessions sessions;

    @Inject
    Work work;

    @Inject
    Idempotency idempotency;

    @Inject
    ConversationConfig config;

    @Inject
    Clock clock;

    /**
     * Whose conversation it is. Refuses early what would be refused anyway, before any byte is written; a replay may be
     * one of those that filled it.
     */
    public TenantId tenant(Token session, @Nullable String idempotencyKey, String correlation) {
        var visit = sessions.open(session, correlation);
        if (idempotencyKey == null) {
            refuseWhenFull(visit.conversation());
        }
        return visit.context().tenant();
    }

    /** Makes a file known. The conversation is locked: of eleven at once, ten are taken. */
    public Files.Stored add(
            Token session, FileId id, ReceivedFile file, @Nullable String idempotencyKey, String correlation) {
        var visit = sessions.open(session, correlation);
        var request = file.name() + "\0" + HexFormat.of().formatHex(file.sha256());
        return idempotency.once(
                visit.context(),
                "upload:" + visit.conversation(),
                idempotencyKey,
                request,
                Files.Stored.class,
                () -> add(visit, id, file));
    }

    private Files.Stored add(Sessions.Visit visit, FileId id, ReceivedFile file) {
        var status = em.createNativeQuery("""
                        select case when d.is_active and d.deleted_at is null then c.status else 'closed' end
                          from conversations c
                          join agent_deployments d on d.tenant_id = c.tenant_id and d.id = c.deployment_id
                         where c.id = :id for update of c""", String.class)
                .setParameter("id", visit.conversation().value())
                .getSingleResult();
        if (status.equals("closed")) {
            throw new GuichetException(ProblemCode.CONVERSATION_CLOSED, "This conversation has ended; open a new one.");
        }
        refuseWhenFull(visit.conversation());
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
        return stored(row);
    }

    public Optional<Files.Stored> find(CallContext context, FileId id) {
        return Optional.ofNullable(em.find(StoredFile.class, id.value())).map(FileRecords::stored);
    }

    private void refuseWhenFull(ConversationId conversation) {
        var count = em.createQuery("select count(f) from StoredFile f where f.conversationId = :id", Long.class)
                .setParameter("id", conversation.value())
                .getSingleResult();
        if (count >= Files.MOST) {
            throw new GuichetException(
                    ProblemCode.TOO_MANY_FILES, "A conversation has at most " + Files.MOST + " files.");
        }
    }

    static Files.Stored stored(StoredFile f) {
        return new Files.Stored(new FileId(f.id), f.name, f.mimeType, f.sizeBytes, f.hasThumbnail, f.createdAt);
    }
}
