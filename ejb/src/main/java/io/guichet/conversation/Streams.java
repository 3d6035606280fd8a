package io.guichet.conversation;

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
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGConnection;

/**
 * Tells the streams of this node what happens in their conversations. One connection of the node listens to the database;
 * how many streams there are costs it nothing.
 */
@Startup
@Singleton
@DependsOn("Migrations")
@Lock(LockType.READ)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Streams {

    private static final Logger LOG = Logger.getLogger(Streams.class);
    private static final int WAIT_MILLIS = 1_000;

    @Resource
    ManagedThreadFactory threads;

    @Inject
    @ConfigProperty(name = "guichet.db.url")
    String url;

    @Inject
    @ConfigProperty(name = "guichet.db.user", defaultValue = "guichet_app")
    String user;

    @Inject
    @ConfigProperty(name = "guichet.db.password")
    String password;

    private final ConcurrentHashMap<UUID, CopyOnWriteArrayList<Consumer<Notice>>> listeners = new ConcurrentHashMap<>();
    private volatile boolean stopped;
    private @Nullable Thread thread;

    @PostConstruct
    void start() {
        var listener = threads.newThread(this::listen);
        listener.start();
        thread = listener;
    }

    @PreDestroy
    void stop() {
        stopped = true;
        if (thread != null) {
            thread.interrupt();
        }
    }

    /**
     * Is told what happens in a conversation from now on, on the listening thread: the listener hands it on and returns.
     *
     * @return ends the subscription
     */
    public Runnable subscribe(ConversationId conversation, Consumer<Notice> listener) {
        listeners.compute(conversation.value(), (id, all) -> {
            var list = all == null ? new CopyOnWriteArrayList<Consumer<Notice>>() : all;
            list.add(listener);
            return list;
        });
        return () -> listeners.computeIfPresent(conversation.value(), (id, all) -> {
            all.remove(listener);
            return all.isEmpty() ? null : all;
        });
    }

    private void listen() {
        while (!stopped) {
            try (var connection = connect()) {
                try (var statement = connection.createStatement()) {
                    statement.execute("listen " + Notices.CHANNEL);
                }
                // What happened while nobody listened is read by the pages themselves.
                tellAll(new Notice.Missed());
                while (!stopped) {
                    receive(connection.unwrap(PGConnection.class));
                }
            } catch (SQLException e) {
                LOG.warnf("GUI0302 the database is not listened to, again in a second: %s", e.getMessage());
                pause();
            }
        }
    }

    private Connection connect() throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "guichet-streams");
        properties.setProperty("tcpKeepAlive", "true");
        var connection = new Driver().connect(url, properties);
        if (connection == null) {
            throw new SQLException("guichet.db.url is no PostgreSQL address");
        }
        return connection;
    }

    private void receive(PGConnection connection) throws SQLException {
        var notifications = connection.getNotifications(WAIT_MILLIS);
        if (notifications != null) {
            for (var notification : notifications) {
                try {
                    tell(notification.getParameter());
                } catch (RuntimeException e) {
                    // What somebody else says on our channel must not end the listening.
                    LOG.warn("GUI0304 a notice could not be read", e);
                }
            }
        }
    }

    private void tell(String text) {
        var words = text.split(" ", 3);
        var all = listeners.get(UUID.fromString(words[0]));
        if (all == null) {
            return;
        }
        var notice = notice(words[1], words.length < 3 ? "" : words[2]);
        all.forEach(listener -> hand(listener, notice));
    }

    private static Notice notice(String what, String about) {
        return switch (what) {
            case "typing" -> new Notice.Typing();
            case "silent" -> new Notice.Silent();
            case "ended" -> new Notice.Ended();
            case "spoken" -> new Notice.Spoken(new MessageId(UUID.fromString(about)));
            case "message" -> new Notice.MessageArrived(new MessageId(UUID.fromString(about)));
            case "draft" -> {
                var parts = about.split(" ", 2);
                yield new Notice.Drafted(new MessageId(UUID.fromString(parts[0])), parts[1]);
            }
            default -> throw new IllegalArgumentException("nobody says « " + what + " » here");
        };
    }

    private void tellAll(Notice notice) {
        listeners.values().forEach(all -> all.forEach(listener -> hand(listener, notice)));
    }

    private static void hand(Consumer<Notice> listener, Notice notice) {
        try {
            listener.accept(notice);
        } catch (RuntimeException e) {
            // One stream's fault must not silence the others.
            LOG.warn("GUI0303 a stream could not be told", e);
        }
    }

    private static void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What happened. */
    public sealed interface Notice {

        /** An answer is being written. */
        record Typing() implements Notice {}

        /** Nobody writes any more, and no answer came of what was written. */
        record Silent() implements Notice {}

        /**
         * An answer as far as it is written.
         *
         * @param text all of it so far, from its beginning
         */
        record Drafted(MessageId replyTo, String text) implements Notice {}

        /** The visitor said something, which may have been read meanwhile. */
        record Spoken(MessageId message) implements Notice {}

        /** A session of the conversation was ended before its time: look whether yours still opens it. */
        record Ended() implements Notice {}

        /** A message was added or changed its state. */
        record MessageArrived(MessageId message) implements Notice {}

        /** Something may have been missed: read what is there. */
        record Missed() implements Notice {}
    }
}
