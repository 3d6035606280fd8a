package io.guichet.it;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Pages that follow their conversations: on a line that breaks, in more tabs than there should be, and to the end. */
class StreamsIT {

    @Test
    void a_page_that_lost_its_stream_gets_what_it_missed_and_nothing_twice() throws Exception {
        var visitor = Visitor.ofEbp();
        String last;
        try (var stream = EventStream.followedBy(visitor)) {
            assertThat(stream.awaitsRetry()).isEqualTo("2000");
            var first = visitor.writes("Refaire ma salle de bain");
            last = stream.awaitsReplyTo(first).id();
        }
        var missed = visitor.says("8 m²").message();
        try (var stream = EventStream.followedBy(visitor, last)) {
            stream.awaitsReplyTo(missed);
            var third = visitor.writes("Plus de deux ans");
            stream.awaitsReplyTo(third);

            assertThat(stream.seen())
                    .filteredOn(event -> event.name().equals("message"))
                    .extracting(EventStream.Event::id)
                    .doesNotHaveDuplicates()
                    .doesNotContain(last)
                    .hasSize(4);
        }
    }

    @Test
    void what_is_said_in_one_tab_is_told_to_the_other_without_waiting_for_the_answer() throws Exception {
        var visitor = Visitor.ofEbp();
        try (var tab = EventStream.followedBy(visitor)) {
            var said = visitor.writes("Refaire ma salle de bain");
            var reply = tab.awaitsReplyTo(said);

            assertThat(tab.seen())
                    .filteredOn(event -> event.name().equals("message"))
                    .extracting(EventStream.Event::id)
                    .containsExactly(said, reply.id());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"garbage", "msg_00000000000000000000000000000000", "msg_ffffffffffffffffffffffffffffffff", "42"})
    void who_resumes_after_what_the_conversation_does_not_have_begins_anew(String lastEventId) throws Exception {
        var visitor = Visitor.ofEbp();
        var first = visitor.says("Refaire ma salle de bain").message();

        try (var stream = EventStream.followedBy(visitor, lastEventId)) {
            stream.awaitsReplyTo(first);
        }
    }

    @Test
    void who_resumes_after_a_message_of_another_conversation_begins_anew() throws Exception {
        var visitor = Visitor.ofEbp();
        var first = visitor.says("Refaire ma salle de bain").message();
        var foreign = Visitor.ofEbp().says("Refaire ma cuisine").message();

        try (var stream = EventStream.followedBy(visitor, foreign)) {
            stream.awaitsReplyTo(first);
        }
    }

    @Test
    void a_page_without_a_stream_asks_and_hears_the_same() throws Exception {
        var visitor = Visitor.ofEbp();
        try (var stream = EventStream.followedBy(visitor)) {
            var asked = visitor.says("Refaire ma salle de bain");
            var told = stream.awaitsReplyTo(asked.message());

            assertThat(told.data().at("/content").asText()).isEqualTo(asked.content());
            assertThat(told.id()).isEqualTo(asked.status().at("/reply_id").asText());
        }
    }

    @Test
    void a_stream_ends_with_its_link() throws Exception {
        var ebp = Tenant.ebp();
        var link = ebp.createsALinkFor("DUR-001");
        var visitor = Visitor.opens(link);
        try (var stream = EventStream.followedBy(visitor);
                var other = EventStream.followedBy(Visitor.ofEbp())) {
            stream.awaitsRetry();
            other.awaitsRetry();
            ebp.revokes(link).is(204);

            stream.awaitsEnd();
            assertThat(other.hasEnded()).isFalse();
        }
        visitor.call("GET", EventStream.of(visitor.conversation()))
                .header("Accept", "text/event-stream")
                .send()
                .isProblem(401, "invalid_session");
    }

    @Test
    void a_session_has_six_streams_and_one_that_leaves_makes_room() throws Exception {
        var visitor = Visitor.ofEbp();
        var streams = new ArrayList<EventStream>();
        try {
            for (var i = 0; i < 6; i++) {
                streams.add(EventStream.followedBy(visitor));
            }
            var refused = asksForAStream(visitor).isProblem(429, "rate_limited");
            assertThat(refused.header("Retry-After")).isEqualTo("20");
            visitor.says("Refaire ma salle de bain");
            streams.removeFirst().close();

            Eventually.holds("room for a stream", () -> {
                // What is said is sent to all: whoever left is noticed.
                visitor.says("Refaire ma salle de bain " + UUID.randomUUID());
                return opensAStream(visitor, streams);
            });
        } finally {
            for (var stream : streams) {
                stream.close();
            }
        }
    }

    private static boolean opensAStream(Visitor visitor, List<EventStream> streams) {
        var opened = EventStream.ifAllowed(visitor);
        opened.ifPresent(streams::add);
        return opened.isPresent();
    }

    private static Reply asksForAStream(Visitor visitor) {
        return visitor.call("GET", EventStream.of(visitor.conversation()))
                .header("Accept", "text/event-stream")
                .send();
    }
}
