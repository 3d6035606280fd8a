package io.guichet.api;

import io.guichet.conversation.ConversationId;
import io.guichet.conversation.MessageId;
import io.guichet.conversation.MessageView;
import io.guichet.conversation.Streams.Notice;
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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A page that follows a conversation, seen from the server. */
class ConversationStreamTest {

    private static final MessageId QUESTION = MessageId.next();

    private final MovingClock clock = new MovingClock();
    private final Said said = new Said();
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

    @Test
    void a_page_is_told_when_to_come_back() {
        follows();

        assertThat(page.seen())
                .first()
                .isEqualTo(Map.of("name", "hello", "comment", "guichet", "reconnectDelay", 2_000L, "data", "{}"));
    }

    @Test
    void an_idle_stream_asks_the_database_nothing_however_often_its_heart_beats() {
        var stream = follows();
        var before = said.reads;
        for (var i = 0; i < 1_000; i++) {
            page.takesAll();
            clock.advance(Duration.ofSeconds(20));
            stream.beat();
        }

        assertThat(said.reads).isEqualTo(before);
        assertThat(page.closed).isFalse();
    }

    @Test
    void every_stream_is_kept_alive_once_in_twenty_seconds() {
        for (var i = 0; i < 5; i++) {
            follows();
        }
        for (var i = 0; i < 20; i++) {
            page.takesAll();
            room.beat();
        }

        assertThat(page.seen())
                .filteredOn(event -> event.equals(Map.of("comment", "beat")))
                .hasSize(5);
    }

    @Test
    void a_stream_that_fails_ends_alone() {
        follows();
        follows();
        page.takesAll();
        page.fails = true;
        room.beat();
        assertThat(room.size()).isEqualTo(1);
        page.fails = false;
        page.closed = false;
        room.beat();

        assertThat(room.size()).isEqualTo(1);
        assertThat(page.seen()).last().isEqualTo(Map.of("comment", "beat"));
    }

    @Test
    void a_stream_ends_with_its_session_and_asks_nobody_for_it() {
        var stream = follows();
        page.takesAll();
        clock.advance(Duration.ofDays(30));
        stream.beat();

        assertThat(page.closed).isTrue();
        assertThat(said.reads).isEqualTo(1);
    }

    @Test
    void a_stream_whose_session_was_ended_is_closed_and_one_of_another_session_goes_on() {
        var stream = follows();
        page.takesAll();
        stream.accept(new Notice.Ended());
        assertThat(page.closed).isFalse();
        said.opens = false;
        stream.accept(new Notice.Ended());

        assertThat(page.closed).isTrue();
        assertThat(unsubscribed).isTrue();
    }

    @Test
    void a_reply_is_shown_as_it_is_written_and_never_as_an_event_to_resume_after() {
        var stream = follows();
        page.takesAll();
        stream.accept(new Notice.Typing());
        stream.accept(new Notice.Drafted(QUESTION, "Bon"));
        stream.accept(new Notice.Drafted(QUESTION, "Bon\"jour"));
        stream.accept(new Notice.Silent());

        assertThat(page.seen())
                .endsWith(
                        Map.of("name", "typing", "data", "{\"typing\":true}"),
                        Map.of("name", "draft", "data", "{\"reply_to\":\"" + QUESTION + "\",\"text\":\"Bon\"}"),
                        Map.of("name", "draft", "data", "{\"reply_to\":\"" + QUESTION + "\",\"text\":\"Bon\\\"jour\"}"),
                        Map.of("name", "typing", "data", "{\"typing\":false}"));
        assertThat(said.reads).isEqualTo(1);
    }

    @Test
    void a_draft_that_comes_after_its_message_is_not_shown() {
        var stream = follows();
        page.takesAll();
        said.messages.add(reply(MessageId.next(), QUESTION));
        stream.accept(new Notice.MessageArrived(
                MessageId.parse(said.messages.getFirst().id()).orElseThrow()));
        var events = page.seen().size();
        stream.accept(new Notice.Drafted(QUESTION, "Bonjour"));
        assertThat(page.seen()).hasSize(events);
        page.takesAll();
        stream.accept(new Notice.Drafted(MessageId.next(), "Autre"));

        assertThat(page.seen()).hasSize(events + 1);
    }

    @Test
    void a_page_that_is_behind_gets_no_drafts_and_every_message() {
        var stream = follows();
        for (var i = 0; i < 100; i++) {
            stream.accept(new Notice.Drafted(QUESTION, "x".repeat(i + 1)));
        }
        assertThat(page.sent).hasSizeLessThan(10);
        said.messages.add(reply(MessageId.next(), QUESTION));
        stream.accept(new Notice.MessageArrived(
                MessageId.parse(said.messages.getFirst().id()).orElseThrow()));

        assertThat(page.seen().getLast()).containsEntry("name", "message");
    }

    @Test
    void of_the_drafts_that_wait_the_newest_is_sent() {
        var tasks = new ArrayDeque<Runnable>();
        var stream = follows(tasks::add);
        tasks.remove().run();
        page.takesAll();
        for (var i = 0; i < 100; i++) {
            stream.accept(new Notice.Drafted(QUESTION, "x".repeat(i + 1)));
        }
        tasks.remove().run();

        assertThat(tasks).isEmpty();
        assertThat(page.seen().getLast().get("data")).asString().contains("x".repeat(100));
        assertThat(page.seen()).filteredOn(e -> "draft".equals(e.get("name"))).hasSize(1);
    }

    @Test
    void a_message_that_changes_later_does_not_lead_a_page_back_when_it_resumes() {
        said.messages.add(reply(QUESTION, QUESTION));
        said.messages.add(reply(MessageId.next(), QUESTION));
        var stream = follows();
        stream.accept(new Notice.MessageArrived(QUESTION));

        assertThat(page.seen())
                .filteredOn(e -> "message".equals(e.get("name")))
                .satisfiesExactly(
                        first -> assertThat(first).containsEntry("id", QUESTION.toString()),
                        second -> assertThat(second).containsKey("id"),
                        again -> assertThat(again).doesNotContainKey("id"));
    }

    @Test
    void what_a_visitor_said_in_another_tab_is_sent_once_also_where_one_of_his_was_sent_before_it() {
        var stream = follows();
        var late = MessageId.next();
        var soon = MessageId.next();
        said.messages.add(reply(soon, QUESTION));
        stream.accept(new Notice.Spoken(soon));
        stream.accept(new Notice.Spoken(soon));
        said.messages.addFirst(reply(late, QUESTION));
        stream.accept(new Notice.Spoken(late));
        stream.accept(new Notice.Spoken(late));

        assertThat(page.seen())
                .filteredOn(e -> "message".equals(e.get("name")))
                .satisfiesExactly(
                        first -> assertThat(first).containsEntry("id", soon.toString()),
                        second -> assertThat(second).doesNotContainKey("id"));
    }

    private ConversationStream follows() {
        return follows(Runnable::run);
    }

    private ConversationStream follows(Executor executor) {
        room.clock = clock;
        var following =
                new Following(ConversationId.next(), null, clock.instant().plus(Duration.ofDays(30)));
        var stream = new ConversationStream(said, new Token("sess_x"), following, page, sse(), room, executor);
        stream.follow(() -> unsubscribed.set(true));
        return stream;
    }

    private static MessageView reply(MessageId id, MessageId to) {
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

    private static Sse sse() {
        return proxy(Sse.class, (method, argument) -> builder(new HashMap<>()));
    }

    /** Whatever is said of an event stands in it. */
    private static OutboundSseEvent.Builder builder(Map<String, Object> event) {
        return proxy(OutboundSseEvent.Builder.class, (method, argument) -> {
            if (method.equals("build")) {
                return new Sent(Map.copyOf(event)).asEvent();
            }
            event.put(method, argument);
            return builder(event);
        });
    }

    private static <T> T proxy(Class<T> type, BiFunction<String, Object, Object> answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answer.apply(method.getName(), arguments == null ? "" : arguments[0])));
    }

    /** What was said of an event. */
    private record Sent(Map<String, Object> said) {

        OutboundSseEvent asEvent() {
            return proxy(OutboundSseEvent.class, (method, argument) -> method.equals("toString") ? "" : said);
        }

        @SuppressWarnings("unchecked")
        static Map<String, Object> of(OutboundSseEvent event) {
            return (Map<String, Object>) event.getData();
        }
    }

    /** A browser that takes what was sent when the test says so. */
    private static final class Page implements SseEventSink {

        private final List<CompletableFuture<Object>> sent = new ArrayList<>();
        private final List<Map<String, Object>> events = new ArrayList<>();
        private boolean closed;
        private boolean fails;

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

        private List<Map<String, Object>> seen() {
            return events;
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

    /** The conversation, which counts who reads it. */
    private static final class Said extends VisitConversation {

        private final List<MessageView> messages = new ArrayList<>();
        private int reads;
        private boolean opens = true;

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
