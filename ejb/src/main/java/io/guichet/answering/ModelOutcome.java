package io.guichet.answering;

import io.guichet.answering.structured.ModelReply;
import io.guichet.spi.sector.PreQuoteDraft;
import org.jspecify.annotations.Nullable;

/** What came of asking a model. */
sealed interface ModelOutcome {

    /**
     * It answered, and the guard let it pass.
     *
     * @param words may be empty where a restatement or a draft is the answer
     * @param draft a pre-quote without its amounts, or null
     */
    record Spoke(String words, ModelReply reply, @Nullable PreQuoteDraft draft) implements ModelOutcome {}

    /** Its pre-quote is not valid, the second time, too. */
    record QuoteNotValid() implements ModelOutcome {}

    /** It is not asked, did not answer, or said what may not leave, the second time, too. */
    record Silent() implements ModelOutcome {}
}
