package io.guichet.portal;

import io.guichet.agent.DeploymentId;
import io.guichet.conversation.ConversationId;
import io.guichet.conversation.Conversations.ConversationView;
import io.guichet.conversation.MessageView;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A conversation in the inbox: what is read again of it, and when it is drawn again. */
class OpenedConversationTest {

    private static final Instant NOON = Instant.parse("2026-11-02T11:00:00Z");
    private static final ConversationId ID = ConversationId.next();
    private static final DeploymentId DEPLOYMENT = DeploymentId.next();

    @Test
    void of_a_long_one_the_newest_hundred_are_shown_and_it_says_so() {
        var opened = open("open", 1, 140);

        assertThat(opened.messages())
                .extracting(MessageView::id)
                .startsWith("41")
                .endsWith("140")
                .hasSize(100);
        assertThat(opened.isCut()).isTrue();
        assertThat(open("open", 1, 99).isCut()).isFalse();
    }

    @Test
    void what_was_said_since_follows_and_the_end_is_read_once_more_in_case_one_came_late() {
        var before = open("open", 1, 10);

        assertThat(before.settled()).isEqualTo("5");
        assertThat(before.followedBy(messages(6, 12)))
                .extracting(MessageView::id)
                .containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12");
    }

    @Test
    void a_short_one_is_read_as_a_whole() {
        var before = open("open", 1, 5);

        assertThat(before.settled()).isNull();
        assertThat(before.followedBy(messages(1, 6))).hasSize(6);
    }

    @Test
    void it_is_drawn_again_where_somebody_said_something_or_took_it() {
        var before = open("open", 1, 3);

        assertThat(open("open", 1, 3).saysTheSameAs(before)).isTrue();
        assertThat(open("open", 1, 3).standsAs(before)).isTrue();
        assertThat(open("open", 1, 4).saysTheSameAs(before)).isFalse();
        assertThat(open("with_person", 1, 3).standsAs(before)).isFalse();
    }

    private static OpenedConversation open(String status, int first, int last) {
        var view = new ConversationView(ID, DEPLOYMENT, null, "web", status, null, last, NOON, NOON, null);
        return new OpenedConversation(view, null, messages(first, last), List.of(), null);
    }

    private static List<MessageView> messages(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(i -> new MessageView(
                        String.valueOf(i),
                        "visitor",
                        "Bonjour",
                        null,
                        "completed",
                        NOON,
                        null,
                        List.of(),
                        0,
                        List.of(),
                        null,
                        null,
                        null))
                .toList();
    }
}
