package io.guichet.conversation;

import io.guichet.conversation.Turns.PendingTurn;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Replies as they are written: what is there so far goes to the streams of all nodes, the first words at once and the rest at
 * most every 80 milliseconds, the drafts of all conversations of this node by one statement. Whoever writes never waits for
 * it, and no transaction of his holds it. A draft that is lost loses nothing: the reply follows. Not even the disk is waited
 * for.
 */
@ApplicationScoped
public class Drafts {

    /** Tells all of them in one round trip, and its commit waits for no disk. */
    private static final String TELL = """
            with fast as materialized (select set_config('synchronous_commit', 'off', true) as is_set)
            select pg_notify(?, t.payload) from fast, unnest(?) as t(payload) where fast.is_set = 'off'""";

    private static final Logger LOG = Logger.getLogger(Drafts.class);
    private static final int GAP_MILLIS = 80;

    @Resource(lookup = "java:jboss/datasources/GuichetDS")
    DataSource database;

    ScheduledExecutorService teller = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("drafts").daemon().factory());

    private final Set<Draft> changed = new LinkedHashSet<>();
    private final List<String> others = new ArrayList<>();
    private boolean awake;
    private boolean hurrying;
    private boolean failing;

    @PreDestroy
    void stop() {
        teller.shutdownNow();
    }

    /** The reply to a message, from its first word on. It has to be closed. */
    public Draft of(PendingTurn turn) {
        return new Draft(turn.conversation(), turn.message(), this::changed);
    }

    /** Tells with them what may be lost as well as they. Never waits. */
    synchronized void tell(String payload) {
        others.add(payload);
        awaken();
    }

    private synchronized void changed(Draft draft) {
        changed.add(draft);
        var wasAwake = awake;
        awaken();
        if (wasAwake && !hurrying && draft.isNew() && !teller.isShutdown()) {
            hurrying = true;
            teller.execute(this::hurry);
        }
    }

    private void awaken() {
        if (!awake && !teller.isShutdown()) {
            awake = true;
            teller.execute(this::tell);
        }
    }

    /** The first words of a reply do not wait for the gap: somebody looks at an empty line. */
    private void hurry() {
        synchronized (this) {
            hurrying = false;
        }
        send();
    }

    private void tell() {
        try {
            send();
        } finally {
            rest();
        }
    }

    private void send() {
        var payloads = payloads();
        if (!payloads.isEmpty()) {
            send(payloads);
        }
    }

    private synchronized List<String> payloads() {
        var payloads = new ArrayList<>(others);
        others.clear();
        changed.forEach(draft -> draft.news().ifPresent(payloads::add));
        changed.clear();
        return payloads;
    }

    /** What changed meanwhile waits for the gap, and so does what changes in it. */
    private synchronized void rest() {
        if (!teller.isShutdown()) {
            teller.schedule(this::wake, GAP_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void wake() {
        synchronized (this) {
            if (changed.isEmpty() && others.isEmpty()) {
                awake = false;
                return;
            }
        }
        tell();
    }

    private void send(List<String> payloads) {
        try (var connection = database.getConnection();
                var tell = connection.prepareStatement(TELL)) {
            tell.setString(1, Notices.CHANNEL);
            tell.setArray(2, connection.createArrayOf("text", payloads.toArray()));
            tell.execute();
            failing = false;
        } catch (SQLException | RuntimeException e) {
            // A pool that is being closed throws what is no SQLException.
            if (!failing) {
                LOG.warnf("GUI0305 drafts are not shown until the database answers: %s", e.getMessage());
            }
            failing = true;
        }
    }
}
