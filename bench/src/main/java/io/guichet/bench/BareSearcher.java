package io.guichet.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.custom.CustomAnalyzer;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.ClasspathResourceLoader;
import org.apache.lucene.util.QueryBuilder;

/** The two queries of a question by Lucene alone, with the words cut as the platform cuts them; the ids are read as well. */
final class BareSearcher {

    private static final String FOLDER = "io/guichet/knowledge/index/";
    private static final Set<String> ID = Set.of("__HSEARCH_id");

    private final IndexSearcher searcher;
    private final int limit;
    private final QueryBuilder words;

    BareSearcher(IndexSearcher searcher, int limit) throws IOException {
        this.searcher = searcher;
        this.limit = limit;
        this.words = new QueryBuilder(french());
    }

    private static Analyzer french() throws IOException {
        return CustomAnalyzer.builder(new ClasspathResourceLoader(BareSearcher.class.getClassLoader()))
                .withTokenizer("standard")
                .addTokenFilter("elision")
                .addTokenFilter("lowercase")
                .addTokenFilter("asciiFolding")
                .addTokenFilter("stop", "words", FOLDER + "stop-words.txt")
                .addTokenFilter("synonymGraph", "synonyms", FOLDER + "synonyms.txt", "expand", "true")
                .addTokenFilter("frenchLightStem")
                .build();
    }

    int find(FindPassages.Asked question) throws IOException {
        var within = new TermInSetQuery("shelf", List.of(new BytesRef("common/bench"), new BytesRef(question.shelf())));
        var byWords = new BooleanQuery.Builder()
                .add(text(question.text()), BooleanClause.Occur.MUST)
                .add(within, BooleanClause.Occur.FILTER)
                .build();
        var byMeaning = new KnnFloatVectorQuery("vector", question.vector(), limit, within);
        return ids(searcher.search(byWords, limit)).size()
                + ids(searcher.search(byMeaning, limit)).size();
    }

    private Query text(String question) {
        var either = new BooleanQuery.Builder();
        add(either, words.createBooleanQuery("text", question), 1);
        add(either, words.createBooleanQuery("heading", question), 1.5f);
        var query = either.build();
        return query.clauses().isEmpty() ? new org.apache.lucene.search.TermQuery(new Term("text", question)) : query;
    }

    private static void add(BooleanQuery.Builder either, @org.jspecify.annotations.Nullable Query query, float boost) {
        if (query != null) {
            either.add(boost == 1 ? query : new BoostQuery(query, boost), BooleanClause.Occur.SHOULD);
        }
    }

    private List<String> ids(TopDocs top) throws IOException {
        var fields = searcher.storedFields();
        var ids = new ArrayList<String>();
        for (var hit : top.scoreDocs) {
            ids.add(String.valueOf(fields.document(hit.doc, ID).get("__HSEARCH_id")));
        }
        return ids;
    }
}
