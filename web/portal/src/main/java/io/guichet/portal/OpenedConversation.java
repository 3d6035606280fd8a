package io.guichet.portal;

import io.guichet.conversation.Conversations.ConversationView;
import io.guichet.conversation.HandOverView;
import io.guichet.conversation.MessageView;
import io.guichet.conversation.Ratings.RatingView;
import io.guichet.conversation.SpeakAsPerson.NoteView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A conversation that is read, and perhaps gone on with.
 *
 * @param handOver the one that is open, or null
 * @param rating what its visitor said of it, or null
 */
public record OpenedConversation(
        ConversationView conversation,
        @Nullable HandOverView handOver,
        List<MessageView> messages,
        List<NoteView> notes,
        @Nullable RatingView rating) {
    public OpenedConversation {
        messages = List.copyOf(messages);
        notes = List.copyOf(notes);
    }

    /** Whether something may still be said in it. */
    public boolean isGoing() {
        return !conversation.status().equals("closed");
    }

    /** Whether a person has it. */
    public boolean isWithPerson() {
        return conversation.status().equals("with_person");
    }
}
