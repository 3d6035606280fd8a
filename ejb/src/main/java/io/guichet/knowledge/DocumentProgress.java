package io.guichet.knowledge;

import io.guichet.billing.StorageQuota;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.Ids;
import io.guichet.tenancy.TenantScope;
import io.guichet.tenancy.UseCase;
import io.guichet.work.Work;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a document, step by step, each a transaction. A step for another version than the one that is there does
 * nothing. In the context of {@link DocumentRows#NOBODY} it is about the platform's own.
 */
@UseCase
@Stateless
public class DocumentProgress {

    @PersistenceContext
    EntityManager em;

    @Inject
    DocumentRows rows;

    @Inject
    TenantScope scope;

    @Inject
    StorageQuota quota;

    @Inject
    Work work;

    /**
     * Which content of which document.
     *
     * @param version of its content
     */
    public record Step(UUID document, int version) {

        static Step parse(String subject) {
            var words = subject.split(" ", 2);
            return new Step(UUID.fromString(words[0]), Integer.parseInt(words[1]));
        }

        String subject() {
            return document + " " + version;
        }
    }

    /**
     * What is to be taken apart.
     *
     * @param url of a page, which has no bytes yet
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Begun(
            String kind, byte @Nullable [] bytes, @Nullable String url) {}

    /** A passage whose meaning is not known yet. */
    public record Unread(UUID id, @Nullable String heading, String text) {}

    /** What there is to take apart; nothing once that was done. */
    public Optional<Begun> begin(CallContext context, Step step) {
        return row(context, step).filter(Document::isToBeTakenApart).map(d -> {
            d.enter(Document.PARSING, rows.now());
            return new Begun(d.kind, d.url == null ? content(d) : null, d.url);
        });
    }

    /** It will not be read; nothing once it was. */
    public void fail(CallContext context, Step step, String reason) {
        row(context, step).filter(Document::isToBeTakenApart).ifPresent(d -> {
            d.fail(reason, rows.now());
            forgetContent(d);
        });
    }

    /**
     * These are its passages from now on; their meaning follows. Nothing once it was taken apart: whoever was thought dead
     * and is not comes too late.
     *
     * @param fetched the bytes of a page; null for a file
     * @throws io.guichet.kernel.GuichetException {@link io.guichet.kernel.ProblemCode#STORAGE_FULL} for a page that is larger
     *     than there is room for
     */
    public void store(CallContext context, Step step, List<Chunking.Chunk> chunks, byte @Nullable [] fetched) {
        row(context, step).filter(Document::isToBeTakenApart).ifPresent(d -> {
            forgetContent(d);
            em.createNativeQuery("delete from passages where document_id = :id")
                    .setParameter("id", d.id)
                    .executeUpdate();
            insert(d, chunks);
            d.passages = chunks.size();
            d.enter(Document.INDEXING, rows.now());
            em.flush();
            rows.mark(d, false, null);
            work.schedule(context, GiveMeaning.TYPE, step.subject(), step.subject());
            if (fetched != null) {
                account(context, d, fetched);
            }
        });
    }

    /** Some passages that have no vector of a model. */
    @SuppressWarnings("unchecked")
    public List<Unread> unread(CallContext context, Step step, String model, int limit) {
        if (row(context, step).isEmpty()) {
            return List.of();
        }
        var found = (List<Object[]>) em.createNativeQuery("""
                        select id, heading, body from passages
                         where document_id = :id and vector_model is distinct from :model order by position""")
                .setParameter("id", step.document())
                .setParameter("model", model)
                .setMaxResults(limit)
                .getResultList();
        return found.stream()
                .map(row -> new Unread((UUID) row[0], (String) row[1], (String) row[2]))
                .toList();
    }

    /** Keeps what passages mean to a model. */
    public void keep(CallContext context, String model, Map<UUID, float[]> vectors) {
        scope(context);
        em.unwrap(Session.class).doWork(connection -> {
            try (var update =
                    connection.prepareStatement("update passages set vector = ?, vector_model = ? where id = ?")) {
                for (var vector : vectors.entrySet()) {
                    update.setBytes(1, Vectors.bytes(vector.getValue()));
                    update.setString(2, model);
                    update.setObject(3, vector.getKey());
                    update.addBatch();
                }
                update.executeBatch();
            }
        });
    }

    /**
     * It is ready, if it was not: what failed stays failed, though its passages of before were read.
     *
     * @param model of its vectors; null while it is found by its words alone
     */
    public void ready(CallContext context, Step step, @Nullable String model) {
        row(context, step).ifPresent(d -> {
            var first = d.state.equals(Document.INDEXING);
            if (first) {
                d.enter(Document.READY, rows.now());
                em.flush();
            }
            if (first || model != null) {
                rows.mark(d, false, model);
            }
        });
    }

    /**
     * Has a document read by the model of today, once more or for the first time. One that is to be taken apart is read after
     * that.
     */
    public void readAgain(CallContext context, UUID document) {
        scope(context);
        var row = em.find(Document.class, document);
        if (row != null && row.passages > 0 && !row.isToBeTakenApart()) {
            var subject = new Step(document, row.version).subject();
            work.schedule(context, GiveMeaning.TYPE, subject, subject);
        }
    }

    private Optional<Document> row(CallContext context, Step step) {
        scope(context);
        return Optional.ofNullable(em.find(Document.class, step.document(), LockModeType.PESSIMISTIC_WRITE))
                .filter(d -> d.version == step.version())
                .filter(d -> Objects.equals(d.tenantId, owner(context)));
    }

    private void scope(CallContext context) {
        if (owner(context) == null) {
            scope.platform();
        }
    }

    private static @Nullable UUID owner(CallContext context) {
        return context.tenant().equals(DocumentRows.NOBODY)
                ? null
                : context.tenant().value();
    }

    private byte[] content(Document row) {
        return (byte[]) em.createNativeQuery("select bytes from document_contents where document_id = :id")
                .setParameter("id", row.id)
                .getSingleResult();
    }

    private void forgetContent(Document row) {
        em.createNativeQuery("delete from document_contents where document_id = :id")
                .setParameter("id", row.id)
                .executeUpdate();
    }

    private void account(CallContext context, Document row, byte[] fetched) {
        var more = fetched.length - row.sizeBytes;
        row.sizeBytes = fetched.length;
        row.sha256 = ReceivedDocument.sha256(fetched);
        em.flush();
        if (row.tenantId != null && more > 0) {
            quota.take(context, more);
        } else if (row.tenantId != null) {
            quota.giveBack(context, -more);
        }
    }

    private void insert(Document row, List<Chunking.Chunk> chunks) {
        em.unwrap(Session.class).doWork(connection -> {
            try (var insert = connection.prepareStatement(
                    "insert into passages (id, tenant_id, document_id, collection, position, heading, body)"
                            + " values (?, ?, ?, ?, ?, ?, ?)")) {
                var position = 0;
                for (var chunk : chunks) {
                    insert.setObject(1, Ids.next());
                    insert.setObject(2, row.tenantId, java.sql.Types.OTHER);
                    insert.setObject(3, row.id);
                    insert.setString(4, row.collection);
                    insert.setInt(5, position++);
                    insert.setString(6, chunk.heading());
                    insert.setString(7, chunk.text());
                    insert.addBatch();
                }
                insert.executeBatch();
            }
        });
    }
}
