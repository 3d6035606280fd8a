package io.guichet.knowledge;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.Ids;
import io.guichet.kernel.PlatformCaller;
import io.guichet.knowledge.index.IndexFolder;
import io.guichet.knowledge.index.IndexHome;
import io.guichet.knowledge.index.IndexServer;
import io.guichet.knowledge.index.PassageIndex;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * This node's index, and how it follows the database: it knows up to which transaction it has everything, and looks for what
 * changed since. Where it is lost, of another database, of another mapping, or of another model, it is made anew. What it
 * is told twice it does twice, to the same end. Of nodes that share an index all search it, and one follows.
 */
@ApplicationScoped
public class KnowledgeIndex {

    private static final Logger LOG = Logger.getLogger(KnowledgeIndex.class);
    private static final int AT_ONCE = 500;

    @Inject
    KnowledgeConfig config;

    @Inject
    SearchConfig search;

    @Inject
    IndexLead lead;

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
    private @Nullable IndexHome home;

    /** Whether this node follows a shared index. */
    private boolean leading;

    /** What of the time after {@link IndexFolder.State#from} is there already. */
    private final Map<UUID, Long> applied = new HashMap<>();

    @PostConstruct
    void check() {
        config.check();
        search.check();
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
     * Takes over what changed in the database since the last time; nothing where another node does it for all.
     *
     * @return how many documents
     */
    synchronized int follow() {
        var caller = PlatformCaller.itself("knowledge", Ids.print("req_", Ids.next()));
        var index = opened(caller);
        if (!follows(caller)) {
            return 0;
        }
        var horizon = marks.horizon(caller);
        var changed = 0;
        DocumentMarks.Mark last = null;
        for (var some = marks.since(caller, state.from(), last, AT_ONCE);
                !some.isEmpty();
                some = marks.since(caller, state.from(), last, AT_ONCE)) {
            for (var mark : some) {
                if (!stillFollows(caller)) {
                    return changed;
                }
                changed += apply(index, caller, mark);
            }
            last = some.getLast();
        }
        if (horizon > state.from() && stillFollows(caller)) {
            applied.values().removeIf(changedIn -> changedIn < horizon);
            state = state.upTo(horizon);
            if (changed > 0 || horizon - state.written() > 10_000) {
                state = Objects.requireNonNull(home).write(state);
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
        leading = false;
        state = new IndexFolder.State(
                marks.identity(caller).toString(), PassageIndex.MAPPING, embedder.model(), embedder.dimensions(), 0, 0);
        var place = search.shared() ? search.server(state) : new IndexFolder(config.folder());
        if (!place.shared()) {
            begin(caller, place);
        }
        var opened = place.open(state.dimensions());
        home = place;
        open = opened;
        return opened;
    }

    /** Goes on from where an index is, or begins with an empty one where what is there is another. */
    private void begin(PlatformCaller caller, IndexHome place) {
        var wanted = state.upTo(0);
        applied.clear();
        var there = place.read().filter(s -> s.continues(wanted, marks.horizon(caller)));
        state = there.orElse(wanted);
        if (there.isEmpty()) {
            LOG.infof("GUI1401 the index of passages is made anew for %s", wanted.model());
            place.clear();
            if (place.shared()) {
                state = place.write(wanted);
            }
        }
    }

    /** Its own index a node follows; a shared one where it is the one to do so, and that is still there. */
    private boolean follows(PlatformCaller caller) {
        if (!(home instanceof IndexServer server)) {
            return true;
        }
        var leads = lead.holds(caller, server.name());
        if (leads && (!leading || server.read().isEmpty())) {
            begin(caller, server);
        }
        leading = leads;
        return leads;
    }

    private boolean stillFollows(PlatformCaller caller) {
        leading = leading && home instanceof IndexServer server && lead.holds(caller, server.name());
        return leading || !search.shared();
    }

    /**
     * Begins with an empty index at the next {@link #follow}: this one cannot be used. A shared one is opened anew, and made
     * anew only where it is gone: it is not this node's alone.
     */
    synchronized void startOver() {
        close();
        applied.clear();
        if (!search.shared()) {
            new IndexFolder(config.folder()).clear();
        }
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
}
