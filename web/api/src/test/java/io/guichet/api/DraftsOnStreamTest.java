package io.guichet.api;

import io.guichet.conversation.MessageId;
import io.guichet.conversation.Streams.Notice;
import java.util.ArrayDeque;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A reply that is seen while it is written. */
class DraftsOnStreamTest extends StreamScene {

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
}
