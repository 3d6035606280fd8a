package io.guichet.knowledge;

import io.guichet.kernel.CallContext;
import io.guichet.knowledge.index.IndexedPassage;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The passages that a tenant may read: its own, and the platform's. */
@UseCase
@Stateless
public class ReadPassages {

    @PersistenceContext
    EntityManager em;

    /**
     * A passage with its document.
     *
     * @param vector of the model that was asked for; null where it has none of it
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Row(
            UUID document,
            String title,
            @Nullable String heading,
            String text,
            @Nullable String url,
            boolean common,
            float @Nullable [] vector) {}

    /** All of a document, for the index; with vectors of one model alone. */
    @SuppressWarnings("unchecked")
    public List<IndexedPassage> ofDocument(CallContext context, UUID document, String model) {
        var rows = (List<Object[]>) em.createNativeQuery("""
                        select id, tenant_id, collection, heading, body,
                               case when vector_model = :model then vector end
                          from passages where document_id = :document order by position""")
                .setParameter("document", document)
                .setParameter("model", model)
                .getResultList();
        return rows.stream()
                .map(row -> new IndexedPassage(
                        row[0].toString(),
                        document.toString(),
                        new Shelf((UUID) row[1], (String) row[2]).key(),
                        (String) row[3],
                        (String) row[4],
                        vector(row[5])))
                .toList();
    }

    /** Those of these ids that there are in these collections. What the index still has of others is left out here. */
    @SuppressWarnings("unchecked")
    public Map<String, Row> read(CallContext context, Collection<String> ids, List<String> collections, String model) {
        if (ids.isEmpty() || collections.isEmpty()) {
            return Map.of();
        }
        var rows = (List<Object[]>) em.createNativeQuery("""
                        select p.id, d.id, d.title, p.heading, p.body, d.url, p.tenant_id is null,
                               case when p.vector_model = :model then p.vector end
                          from passages p join documents d on d.id = p.document_id
                         where p.id in (:ids) and p.collection in (:collections)
                           and (p.tenant_id is null or p.tenant_id = :tenant)""")
                .setParameter("model", model)
                .setParameter("ids", ids.stream().map(UUID::fromString).toList())
                .setParameter("collections", collections)
                .setParameter("tenant", context.tenant().value())
                .getResultList();
        var found = new HashMap<String, Row>();
        for (var row : rows) {
            found.put(
                    row[0].toString(),
                    new Row(
                            (UUID) row[1],
                            (String) row[2],
                            (String) row[3],
                            (String) row[4],
                            (String) row[5],
                            (Boolean) row[6],
                            vector(row[7])));
        }
        return found;
    }

    private static float @Nullable [] vector(@Nullable Object bytes) {
        return bytes == null ? null : Vectors.read((byte[]) bytes);
    }
}
