package io.guichet.conversation;

import io.guichet.conversation.SpeakAsPerson.NewWords;
import io.guichet.kernel.ProblemCode;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestTenants;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/** The end of a conversation, as whoever goes on with it reads it. */
@ExtendWith(RealPostgres.class)
class NewestMessagesTest extends HandOverScene {

    @Test
    void of_a_long_conversation_the_last_hundred_are_read_the_oldest_first() {
        IntStream.rangeClosed(1, 102).forEach(i -> speak.say(ebp, conversation, new NewWords("Nr. " + i, null), null));

        assertThat(wiring.get(Conversations.class).newest(ebp, conversation))
                .hasSize(100)
                .extracting(MessageView::content)
                .startsWith("Nr. 3", "Nr. 4")
                .endsWith("Nr. 102");
    }

    @Test
    void another_tenants_is_not_there() {
        var sage = TestTenants.aTenant(wiring);

        assertProblem(
                ProblemCode.CONVERSATION_NOT_FOUND,
                () -> wiring.get(Conversations.class).newest(sage, conversation));
    }
}
