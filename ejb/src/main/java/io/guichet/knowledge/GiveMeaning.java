package io.guichet.knowledge;

import io.guichet.kernel.CallContext;
import io.guichet.work.Lane;
import io.guichet.work.WorkHandler;
import io.guichet.work.WorkOutcome;
import io.guichet.work.WorkType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Has the model of today read the passages of a document. While it cannot be reached they are found by their words; what it
 * has not read in an hour, or what would cost its tenant too much today, is left to {@link ReadAgain}.
 */
@ApplicationScoped
public class GiveMeaning implements WorkHandler {

    static final WorkType TYPE = new WorkType(
            "knowledge.embed", WorkType.retriedForAnHour("knowledge.embed").retries(), Lane.DOCUMENTS);

    private static final Logger LOG = Logger.getLogger(GiveMeaning.class);

    /** As many as one call reads: what was paid for is kept, whatever becomes of the next. */
    private static final int AT_ONCE = 32;

    @Inject
    DocumentProgress progress;

    @Inject
    Embedder embedder;

    @Override
    public WorkType type() {
        return TYPE;
    }

    @Override
    public WorkOutcome handle(CallContext context, String subject, int attempt) {
        var step = DocumentProgress.Step.parse(subject);
        var model = embedder.model();
        try {
            for (var some = progress.unread(context, step, model, AT_ONCE);
                    !some.isEmpty();
                    some = progress.unread(context, step, model, AT_ONCE)) {
                read(context, model, some);
            }
        } catch (EmbeddingTooDear e) {
            progress.ready(context, step, null);
            LOG.debugf(
                    "GUI1414 %s is found by its words alone until there is room: %s", step.document(), e.getMessage());
            return WorkOutcome.DONE;
        } catch (EmbeddingUnavailable e) {
            progress.ready(context, step, null);
            if (attempt > TYPE.retries().size()) {
                LOG.warnf("GUI1405 %s is found by its words alone: %s", step.document(), e.getMessage());
                return WorkOutcome.DONE;
            }
            return new WorkOutcome.Retry("texts cannot be turned into vectors: " + e.getMessage(), null);
        }
        progress.ready(context, step, model);
        return WorkOutcome.DONE;
    }

    private void read(CallContext context, String model, List<DocumentProgress.Unread> passages)
            throws EmbeddingUnavailable {
        var vectors = embedder.embed(
                DocumentRows.payer(context),
                Embedder.Use.KEPT,
                passages.stream().map(GiveMeaning::text).toList());
        var known = new HashMap<UUID, float[]>();
        for (var i = 0; i < passages.size(); i++) {
            known.put(passages.get(i).id(), vectors.get(i));
        }
        progress.keep(context, model, known);
    }

    /** A heading says what the text under it is about. */
    private static String text(DocumentProgress.Unread passage) {
        return passage.heading() == null ? passage.text() : passage.heading() + "\n" + passage.text();
    }
}
