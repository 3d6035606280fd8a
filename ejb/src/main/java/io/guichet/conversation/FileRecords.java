package io.guichet.conversation;

import io.guichet.billing.StorageQuota;
import io.guichet.conversation.checking.ReceivedFile;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.Token;
import io.guichet.tenancy.Idempotency;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows of files; each method is a transaction. */
@UseCase
@Stateless
public class FileRecords {

    private static final int SOME = 500;

    @PersistenceContext
    EntityManager em;

    @Inject
    Sessions sessions;

    @Inject
    FileShelf shelf;

    @Inject
    Idempotency idempotency;

    @Inject
    StorageQuota quota;

    @Inject
    Clock clock;

    /**
     * Whose conversation it is. Refuses early what would be refused anyway, before any byte is looked at; a replay may be
     * one of those that filled it.
     */
    public CallContext visitor(Token session, @Nullable String idempotencyKey, String correlation) {
        var visit = sessions.open(session, correlation);
        if (!idempotency.knows(visit.context(), operation(visit), idempotencyKey)) {
            shelf.refuseEarly(visit);
        }
        return visit.context();
    }

    /** Makes a file known. The conversation is locked: of eleven at once, ten are taken. */
    public Files.Stored add(
            Token session, FileId id, ReceivedFile file, @Nullable String idempotencyKey, String correlation) {
        var visit = sessions.open(session, correlation);
        var request = file.name() + "\0" + HexFormat.of().formatHex(file.cameAs());
        return idempotency.once(
                visit.context(),
                operation(visit),
                idempotencyKey,
                request,
                Files.Stored.class,
                () -> shelf.put(visit, id, file, null));
    }

    private static String operation(Sessions.Visit visit) {
        return "upload:" + visit.conversation();
    }

    /** A file that may be read; a visitor may while a session opens his conversation. */
    public Optional<Files.Stored> find(CallContext context, FileId id, Files.Reader reader) {
        return Optional.ofNullable(em.find(StoredFile.class, id.value()))
                .filter(f -> reader == Files.Reader.TENANT || isOpen(f.conversationId))
                .map(FileRecords::stored);
    }

    private boolean isOpen(UUID conversation) {
        return em.createQuery(
                                "select count(s) from Session s where s.conversationId = :id and s.expiresAt > :now",
                                Long.class)
                        .setParameter("id", conversation)
                        .setParameter("now", clock.instant())
                        .getSingleResult()
                > 0;
    }

    /** Which of these files are known. */
    public Set<FileId> known(CallContext context, Collection<FileId> ids) {
        return em.createQuery("select f.id from StoredFile f where f.tenantId = :tenant and f.id in :ids", UUID.class)
                .setParameter("tenant", context.tenant().value())
                .setParameter("ids", ids.stream().map(FileId::value).toList())
                .getResultStream()
                .map(FileId::new)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Forgets some of a tenant's files and gives back the room they took. Their bytes are removed afterwards; what dies in
     * between leaves bytes without a row, which the nightly round finds.
     *
     * @return which; nothing once there are no more
     */
    public List<FileId> forgetSome(CallContext context) {
        var rows = em.createQuery("from StoredFile f where f.tenantId = :tenant order by f.id", StoredFile.class)
                .setParameter("tenant", context.tenant().value())
                .setMaxResults(SOME)
                .getResultList();
        rows.forEach(em::remove);
        em.flush();
        quota.giveBack(context, rows.stream().mapToLong(f -> f.sizeBytes).sum());
        return rows.stream().map(f -> new FileId(f.id)).toList();
    }

    static Files.Stored stored(StoredFile f) {
        return new Files.Stored(
                new FileId(f.id), f.name, f.mimeType, f.sizeBytes, f.hasThumbnail, f.sealed, f.createdAt);
    }
}
