package io.guichet.knowledge.index;

import org.hibernate.search.backend.lucene.analysis.LuceneAnalysisConfigurationContext;
import org.hibernate.search.backend.lucene.analysis.LuceneAnalysisConfigurer;

/**
 * French words for the index: what is elided is taken off, accents are folded, the commonest words are left out, endings
 * are cut lightly. Questions are widened by words of the same meaning that customers use for each other.
 */
final class FrenchAnalysis implements LuceneAnalysisConfigurer {

    static final String TEXTS = "french";
    static final String QUESTIONS = "french_question";

    private static final String FOLDER = "/io/guichet/knowledge/index/";

    @Override
    public void configure(LuceneAnalysisConfigurationContext context) {
        context.analyzer(TEXTS)
                .custom()
                .tokenizer("standard")
                .tokenFilter("elision")
                .tokenFilter("lowercase")
                .tokenFilter("asciiFolding")
                .tokenFilter("stop")
                .param("words", FOLDER + "stop-words.txt")
                .tokenFilter("frenchLightStem");
        context.analyzer(QUESTIONS)
                .custom()
                .tokenizer("standard")
                .tokenFilter("elision")
                .tokenFilter("lowercase")
                .tokenFilter("asciiFolding")
                .tokenFilter("stop")
                .param("words", FOLDER + "stop-words.txt")
                .tokenFilter("synonymGraph")
                .param("synonyms", FOLDER + "synonyms.txt")
                .param("expand", "true")
                .tokenFilter("frenchLightStem");
    }
}
