package io.guichet.knowledge.index;

import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.hibernate.search.engine.backend.types.Projectable;
import org.hibernate.search.engine.backend.types.Searchable;
import org.hibernate.search.engine.backend.types.VectorSimilarity;
import org.hibernate.search.engine.search.predicate.SearchPredicate;
import org.hibernate.search.engine.search.predicate.dsl.PredicateFinalStep;
import org.hibernate.search.engine.search.predicate.dsl.SearchPredicateFactory;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.AnnotatedTypeSource;
import org.hibernate.search.mapper.pojo.standalone.mapping.CloseableSearchMapping;
import org.hibernate.search.mapper.pojo.standalone.mapping.SearchMapping;
import org.hibernate.search.mapper.pojo.standalone.mapping.StandalonePojoMappingConfigurationContext;
import org.hibernate.search.mapper.pojo.standalone.mapping.StandalonePojoMappingConfigurer;
import org.hibernate.search.mapper.pojo.work.IndexingPlanSynchronizationStrategy;
import org.hibernate.search.util.common.SearchException;
import org.jboss.logging.Logger;

/** An open index, in a folder or on a server. What {@link #replace} and {@link #remove} changed lasts when they return. */
public final class PassageIndex implements AutoCloseable {

    /** Changes with the mapping and the analysis: an index of another one is made anew. */
    public static final String MAPPING = "1";

    /** As many passages as one change writes at once. */
    private static final int AT_ONCE = 200;

    private static final Logger LOG = Logger.getLogger(PassageIndex.class);
    private static final Duration LATER = Duration.ofSeconds(5);

    private final CloseableSearchMapping mapping;
    private final IndexingPlanSynchronizationStrategy written;

    /**
     * Opens the index in a folder, or makes an empty one.
     *
     * @param dimensions of the vectors
     */
    public PassageIndex(Path folder, int dimensions) {
        this(
                "passages",
                dimensions,
                Map.of(
                        "hibernate.search.backend.type", "lucene",
                        "hibernate.search.backend.lucene_version", "LATEST",
                        "hibernate.search.backend.directory.type", "local-filesystem",
                        "hibernate.search.backend.directory.root", folder.toString(),
                        "hibernate.search.backend.analysis.configurer", new FrenchAnalysis()),
                IndexingPlanSynchronizationStrategy.writeSync());
    }

    /**
     * @param properties that say where it is
     * @param written when what was changed lasts, and is found by the next change
     */
    PassageIndex(
            String name, int dimensions, Map<String, Object> properties, IndexingPlanSynchronizationStrategy written) {
        this.written = written;
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        thread.setContextClassLoader(PassageIndex.class.getClassLoader());
        try {
            var builder = SearchMapping.builder(AnnotatedTypeSource.empty(), MethodHandles.lookup());
            properties.forEach(builder::property);
            mapping = builder.property("hibernate.search.mapping.configurer", (StandalonePojoMappingConfigurer)
                            context -> map(context, name, dimensions))
                    .build();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static void map(StandalonePojoMappingConfigurationContext context, String name, int dimensions) {
        var type = context.programmaticMapping().type(IndexedPassage.class);
        type.searchEntity();
        type.indexed().index(name);
        type.property("id").documentId();
        type.property("document").keywordField();
        type.property("shelf").keywordField();
        type.property("heading")
                .fullTextField()
                .analyzer(FrenchAnalysis.TEXTS)
                .searchAnalyzer(FrenchAnalysis.QUESTIONS);
        type.property("text").fullTextField().analyzer(FrenchAnalysis.TEXTS).searchAnalyzer(FrenchAnalysis.QUESTIONS);
        type.property("vector")
                .vectorField(dimensions)
                .vectorSimilarity(VectorSimilarity.COSINE)
                .searchable(Searchable.YES)
                .projectable(Projectable.NO);
    }

    /** The passages of a document are these from now on, and no others. */
    public void replace(String document, List<IndexedPassage> passages) {
        var gone = new HashSet<>(ids(document));
        for (var from = 0; from < passages.size(); from += AT_ONCE) {
            write(passages.subList(from, Math.min(passages.size(), from + AT_ONCE)), Set.of());
        }
        passages.forEach(passage -> gone.remove(passage.id()));
        if (!gone.isEmpty()) {
            write(List.of(), gone);
        }
    }

    /** Nothing of a document is found any more. */
    public void remove(String document) {
        replace(document, List.of());
    }

    private void write(List<IndexedPassage> passages, Collection<String> gone) {
        try (var session = mapping.createSessionWithOptions()
                .indexingPlanSynchronizationStrategy(written)
                .build()) {
            var plan = session.indexingPlan();
            passages.forEach(plan::addOrUpdate);
            gone.forEach(id -> plan.purge(IndexedPassage.class, id, null));
        }
    }

    private List<String> ids(String document) {
        try (var session = mapping.createSession()) {
            return session.search(IndexedPassage.class)
                    .select(f -> f.id(String.class))
                    .where(f -> f.match().field("document").matching(document))
                    .fetchAllHits();
        }
    }

    /**
     * By words: BM25, headings a little more than texts. What has no word of the question is not found.
     *
     * @param shelves that are searched, and no others
     * @throws GuichetException {@link ProblemCode#UNAVAILABLE} if the index does not answer
     */
    public List<Hit> byWords(String question, Collection<String> shelves, int limit) {
        return found(
                shelves,
                limit,
                f -> f.bool()
                        .must(f.match()
                                .field("text")
                                .field("heading")
                                .boost(1.5f)
                                .matching(question))
                        .filter(within(f, shelves)));
    }

    /**
     * By meaning, the nearest first.
     *
     * @param vector of the question, by the model of the index
     * @return with a score of (1 + cosine) / 2
     * @throws GuichetException {@link ProblemCode#UNAVAILABLE} if the index does not answer
     */
    public List<Hit> byMeaning(float[] vector, Collection<String> shelves, int limit) {
        return found(
                shelves,
                limit,
                f -> f.knn(limit).field("vector").matching(vector).filter(within(f, shelves)));
    }

    private List<Hit> found(
            Collection<String> shelves,
            int limit,
            Function<? super SearchPredicateFactory, ? extends PredicateFinalStep> where) {
        if (shelves.isEmpty()) {
            return List.of();
        }
        try (var session = mapping.createSession()) {
            return session.search(IndexedPassage.class)
                    .select(f ->
                            f.composite().from(f.id(String.class), f.score()).as(Hit::new))
                    .where(where)
                    .fetchHits(limit);
        } catch (SearchException e) {
            LOG.warnf("GUI1407 documents cannot be searched: %s", e.getMessage());
            throw GuichetException.retryAfter(
                    ProblemCode.UNAVAILABLE, "Documents cannot be searched at this moment; try again.", LATER);
        }
    }

    /** What is noted under a name. Only on a server, which gives back what it was given. */
    Optional<String> noteOf(String note) {
        try (var session = mapping.createSession()) {
            return session.search(IndexedPassage.class)
                    .select(f -> f.field("document", String.class))
                    .where(f -> f.id().matching(note))
                    .fetchSingleHit();
        }
    }

    /** A note is a passage on no shelf: no search finds it. */
    void note(String note, String text) {
        write(List.of(new IndexedPassage(note, text, note, null, "", null)), Set.of());
    }

    /** Nothing is in it from now on. */
    void makeAnew() {
        mapping.scope(IndexedPassage.class).schemaManager().dropAndCreate();
    }

    private static SearchPredicate within(SearchPredicateFactory f, Collection<String> shelves) {
        return f.terms().field("shelf").matchingAny(new ArrayList<>(shelves)).toPredicate();
    }

    @Override
    public void close() {
        mapping.close();
    }

    /**
     * @param id of a passage
     * @param score comparable within one answer
     */
    public record Hit(String id, float score) {}
}
