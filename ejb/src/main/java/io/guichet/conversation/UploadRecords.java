package io.guichet.conversation;

import io.guichet.billing.StorageQuota;
import io.guichet.conversation.checking.ReceivedFile;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.Token;
import io.guichet.tenancy.Idempotency;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.nio.ByteBuffer;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.hibernate.jpa.HibernateHints;
import org.jspecify.annotations.Nullable;

/** The rows of files that come in pieces; each method is a transaction. */
@UseCase
@Stateless
public class UploadRecords {

    /** Longer than a file waits for its turn and is looked at. */
    private static final Duration CHECK = Duration.ofMinutes(2);

    /** How many pieces are fetched at a time. */
    private static final int PIECES = 4;

    /** Of a tenant at a time: the database holds their pieces. */
    private static final int MOST_OPEN = 1_000;

    private static final Duration LATER = Duration.ofMinutes(10);

    @PersistenceContext
    EntityManager em;

    @Inject
    Sessions sessions;

    @Inject
    FileShelf shelf;

    @Inject
    Idempotency idempotency;

    @Inject
    ConversationConfig config;

    @Inject
    StorageQuota quota;

    @Inject
    Clock clock;

    /** Reserves a place for a file. */
    public Row begin(Token session, String name, int length, @Nullable String idempotencyKey, String correlation) {
        var visit = sessions.open(session, correlation);
        var operation = "uploads:" + visit.conversation();
        Supplier<UploadId> begin = () -> idempotency.once(
                visit.context(),
                operation,
                idempotencyKey,
                name + "\0" + length,
                UploadId.class,
                () -> begin(visit, name, length));
        var begun = found(visit, begin.get(), "");
        if (begun.isPresent()) {
            return begun.get();
        }
        // It was given up or refused since, or its time is over: the same file begins anew.
        idempotency.forget(visit.context(), operation, idempotencyKey);
        return row(visit, begin.get(), false);
    }

    private UploadId begin(Sessions.Visit visit, String name, int length) {
        shelf.hold(visit);
        shelf.refuseWhenFull(visit.conversation(), null);
        refuseWhenFull(visit.context(), length);
        var id = UploadId.next();
        var now = clock.instant();
        em.createNativeQuery("""
                        insert into uploads (id, tenant_id, conversation_id, name, length, created_at, expires_at)
                        values (:id, :tenant, :conversation, :name, :length, :now, :expires)""")
                .setParameter("id", id.value())
                .setParameter("tenant", visit.context().tenant().value())
                .setParameter("conversation", visit.conversation().value())
                .setParameter("name", name)
                .setParameter("length", length)
                .setParameter("now", Timestamp.from(now))
                .setParameter("expires", Timestamp.from(now.plus(config.uploadLifetime)))
                .executeUpdate();
        return id;
    }

    /** What is coming in pieces will want its room, too. The file itself takes it when it is whole. */
    private void refuseWhenFull(CallContext context, int length) {
        var open = (Object[]) em.createNativeQuery("""
                        select count(*), coalesce(sum(length), 0) from uploads
                         where tenant_id = :tenant and file_id is null and expires_at > :now""", Object[].class)
                .setParameter("tenant", context.tenant().value())
                .setParameter("now", Timestamp.from(clock.instant()))
                .getSingleResult();
        if (((Number) open[0]).intValue() >= MOST_OPEN) {
            throw GuichetException.retryAfter(
                    ProblemCode.UNAVAILABLE, "Many files come in pieces at once; try again later.", LATER);
        }
        quota.refuseWhenFull(context, ((Number) open[1]).longValue() + length);
    }

    /**
     * How far it has come.
     *
     * @throws GuichetException {@link ProblemCode#UPLOAD_NOT_FOUND} also for another conversation's, and one whose time is
     *     over
     */
    public Row find(Token session, UploadId id, String correlation) {
        return row(sessions.open(session, correlation), id, false);
    }

    /**
     * Keeps the next piece.
     *
     * @throws GuichetException {@link ProblemCode#UPLOAD_NOT_FOUND}; {@link ProblemCode#WRONG_OFFSET} if it does not begin
     *     where the last one ended
     */
    public Row append(Token session, UploadId id, int offset, byte[] piece, String correlation) {
        var visit = sessions.open(session, correlation);
        var row = row(visit, id, true);
        row.require(offset);
        em.createNativeQuery("""
                        insert into upload_pieces (tenant_id, upload_id, at, bytes)
                        values (:tenant, :upload, :at, :bytes)""")
                .setParameter("tenant", visit.context().tenant().value())
                .setParameter("upload", id.value())
                .setParameter("at", offset)
                .setParameter("bytes", piece)
                .executeUpdate();
        em.createNativeQuery("update uploads set received = received + :more where tenant_id = :tenant and id = :id")
                .setParameter("more", piece.length)
                .setParameter("tenant", visit.context().tenant().value())
                .setParameter("id", id.value())
                .executeUpdate();
        return row(visit, id, false);
    }

    /**
     * Lets one caller look at it once it is whole, until he is done or a while is over.
     *
     * @throws GuichetException {@link ProblemCode#UNAVAILABLE} while another does; {@link ProblemCode#UPLOAD_NOT_FOUND}
     */
    public Claimed claim(Token session, UploadId id, String correlation) {
        var visit = sessions.open(session, correlation);
        var row = row(visit, id, true);
        if (row.file() != null) {
            return new Claimed(visit.context(), file(row.file()));
        }
        var now = clock.instant();
        var claimed = em.createNativeQuery("""
                        update uploads set checking_until = :until
                         where tenant_id = :tenant and id = :id
                           and (checking_until is null or checking_until <= :now)""")
                .setParameter("until", Timestamp.from(now.plus(CHECK)))
                .setParameter("tenant", visit.context().tenant().value())
                .setParameter("id", id.value())
                .setParameter("now", Timestamp.from(now))
                .executeUpdate();
        if (claimed == 0) {
            throw GuichetException.retryAfter(
                    ProblemCode.UNAVAILABLE, "It is being looked at; ask again.", Duration.ofSeconds(5));
        }
        return new Claimed(visit.context(), null);
    }

    /** Lets the next look at it. */
    public void release(Token session, UploadId id, String correlation) {
        var visit = sessions.open(session, correlation);
        em.createNativeQuery("update uploads set checking_until = null where tenant_id = :tenant and id = :id")
                .setParameter("tenant", visit.context().tenant().value())
                .setParameter("id", id.value())
                .executeUpdate();
    }

    /** All of its bytes, in one piece of memory. */
    public byte[] whole(Token session, UploadId id, String correlation) {
        var visit = sessions.open(session, correlation);
        var whole = ByteBuffer.allocate(row(visit, id, false).length());
        @SuppressWarnings("unchecked")
        var query = (TypedQuery<byte[]>) em.createNativeQuery(
                "select bytes from upload_pieces where tenant_id = :tenant and upload_id = :id order by at",
                byte[].class);
        query.setParameter("tenant", visit.context().tenant().value())
                .setParameter("id", id.value())
                .setHint(HibernateHints.HINT_FETCH_SIZE, PIECES);
        try (var pieces = query.getResultStream()) {
            pieces.forEach(whole::put);
        }
        return whole.array();
    }

    /** Makes its file known, or finds the one that it has become; the pieces go. */
    public Files.Stored complete(Token session, UploadId id, FileId file, ReceivedFile received, String correlation) {
        var visit = sessions.open(session, correlation);
        var row = row(visit, id, true);
        if (row.file() != null) {
            return file(row.file());
        }
        var stored = shelf.put(visit, file, received, id.value());
        em.createNativeQuery("update uploads set file_id = :file where tenant_id = :tenant and id = :id")
                .setParameter("file", file.value())
                .setParameter("tenant", visit.context().tenant().value())
                .setParameter("id", id.value())
                .executeUpdate();
        em.createNativeQuery("delete from upload_pieces where tenant_id = :tenant and upload_id = :id")
                .setParameter("tenant", visit.context().tenant().value())
                .setParameter("id", id.value())
                .executeUpdate();
        return stored;
    }

    private Files.Stored file(FileId id) {
        var file = em.find(StoredFile.class, id.value());
        if (file == null) {
            throw notFound();
        }
        return FileRecords.stored(file);
    }

    /**
     * Gives its place back, whatever has come of it.
     *
     * @throws GuichetException {@link ProblemCode#UPLOAD_NOT_FOUND}; {@link ProblemCode#CONFLICT} once it is a file: what
     *     was sent was sent
     */
    public void end(Token session, UploadId id, String correlation) {
        if (row(sessions.open(session, correlation), id, true).file() != null) {
            throw new GuichetException(ProblemCode.CONFLICT, "It is whole, and a file of the conversation.");
        }
        refuse(session, id, correlation);
    }

    /** Gives back the place of one that is no file, also where somebody did so meanwhile. */
    public void refuse(Token session, UploadId id, String correlation) {
        var visit = sessions.open(session, correlation);
        em.createNativeQuery("delete from uploads where tenant_id = :tenant and id = :id and file_id is null")
                .setParameter("tenant", visit.context().tenant().value())
                .setParameter("id", id.value())
                .executeUpdate();
    }

    /**
     * Forgets a tenant's whose time is over.
     *
     * @return how many
     */
    public int forget(CallContext context) {
        return em.createNativeQuery("delete from uploads where tenant_id = :tenant and expires_at <= :now")
                .setParameter("tenant", context.tenant().value())
                .setParameter("now", Timestamp.from(clock.instant()))
                .executeUpdate();
    }

    private Row row(Sessions.Visit visit, UploadId id, boolean locked) {
        return found(visit, id, locked ? " for update" : "").orElseThrow(UploadRecords::notFound);
    }

    private Optional<Row> found(Sessions.Visit visit, UploadId id, String lock) {
        var rows = em.createNativeQuery("""
                        select name, length, received, file_id, expires_at from uploads
                         where tenant_id = :tenant and conversation_id = :conversation and id = :id
                           and expires_at > :now""" + lock, Object[].class)
                .setParameter("tenant", visit.context().tenant().value())
                .setParameter("conversation", visit.conversation().value())
                .setParameter("id", id.value())
                .setParameter("now", Timestamp.from(clock.instant()))
                .getResultList();
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        var row = (Object[]) rows.getFirst();
        return Optional.of(new Row(
                id,
                (String) row[0],
                ((Number) row[1]).intValue(),
                ((Number) row[2]).intValue(),
                row[3] == null ? null : new FileId((UUID) row[3]),
                instant(row[4])));
    }

    private static Instant instant(Object time) {
        return time instanceof Timestamp timestamp ? timestamp.toInstant() : (Instant) time;
    }

    private static GuichetException notFound() {
        return new GuichetException(ProblemCode.UPLOAD_NOT_FOUND, "No such upload of this conversation, or no longer.");
    }

    /**
     * How far an upload has come.
     *
     * @param length in bytes, once it is whole
     * @param received bytes from its begin
     * @param file that it has become; null until then
     */
    public record Row(
            UploadId id,
            String name,
            int length,
            int received,
            @Nullable FileId file,
            Instant expiresAt) {

        boolean whole() {
            return received == length;
        }

        /**
         * @throws GuichetException {@link ProblemCode#WRONG_OFFSET} if it goes on elsewhere
         */
        void require(long offset) {
            if (offset != received) {
                throw new GuichetException(
                        ProblemCode.WRONG_OFFSET, "The next byte of this upload is " + received + ".");
            }
        }
    }

    /**
     * An upload that the caller may look at.
     *
     * @param file that it is already; null where the caller makes it
     */
    public record Claimed(CallContext visitor, Files.@Nullable Stored file) {}
}
