package io.guichet.portal;

import io.guichet.conversation.Conversations.ConversationView;
import io.guichet.conversation.HandOverView;
import io.guichet.conversation.MessageView;
import io.guichet.conversation.Ratings.RatingView;
import io.guichet.conversation.SpeakAsPerson.NoteView;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A conversation that is read, and perhaps gone on with.
 *
 * @param handOver the one that is open, or null
 * @param messages the newest, at most 100
 * @param rating what its visitor said of it, or null
 */
public record OpenedConversation(
        ConversationView conversation,
        @Nullable HandOverView handOver,
        List<MessageView> messages,
        List<NoteView> notes,
        @Nullable RatingView rating) {

    /** As many as {@link io.guichet.conversation.Conversations#newest} answers. */
    private static final int MOST = 100;

    /** Of two messages of the same moment the later may be seen first. */
    private static final int UNSETTLED = 5;

    public OpenedConversation {
        messages = List.copyOf(messages.subList(Math.max(0, messages.size() - MOST), messages.size()));
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

    /** Whether there may be messages before those that are shown. */
    public boolean isCut() {
        return messages.size() == MOST;
    }

    /** The last message before which none appears any more; null where that may be anywhere. */
    @Nullable
    String settled() {
        return messages.size() <= UNSETTLED
                ? null
                : messages.get(messages.size() - UNSETTLED - 1).id();
    }

    /** The messages up to {@link #settled()}, and what was read after it. */
    List<MessageView> followedBy(List<MessageView> read) {
        var kept = messages.subList(0, Math.max(0, messages.size() - UNSETTLED));
        return Stream.concat(kept.stream(), read.stream()).toList();
    }

    /** Whether the same was said and noted, however addresses of files have changed. */
    boolean saysTheSameAs(OpenedConversation other) {
        return ids().equals(other.ids()) && notes.equals(other.notes);
    }

    /** Whether it stands the same with it. */
    boolean standsAs(OpenedConversation other) {
        return new State(conversation.status(), handOver, rating)
                .equals(new State(other.conversation.status(), other.handOver, other.rating));
    }

    private List<String> ids() {
        return messages.stream().map(MessageView::id).toList();
    }

    private record State(
            String status,
            @Nullable HandOverView handOver,
            @Nullable RatingView rating) {}
}
