package io.guichet.portal;

import io.guichet.conversation.ConversationId;
import io.guichet.conversation.Conversations;
import io.guichet.conversation.HandOverView;
import io.guichet.conversation.HandOvers;
import io.guichet.conversation.HandOvers.HandOverFilter;
import io.guichet.conversation.MessageId;
import io.guichet.conversation.Ratings;
import io.guichet.conversation.SpeakAsPerson;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.Page;
import io.guichet.kernel.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what the inbox shows. */
@ApplicationScoped
class Inbox {

    private static final int PAGE = 100;

    @Inject
    HandOvers handOvers;

    @Inject
    Conversations conversations;

    @Inject
    SpeakAsPerson speak;

    @Inject
    Ratings ratings;

    /**
     * @param from where the page before ended, or null
     */
    Page<HandOverView> queue(CallContext context, @Nullable String from) {
        return handOvers.list(context, HandOverFilter.WAITING, PageRequest.of(PAGE, from));
    }

    @Nullable
    HandOverView handOver(CallContext context, ConversationId id) {
        return handOvers.openOf(context, id);
    }

    OpenedConversation open(CallContext context, ConversationId id) {
        return new OpenedConversation(
                conversations.get(context, id),
                handOvers.openOf(context, id),
                conversations.newest(context, id),
                speak.notes(context, id, PageRequest.of(PAGE, null)).items(),
                ratings.of(context, id).orElse(null));
    }

    /** How a conversation stands that was read before: of what was said only the end is read again. */
    OpenedConversation again(CallContext context, OpenedConversation before) {
        var id = before.conversation().id();
        var settled =
                Optional.ofNullable(before.settled()).flatMap(MessageId::parse).orElse(null);
        return new OpenedConversation(
                conversations.get(context, id),
                handOvers.openOf(context, id),
                before.followedBy(conversations.messages(context, id, settled)),
                speak.notes(context, id, PageRequest.of(PAGE, null)).items(),
                ratings.of(context, id).orElse(null));
    }
}
