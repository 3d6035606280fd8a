package io.guichet.knowledge.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.hibernate.search.backend.elasticsearch.analysis.ElasticsearchAnalysisConfigurationContext;
import org.hibernate.search.backend.elasticsearch.analysis.ElasticsearchAnalysisConfigurer;

/** The same as {@link FrenchAnalysis}, as a search server is told it: the same words, of the same files. */
final class FrenchAnalysisOnServer implements ElasticsearchAnalysisConfigurer {

    private static final String ELISION = "french_elision";
    private static final String STOP = "french_stop";
    private static final String SYNONYMS = "french_synonyms";
    private static final String ENDINGS = "french_endings";

    @Override
    public void configure(ElasticsearchAnalysisConfigurationContext context) {
        // Those that Lucene takes off where none are named.
        context.tokenFilter(ELISION)
                .type("elision")
                .param("articles", "l", "m", "t", "qu", "n", "s", "j", "d", "c", "jusqu", "quoiqu", "lorsqu", "puisqu")
                .param("articles_case", true);
        context.tokenFilter(STOP).type("stop").param("stopwords", lines("stop-words.txt"));
        // Lenient: a synonym that is left out as a common word is no fault.
        context.tokenFilter(SYNONYMS)
                .type("synonym_graph")
                .param("synonyms", lines("synonyms.txt"))
                .param("expand", true)
                .param("lenient", true);
        context.tokenFilter(ENDINGS).type("stemmer").param("language", "light_french");
        context.analyzer(FrenchAnalysis.TEXTS)
                .custom()
                .tokenizer("standard")
                .tokenFilters(ELISION, "lowercase", "asciifolding", STOP, ENDINGS);
        context.analyzer(FrenchAnalysis.QUESTIONS)
                .custom()
                .tokenizer("standard")
                .tokenFilters(ELISION, "lowercase", "asciifolding", STOP, SYNONYMS, ENDINGS);
    }

    private static String[] lines(String name) {
        try (var in = FrenchAnalysisOnServer.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toArray(String[]::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
