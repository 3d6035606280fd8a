package io.guichet.api;

import io.guichet.conversation.MessageId;
import io.guichet.conversation.MessageView;
import io.guichet.conversation.VisitConversation;
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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A page that follows a conversation, seen from the server. */
class ConversationStreamTest {

    private final MovingClock clock = new MovingClock();
    private final StreamRoom room = new StreamRoom();
    private final Page page = new Page();
    private final AtomicBoolean unsubscribed = new AtomicBoolean();

    @Test
    void a_page_that_does_not_read_for_a_minute_is_closed_and_frees_its_place() {
        var stream = follows();
        clock.advance(Duration.ofSeconds(59));
        stream.beat();
        assertThat(room.size()).isEqualTo(1);
        clock.advance(Duration.ofSeconds(2));
        stream.beat();

        assertThat(page.closed).isTrue();
        assertThat(room.size()).isZero();
        assertThat(unsubscribed).isTrue();
    }

    @Test
    void a_page_that_reads_slowly_stays() {
        var stream = follows();
        for (var i = 0; i < 10; i++) {
            clock.advance(Duration.ofSeconds(50));
            page.takesOne();
            stream.beat();
        }

        assertThat(page.closed).isFalse();
        assertThat(room.size()).isEqualTo(1);
    }

    @Test
    void a_page_that_took_all_of_it_may_be_silent_for_as_long_as_nothing_is_said() {
        var stream = follows();
        page.takesAll();
        clock.advance(Duration.ofHours(1));
        stream.beat();

        assertThat(page.closed).isFalse();
    }

    @Test
    void a_page_that_left_frees_its_place_at_the_next_beat() {
        var stream = follows();
        page.closed = true;
        stream.beat();

        assertThat(room.size()).isZero();
        assertThat(unsubscribed).isTrue();
    }

    private ConversationStream follows() {
        room.clock = clock;
        var stream =
                new ConversationStream(new NothingSaid(), new Token("sess_x"), null, page, sse(), room, Runnable::run);
        stream.follow(() -> unsubscribed.set(true));
        return stream;
    }

    private static Sse sse() {
        return fake(Sse.class, builder());
    }

    private static Object builder() {
        return Proxy.newProxyInstance(
                OutboundSseEvent.Builder.class.getClassLoader(),
                new Class<?>[] {OutboundSseEvent.Builder.class},
                (self, method, arguments) ->
                        method.getName().equals("build") ? fake(OutboundSseEvent.class, "") : self);
    }

    private static <T> T fake(Class<T> type, Object answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> answer));
    }

    /** A browser that takes what was sent when the test says so. */
    private static final class Page implements SseEventSink {

        private final List<CompletableFuture<Object>> sent = new ArrayList<>();
        private boolean closed;

        @Override
        public boolean isClosed() {
            return closed;
        }

        @Override
        public CompletionStage<?> send(OutboundSseEvent event) {
            var one = new CompletableFuture<>();
            sent.add(one);
            return one;
        }

        @Override
        public void close() {
            closed = true;
        }

        private void takesOne() {
            sent.removeFirst().complete("");
        }

        private void takesAll() {
            while (!sent.isEmpty()) {
                takesOne();
            }
        }
    }

    private static final class NothingSaid extends VisitConversation {
        @Override
        public List<MessageView> messages(Token session, MessageId after, String correlation) {
            return List.of();
        }
    }

    private static final class MovingClock extends Clock {

        private Instant now = Instant.parse("2026-11-02T08:00:00Z");

        private void advance(Duration by) {
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
