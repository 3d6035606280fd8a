package io.guichet.portal;

import io.guichet.conversation.ConversationId;
import io.guichet.conversation.Conversations;
import io.guichet.conversation.HandOverView;
import io.guichet.conversation.HandOvers;
import io.guichet.conversation.HandOvers.HandOverFilter;
import io.guichet.conversation.MessageId;
import io.guichet.conversation.MessageView;
import io.guichet.conversation.Ratings;
import io.guichet.conversation.SpeakAsPerson;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.Page;
import io.guichet.kernel.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/** Reads what the inbox shows. */
@ApplicationScoped
class Inbox {

    /** As many as {@link Conversations#messages} answers at once. */
    private static final int PAGE = 100;

    private static final int MOST = 2_000;

    @Inject
    HandOvers handOvers;

    @Inject
    Conversations conversations;

    @Inject
    SpeakAsPerson speak;

    @Inject
    Ratings ratings;

    Page<HandOverView> queue(CallContext context) {
        return handOvers.list(context, HandOverFilter.WAITING, PageRequest.of(100, null));
    }

    OpenedConversation open(CallContext context, ConversationId id) {
        return new OpenedConversation(
                conversations.get(context, id),
                handOvers.openOf(context, id),
                messages(context, id),
                speak.notes(context, id, PageRequest.of(100, null)).items(),
                ratings.of(context, id).orElse(null));
    }

    private List<MessageView> messages(CallContext context, ConversationId id) {
        var all = new ArrayList<MessageView>();
        var page = conversations.messages(context, id, null);
        all.addAll(page);
        while (page.size() == PAGE && all.size() < MOST) {
            var last = MessageId.parse(page.getLast().id()).orElseThrow();
            page = conversations.messages(context, id, last);
            all.addAll(page);
        }
        return all;
    }
}
