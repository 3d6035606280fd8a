package io.guichet.knowledge;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Keeps this node's index up to date, from the start of the server to its end. */
@Startup
@Singleton
@DependsOn("Migrations")
@Lock(LockType.READ)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class FollowDocuments {

    private static final Logger LOG = Logger.getLogger(FollowDocuments.class);

    /** After so many failures in a row the index itself is taken to be at fault. */
    private static final int PATIENCE = 5;

    @Resource
    ManagedThreadFactory threads;

    @Inject
    KnowledgeIndex index;

    @Inject
    KnowledgeConfig config;

    private volatile boolean stopped;
    private @Nullable Thread thread;

    @PostConstruct
    void start() {
        var follower = threads.newThread(this::follow);
        follower.start();
        thread = follower;
    }

    @PreDestroy
    void stop() {
        stopped = true;
        // Not interrupted: Lucene closes its files where a thread is that reads them.
        var follower = thread;
        if (follower != null) {
            try {
                follower.join(TimeUnit.SECONDS.toMillis(10));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void follow() {
        var failures = 0;
        while (!stopped) {
            try {
                index.follow();
                failures = 0;
            } catch (RuntimeException e) {
                failures++;
                LOG.warnf(e, "GUI1402 the index of passages could not follow, %d in a row", failures);
                if (failures % PATIENCE == 0) {
                    startOver();
                }
            }
            pause();
        }
    }

    private void startOver() {
        try {
            index.startOver();
        } catch (RuntimeException e) {
            LOG.error("GUI1403 the index of passages can be neither used nor made anew", e);
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(config.followInterval.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
    }
}
