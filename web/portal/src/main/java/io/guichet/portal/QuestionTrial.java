package io.guichet.portal;

import io.guichet.knowledge.Found;
import io.guichet.knowledge.Passage;
import io.guichet.knowledge.SharedWords;
import io.guichet.knowledge.SharedWords.Piece;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tries a question: which passages it would be answered from, and how surely. */
@Named("questionTrial")
@ViewScoped
public class QuestionTrial implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    KnowledgePage page;

    private @Nullable String question;
    private String asked = "";
    private transient @Nullable Found found;

    public void ask() {
        found = null;
        asked = question == null ? "" : question.strip();
        if (asked.isEmpty()) {
            page.refuse("no_question");
        } else {
            page.attempt(() -> found = page.shelf().search(asked));
        }
    }

    /** What was found, or null where nothing was asked. */
    public @Nullable Found getFound() {
        return found;
    }

    /** A passage's text, the question's words apart. */
    public List<Piece> pieces(Passage passage) {
        return SharedWords.in(passage.text(), asked);
    }

    /** How near a passage's meaning is to the question's, in per cent. */
    public BigDecimal percent(double share) {
        return BigDecimal.valueOf(100 * Math.max(0, share)).setScale(0, RoundingMode.HALF_UP);
    }

    public @Nullable String getQuestion() {
        return question;
    }

    public void setQuestion(@Nullable String question) {
        this.question = question;
    }
}
