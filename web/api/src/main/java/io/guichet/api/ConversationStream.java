package io.guichet.api;

import io.guichet.conversation.MessageId;
import io.guichet.conversation.MessageView;
import io.guichet.conversation.Streams.Notice;
import io.guichet.conversation.VisitConversation;
import io.guichet.conversation.VisitConversation.Following;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Json;
import io.guichet.kernel.Token;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One page that follows a conversation. Notices are taken in order by one thread at a time; each leads to reading what
 * came after the last message that was sent, so that nothing is missed and nothing is sent twice. While nothing happens
 * in its conversation it asks the database nothing. What is being written is passed on as it came, the latest state of it
 * alone, and nothing of it once its message was sent.
 */
final class ConversationStream {

    private static final Logger LOG = Logger.getLogger(ConversationStream.class);

    /** Whoever takes nothing for so long is gone, or means harm: what waits for him waits in memory. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A page that is so far behind gets no drafts until it took some of what waits. */
    private static final int BEHIND = 4;

    private static final int REMEMBERED = 32;

    private final VisitConversation visit;
    private final Token session;
    private final Instant until;
    private final SseEventSink sink;
    private final Sse sse;
    private final StreamRoom room;
    private final Executor executor;
    private final ConcurrentLinkedQueue<Notice> notices = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Notice.@Nullable Drafted> draft = new AtomicReference<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger unread = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable MessageId cursor;
    private volatile String answered = "";

    /** What was sent last; by whoever drains, one at a time. */
    private final ArrayDeque<String> lately = new ArrayDeque<>();

    private volatile Runnable unsubscribe = () -> {};
    private volatile Instant tookLast;

    ConversationStream(
            VisitConversation visit,
            Token session,
            Following following,
            SseEventSink sink,
            Sse sse,
            StreamRoom room,
            Executor executor) {
        this.visit = visit;
        this.session = session;
        this.cursor = following.after();
        this.until = following.until();
        this.sink = sink;
        this.sse = sse;
        this.room = room;
        this.executor = executor;
        this.tookLast = room.now();
    }

    /** Begins with what is there already. */
    void follow(Runnable unsubscribe) {
        this.unsubscribe = unsubscribe;
        room.enter(this);
        if (closed.get()) {
            // The page left while it was let in.
            unsubscribe.run();
            room.leave(this);
            return;
        }
        // RESTEasy writes when to come back only with an event that has data.
        send(event("hello").comment("guichet").reconnectDelay(2_000).data("{}").build());
        accept(new Notice.Missed());
    }

    void accept(Notice notice) {
        if (notice instanceof Notice.Drafted newest && draft.getAndSet(newest) != null) {
            // It takes the place of one that waits already.
            return;
        }
        notices.add(notice);
        if (waiting.getAndIncrement() == 0) {
            executor.execute(this::drain);
        }
    }

    /** Keeps proxies awake; closes a stream whose session ended, or whose page takes nothing of what was sent. */
    void beat() {
        if (!room.now().isBefore(until)) {
            executor.execute(this::close);
            return;
        }
        if (unread.get() > 0 && !sink.isClosed()) {
            if (tookLast.plus(PATIENCE).isBefore(room.now())) {
                executor.execute(this::close);
            }
            return;
        }
        send(sse.newEventBuilder().comment("beat").build());
    }

    void close() {
        if (closed.compareAndSet(false, true)) {
            unsubscribe.run();
            room.leave(this);
            sink.close();
        }
    }

    private void drain() {
        do {
            var notice = notices.poll();
            if (notice != null && !closed.get()) {
                take(notice);
            }
        } while (waiting.decrementAndGet() > 0);
    }

    private void take(Notice notice) {
        try {
            switch (notice) {
                case Notice.Typing typing -> typing(true);
                case Notice.Silent silent -> typing(false);
                case Notice.Drafted first -> drafted(draft.getAndSet(null));
                case Notice.Missed missed -> catchUp();
                case Notice.MessageArrived arrived -> arrived(arrived.message());
                case Notice.Spoken spoken -> spoken(spoken.message());
                case Notice.Ended ended -> visit.conversation(session, "stream");
            }
        } catch (GuichetException e) {
            // The session ended, by its date or with its link.
            close();
        } catch (RuntimeException e) {
            // The page comes back by itself and resumes after its last message.
            LOG.warn("GUI0602 a stream ended with a fault", e);
            close();
        }
    }

    private void typing(boolean going) {
        send(event("typing").data("{\"typing\":" + going + "}").build());
    }

    /** Without an id: a page that comes back resumes after a message. */
    private void drafted(Notice.@Nullable Drafted newest) {
        if (newest == null || unread.get() >= BEHIND) {
            return;
        }
        var replyTo = newest.replyTo().toString();
        if (replyTo.compareTo(answered) > 0) {
            send(event("draft")
                    .data(Json.write(new Draft(replyTo, newest.text())))
                    .build());
        }
    }

    private void arrived(MessageId id) {
        var last = cursor;
        if (last != null && id.toString().compareTo(last.toString()) <= 0) {
            // Without an id, which would lead a page that comes back to where it was long ago.
            send(visit.message(session, id, "stream"), event("message"));
        } else {
            catchUp();
        }
    }

    /** The notice comes after the commit: by then the message may have gone with its reply. */
    private void spoken(MessageId id) {
        if (!lately.contains(id.toString())) {
            arrived(id);
        }
    }

    private void catchUp() {
        var page = visit.messages(session, cursor, "stream");
        while (!page.isEmpty()) {
            page.forEach(message -> send(message, event("message").id(message.id())));
            cursor = MessageId.parse(page.getLast().id()).orElseThrow();
            page = visit.messages(session, cursor, "stream");
        }
    }

    private void send(MessageView message, OutboundSseEvent.Builder event) {
        send(event.data(Json.write(message)).build());
        lately.addLast(message.id());
        if (lately.size() > REMEMBERED) {
            lately.removeFirst();
        }
        var replyTo = message.replyTo();
        if (replyTo != null && replyTo.compareTo(answered) > 0) {
            answered = replyTo;
        }
        if (message.preQuote() != null) {
            send(event("pre_quote")
                    .data("{\"message_id\":\"" + message.id() + "\",\"pre_quote\":" + message.preQuote() + "}")
                    .build());
        }
    }

    private OutboundSseEvent.Builder event(String name) {
        return sse.newEventBuilder().name(name);
    }

    private void send(OutboundSseEvent event) {
        if (sink.isClosed()) {
            close();
            return;
        }
        if (unread.getAndIncrement() == 0) {
            tookLast = room.now();
        }
        sink.send(event).whenComplete((done, failure) -> {
            unread.decrementAndGet();
            tookLast = room.now();
            if (failure != null) {
                close();
            }
        });
    }

    /**
     * A reply that is being written.
     *
     * @param text all of it so far
     */
    private record Draft(String replyTo, String text) {}
}
