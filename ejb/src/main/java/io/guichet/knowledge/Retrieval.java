package io.guichet.knowledge;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.PlatformCaller;
import io.guichet.knowledge.index.PassageIndex;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds what answers a question: by words and by meaning, fused by rank. The index searches the caller's collections
 * alone; what it found is read from the database, which shows the caller's rows alone.
 */
@ApplicationScoped
public class Retrieval {

    /** Of each search. */
    private static final int DEPTH = 30;

    private static final int LONGEST = 1_000;

    @Inject
    KnowledgeIndex index;

    @Inject
    ReadPassages passages;

    @Inject
    KnownVectors vectors;

    @Inject
    Embedder embedder;

    /** Never in a transaction. Searches the named collections together; of tenants' collections only the caller's own. */
    public Found search(CallContext context, Question question) {
        var text = question.text().strip();
        var asked = text.substring(0, Math.min(text.length(), LONGEST));
        var shelves = Shelf.readBy(context, question.collections()).stream()
                .map(Shelf::key)
                .toList();
        if (asked.isEmpty() || shelves.isEmpty()) {
            return Found.NOTHING;
        }
        var vector = vectors.ofAsked(context, asked).orElse(null);
        var words = index.byWords(asked, shelves, DEPTH);
        var meanings = vector == null ? List.<PassageIndex.Hit>of() : index.byMeaning(vector, shelves, DEPTH);
        var fused = Fusion.of(ids(words), ids(meanings));
        return found(context, question, asked, vector, fused);
    }

    /** The same in the platform's collections alone. */
    public Found search(PlatformCaller caller, Question question) {
        return search(CallContext.platform(DocumentRows.NOBODY, "knowledge", caller.correlation()), question);
    }

    private Found found(
            CallContext context,
            Question question,
            String asked,
            float @Nullable [] vector,
            Map<String, Double> fused) {
        var some = fused.keySet().stream().limit(2L * DEPTH).toList();
        var rows = passages.read(context, some, question.collections(), embedder.model());
        var found = new ArrayList<Passage>();
        for (var id : some) {
            var row = rows.get(id);
            if (row != null && found.size() < question.limit()) {
                found.add(passage(row, fused.getOrDefault(id, 0.0), vector));
            }
        }
        return new Found(found, found.isEmpty() ? 0 : Confidence.of(asked, found.getFirst()));
    }

    private static Passage passage(ReadPassages.Row row, double score, float @Nullable [] vector) {
        var own = row.vector();
        return new Passage(
                new DocumentId(row.document()).toString(),
                row.title(),
                row.heading(),
                row.text(),
                row.url(),
                row.common(),
                score,
                vector == null || own == null || own.length != vector.length
                        ? null
                        : (Double) Vectors.cosine(vector, own));
    }

    private static List<String> ids(List<PassageIndex.Hit> hits) {
        return hits.stream().map(PassageIndex.Hit::id).toList();
    }
}
