package io.guichet.knowledge;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.Cursor;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuardedHttpClient;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Page;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.TenantId;
import io.guichet.work.Work;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Documents on a shelf, a tenant's or the platform's. Works inside the transaction of a use case, which said whose. */
@ApplicationScoped
class DocumentRows {

    /** On whose behalf the platform's own documents are worked on: no tenant has this id. */
    static final TenantId NOBODY = new TenantId(new UUID(0, 0));

    /** Who pays for what is done here; null where it is the platform itself. */
    static @Nullable CallContext payer(CallContext context) {
        return context.tenant().equals(NOBODY) ? null : context;
    }

    @PersistenceContext
    EntityManager em;

    @Inject
    Work work;

    @Inject
    GuardedHttpClient http;

    @Inject
    Clock clock;

    Document add(Shelf shelf, ReceivedDocument file, String correlation) {
        var row = new Document(DocumentId.next(), shelf, file.title(), file.kind(), now());
        fill(row, file);
        em.persist(row);
        em.flush();
        keep(row, file.bytes());
        schedule(row, correlation);
        return row;
    }

    /**
     * @throws GuichetException {@link ProblemCode#INVALID_FIELDS}, {@link ProblemCode#UNREACHABLE_URL}
     */
    Document add(Shelf shelf, PageDraft page, String correlation) {
        var url = page.url() == null ? "" : page.url().strip();
        var errors = new FieldErrors()
                .check(!url.isEmpty() && url.length() <= 2000, "url", "is an address of 1 to 2000 characters");
        ReceivedDocument.checkTitle(errors, page.title()).throwIfAny();
        http.requireAllowed(url);
        var row = new Document(
                DocumentId.next(), shelf, ReceivedDocument.title(page.title(), url), DocumentKind.PAGE, now());
        row.url = url;
        em.persist(row);
        em.flush();
        schedule(row, correlation);
        return row;
    }

    /**
     * Puts another file in its place.
     *
     * @return how many bytes more it takes than before
     * @throws GuichetException {@link ProblemCode#CONFLICT} for a page
     */
    long replace(Document row, ReceivedDocument file, String correlation) {
        if (row.url != null) {
            throw new GuichetException(ProblemCode.CONFLICT, "This is a page: it is fetched anew, not replaced.");
        }
        var before = row.sizeBytes;
        row.title = file.title();
        row.kind = file.kind().code();
        fill(row, file);
        row.receivedAgain(now());
        em.flush();
        keep(row, file.bytes());
        schedule(row, correlation);
        return row.sizeBytes - before;
    }

    /**
     * Has a page fetched anew.
     *
     * @throws GuichetException {@link ProblemCode#CONFLICT} for a file
     */
    void refetch(Document row, String correlation) {
        if (row.url == null) {
            throw new GuichetException(ProblemCode.CONFLICT, "This is a file: it is replaced, not fetched.");
        }
        row.receivedAgain(now());
        em.flush();
        schedule(row, correlation);
    }

    void remove(Document row) {
        em.createNativeQuery("delete from passages where document_id = :id")
                .setParameter("id", row.id)
                .executeUpdate();
        em.remove(row);
        em.flush();
        mark(row, true, null);
    }

    /**
     * @throws GuichetException {@link ProblemCode#DOCUMENT_NOT_FOUND} also for what stands on another shelf
     */
    Document found(Shelf shelf, DocumentId id, LockModeType lock) {
        return Optional.ofNullable(em.find(Document.class, id.value(), lock))
                .filter(d -> d.shelf().equals(shelf))
                .orElseThrow(
                        () -> new GuichetException(ProblemCode.DOCUMENT_NOT_FOUND, "No document here has this id."));
    }

    /** The newest first. */
    Page<DocumentView> list(Shelf shelf, PageRequest page) {
        var after = page.after().orElse(null);
        var query = em.createQuery(
                        "from Document d where "
                                + (shelf.tenant() == null ? "d.tenantId is null" : "d.tenantId = :tenant")
                                + " and d.collection = :collection and lower(d.title) like :q escape '\\'"
                                + (after == null
                                        ? ""
                                        : " and (d.createdAt < :at or (d.createdAt = :at and d.id < :id))")
                                + " order by d.createdAt desc, d.id desc",
                        Document.class)
                .setParameter("collection", shelf.collection())
                .setParameter("q", page.pattern())
                .setMaxResults(page.limit() + 1);
        if (shelf.tenant() != null) {
            query.setParameter("tenant", shelf.tenant());
        }
        if (after != null) {
            query.setParameter("at", after.instant()).setParameter("id", after.id());
        }
        return Page.cut(query.getResultList(), page.limit(), d -> new Cursor(d.createdAt.toString(), d.id))
                .map(Document::view);
    }

    /** Tells the indexes that something of a document changed. */
    void mark(Document row, boolean gone, @Nullable String vectorModel) {
        em.createNativeQuery("""
                        insert into document_marks as m (document_id, tenant_id, changed_at, gone, vector_model)
                        values (:id, cast(:tenant as uuid), :now, :gone, cast(:model as text))
                        on conflict (document_id) do update
                           set changed_in = pg_current_xact_id(), changed_at = excluded.changed_at,
                               gone = excluded.gone, vector_model = excluded.vector_model""")
                .setParameter("id", row.id)
                .setParameter("tenant", row.tenantId)
                .setParameter("now", Timestamp.from(now()))
                .setParameter("gone", gone)
                .setParameter("model", vectorModel)
                .executeUpdate();
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static void fill(Document row, ReceivedDocument file) {
        row.fileName = file.fileName();
        row.sizeBytes = file.bytes().length;
        row.sha256 = file.sha256();
    }

    private void keep(Document row, byte[] bytes) {
        em.createNativeQuery("""
                        insert into document_contents (document_id, tenant_id, bytes)
                        values (:id, cast(:tenant as uuid), :bytes)
                        on conflict (document_id) do update set bytes = excluded.bytes""")
                .setParameter("id", row.id)
                .setParameter("tenant", row.tenantId)
                .setParameter("bytes", bytes)
                .executeUpdate();
    }

    private void schedule(Document row, String correlation) {
        var tenant = row.tenantId == null ? NOBODY : new TenantId(Objects.requireNonNull(row.tenantId));
        var context = CallContext.platform(tenant, "knowledge", correlation);
        var subject = new DocumentProgress.Step(row.id, row.version).subject();
        work.schedule(context, TakeApart.TYPE, subject, subject);
    }
}
