package io.guichet.knowledge;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.Ids;
import io.guichet.kernel.PlatformCaller;
import io.guichet.knowledge.index.IndexFolder;
import io.guichet.knowledge.index.PassageIndex;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * This node's index, and how it follows the database: it knows up to which transaction it has everything, and looks for what
 * changed since. Where it is lost, of another database, of another mapping, or of another model, it is made anew. What it
 * is told twice it does twice, to the same end.
 */
@ApplicationScoped
public class KnowledgeIndex {

    private static final Logger LOG = Logger.getLogger(KnowledgeIndex.class);
    private static final int AT_ONCE = 500;

    @Inject
    KnowledgeConfig config;

    @Inject
    DocumentMarks marks;

    @Inject
    ReadPassages passages;

    @Inject
    ReadAgain readAgain;

    @Inject
    Embedder embedder;

    private volatile @Nullable PassageIndex open;
    private IndexFolder.State state = IndexFolder.State.NONE;

    /** What of the time after {@link IndexFolder.State#from} is there already. */
    private final Map<UUID, Long> applied = new HashMap<>();

    @PostConstruct
    void check() {
        config.check();
    }

    @PreDestroy
    synchronized void close() {
        var index = open;
        open = null;
        if (index != null) {
            index.close();
        }
    }

    /**
     * Takes over what changed in the database since the last time.
     *
     * @return how many documents
     */
    synchronized int follow() {
        var caller = PlatformCaller.itself("knowledge", Ids.print("req_", Ids.next()));
        var index = opened(caller);
        var horizon = marks.horizon(caller);
        var changed = 0;
        DocumentMarks.Mark last = null;
        for (var some = marks.since(caller, state.from(), last, AT_ONCE);
                !some.isEmpty();
                some = marks.since(caller, state.from(), last, AT_ONCE)) {
            for (var mark : some) {
                changed += apply(index, caller, mark);
            }
            last = some.getLast();
        }
        if (horizon > state.from()) {
            applied.values().removeIf(changedIn -> changedIn < horizon);
            state = state.upTo(horizon);
            if (changed > 0 || horizon - state.written() > 10_000) {
                state = folder().write(state);
            }
        }
        readAgain.some(caller);
        return changed;
    }

    private int apply(PassageIndex index, PlatformCaller caller, DocumentMarks.Mark mark) {
        if (Long.valueOf(mark.changedIn()).equals(applied.get(mark.document()))) {
            return 0;
        }
        if (mark.gone()) {
            index.remove(mark.document().toString());
        } else {
            var context = CallContext.platform(mark.owner(), "knowledge", caller.correlation());
            index.replace(mark.document().toString(), passages.ofDocument(context, mark.document(), state.model()));
        }
        applied.put(mark.document(), mark.changedIn());
        return 1;
    }

    private PassageIndex opened(PlatformCaller caller) {
        var index = open;
        if (index != null && state.model().equals(embedder.model())) {
            return index;
        }
        close();
        applied.clear();
        var wanted = new IndexFolder.State(
                marks.identity(caller).toString(), PassageIndex.MAPPING, embedder.model(), embedder.dimensions(), 0, 0);
        var there = folder().read().filter(s -> s.continues(wanted, marks.horizon(caller)));
        if (there.isEmpty()) {
            LOG.infof("GUI1401 the index of passages is made anew for %s", wanted.model());
            folder().clear();
        }
        state = there.orElse(wanted);
        var opened = new PassageIndex(folder().passages(), embedder.dimensions());
        open = opened;
        return opened;
    }

    /** Begins with an empty index at the next {@link #follow}: this one cannot be used. */
    synchronized void startOver() {
        close();
        applied.clear();
        folder().clear();
        state = IndexFolder.State.NONE;
    }

    /** By words; nothing before the index is open. */
    List<PassageIndex.Hit> byWords(String question, Collection<String> shelves, int limit) {
        var index = open;
        return index == null ? List.of() : index.byWords(question, shelves, limit);
    }

    /** By meaning; nothing before the index is open. */
    List<PassageIndex.Hit> byMeaning(float[] vector, Collection<String> shelves, int limit) {
        var index = open;
        return index == null ? List.of() : index.byMeaning(vector, shelves, limit);
    }

    /** Opens it, if it is not. */
    synchronized PassageIndex index() {
        return opened(PlatformCaller.itself("knowledge", Ids.print("req_", Ids.next())));
    }

    private IndexFolder folder() {
        return new IndexFolder(config.folder());
    }
}
