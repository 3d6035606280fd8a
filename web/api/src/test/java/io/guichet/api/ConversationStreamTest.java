package io.guichet.api;

import io.guichet.conversation.MessageId;
import io.guichet.conversation.Streams.Notice;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A page that follows a conversation, seen from the server. */
class ConversationStreamTest extends StreamScene {

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
    void when_the_server_begins_to_stop_every_stream_ends_and_none_begins() {
        follows();
        page.holdsUp = true;
        room.end();
        assertThat(page.closed).isFalse();
        page.readsNothing.countDown();
        page.ended.join();
        assertThat(unsubscribed).isTrue();

        page.closed = false;
        unsubscribed.set(false);
        follows();

        assertThat(page.closed).isTrue();
        assertThat(unsubscribed).isTrue();
        assertThat(room.size()).isZero();
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
}
