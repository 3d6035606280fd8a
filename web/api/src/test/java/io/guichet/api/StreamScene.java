package io.guichet.api;

import io.guichet.conversation.ConversationId;
import io.guichet.conversation.MessageId;
import io.guichet.conversation.MessageView;
import io.guichet.conversation.VisitConversation;
import io.guichet.conversation.VisitConversation.Following;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.Token;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;

/** A page that follows a conversation, and takes what it is sent when a test says so. */
class StreamScene {

    static final MessageId QUESTION = MessageId.next();

    final MovingClock clock = new MovingClock();
    final Said said = new Said();
    final StreamRoom room = new StreamRoom();
    final Page page = new Page();
    final AtomicBoolean unsubscribed = new AtomicBoolean();

    ConversationStream follows() {
        return follows(Runnable::run);
    }

    ConversationStream follows(Executor executor) {
        room.clock = clock;
        var following =
                new Following(ConversationId.next(), null, clock.instant().plus(Duration.ofDays(30)));
        var stream = new ConversationStream(said, new Token("sess_x"), following, page, sse(), room, executor);
        stream.follow(() -> unsubscribed.set(true));
        return stream;
    }

    static MessageView reply(MessageId id, MessageId to) {
        return new MessageView(
                id.toString(),
                "agent",
                "Bonjour",
                null,
                "completed",
                Instant.parse("2026-11-02T08:00:00Z"),
                to.toString(),
                List.of(),
                0,
                List.of(),
                null,
                null,
                null);
    }

    static Sse sse() {
        return proxy(Sse.class, (method, argument) -> builder(new HashMap<>()));
    }

    /** Whatever is said of an event stands in it. */
    static OutboundSseEvent.Builder builder(Map<String, Object> event) {
        return proxy(OutboundSseEvent.Builder.class, (method, argument) -> {
            if (method.equals("build")) {
                return new Sent(Map.copyOf(event)).asEvent();
            }
            event.put(method, argument);
            return builder(event);
        });
    }

    static <T> T proxy(Class<T> type, BiFunction<String, Object, Object> answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answer.apply(method.getName(), arguments == null ? "" : arguments[0])));
    }

    /** What was said of an event. */
    record Sent(Map<String, Object> said) {

        OutboundSseEvent asEvent() {
            return proxy(OutboundSseEvent.class, (method, argument) -> method.equals("toString") ? "" : said);
        }

        @SuppressWarnings("unchecked")
        static Map<String, Object> of(OutboundSseEvent event) {
            return (Map<String, Object>) event.getData();
        }
    }

    /** A browser that takes what was sent when the test says so. */
    static final class Page implements SseEventSink {

        final List<CompletableFuture<Object>> sent = new ArrayList<>();
        final List<Map<String, Object>> events = new ArrayList<>();
        final CompletableFuture<Void> ended = new CompletableFuture<>();
        final CountDownLatch readsNothing = new CountDownLatch(1);
        boolean holdsUp;
        volatile boolean closed;
        boolean fails;

        @Override
        public boolean isClosed() {
            return closed;
        }

        @Override
        public CompletionStage<?> send(OutboundSseEvent event) {
            if (fails) {
                throw new IllegalStateException("closed in the same moment");
            }
            var one = new CompletableFuture<>();
            sent.add(one);
            events.add(Sent.of(event));
            return one;
        }

        List<Map<String, Object>> seen() {
            return events;
        }

        @Override
        public void close() {
            if (holdsUp) {
                await(readsNothing);
            }
            closed = true;
            ended.complete(null);
        }

        private static void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        void takesOne() {
            sent.removeFirst().complete("");
        }

        void takesAll() {
            while (!sent.isEmpty()) {
                takesOne();
            }
        }
    }

    /** The conversation, which counts who reads it. */
    static final class Said extends VisitConversation {

        final List<MessageView> messages = new ArrayList<>();
        int reads;
        boolean opens = true;

        @Override
        public List<MessageView> messages(Token session, MessageId after, String correlation) {
            reads++;
            return messages.stream()
                    .filter(m -> after == null || m.id().compareTo(after.toString()) > 0)
                    .toList();
        }

        @Override
        public MessageView message(Token session, MessageId id, String correlation) {
            reads++;
            return messages.stream()
                    .filter(m -> m.id().equals(id.toString()))
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        public ConversationId conversation(Token session, String correlation) {
            reads++;
            if (!opens) {
                throw new GuichetException(ProblemCode.INVALID_SESSION, "Open the conversation again.");
            }
            return ConversationId.next();
        }
    }

    static final class MovingClock extends Clock {

        Instant now = Instant.parse("2026-11-02T08:00:00Z");

        void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("zones belong to tenants");
        }
    }
}
