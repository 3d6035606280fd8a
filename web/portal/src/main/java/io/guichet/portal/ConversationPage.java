package io.guichet.portal;

import io.guichet.answering.TurnTrace;
import io.guichet.answering.TurnTraces;
import io.guichet.conversation.ConversationId;
import io.guichet.conversation.Conversations;
import io.guichet.conversation.Conversations.ConversationView;
import io.guichet.conversation.MessageId;
import io.guichet.conversation.MessageView;
import io.guichet.conversation.Ratings;
import io.guichet.conversation.Ratings.RatingView;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Permission;
import io.guichet.kernel.ProblemCode;
import io.guichet.quote.PreQuotes;
import io.guichet.quote.PricedPreQuote;
import io.guichet.tenancy.TenantView;
import io.guichet.tenancy.Tenants;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One conversation: what was said, the photos, the pre-quote. */
@Named("conversationPage")
@ViewScoped
public class ConversationPage implements Serializable {

    private static final long serialVersionUID = 1L;
    /** As many as {@link Conversations#messages} answers at once. */
    private static final int PAGE = 100;

    @Inject
    SignedIn me;

    @Inject
    Conversations conversations;

    @Inject
    PreQuotes preQuotes;

    @Inject
    TurnTraces traces;

    @Inject
    Tenants tenants;

    @Inject
    Ratings ratings;

    private @Nullable String tenant;
    private @Nullable String id;
    private @Nullable String after;
    private transient @Nullable Content content;

    /** Ends in the page for 404 before anything is drawn, where it is not his conversation. */
    public void open() {
        getContent();
    }

    public Content getContent() {
        if (content == null) {
            content = read();
        }
        return content;
    }

    private Content read() {
        var context = me.in(tenant);
        var conversation =
                Optional.ofNullable(id).flatMap(ConversationId::parse).orElseThrow(this::nothingHere);
        var view = conversations.get(context, conversation);
        var from = after == null ? null : MessageId.parse(after).orElseThrow(this::nothingHere);
        var messages = conversations.messages(context, conversation, from);
        var known = conversations.context(context, conversation);
        return new Content(
                tenants.get(context),
                view,
                ProjectSummary.read(view.project()).orElse(null),
                messages,
                messages.size() == PAGE ? messages.getLast().id() : null,
                preQuotes.latest(context, conversation).orElse(null),
                ratings.of(context, conversation).orElse(null),
                KnownField.read(known.trusted()),
                KnownField.read(known.untrusted()),
                traces.of(context, conversation, replies(messages)));
    }

    private static List<MessageId> replies(List<MessageView> messages) {
        return messages.stream()
                .filter(m -> m.role().equals("agent"))
                .map(m -> MessageId.parse(m.id()).orElseThrow())
                .toList();
    }

    /** Whether he may say what the agent should have said. */
    public boolean isCorrectable() {
        return me.in(tenant).may(Permission.MANAGE_DEPLOYMENTS);
    }

    private GuichetException nothingHere() {
        return new GuichetException(ProblemCode.CONVERSATION_NOT_FOUND, "No conversation of yours has this id.");
    }

    public @Nullable String getTenant() {
        return tenant;
    }

    public void setTenant(@Nullable String tenant) {
        this.tenant = tenant;
    }

    public @Nullable String getId() {
        return id;
    }

    public void setId(@Nullable String id) {
        this.id = id;
    }

    public @Nullable String getAfter() {
        return after;
    }

    public void setAfter(@Nullable String after) {
        this.after = after;
    }

    /**
     * @param next the message after which the conversation goes on, or null at its end
     * @param rating what its visitor said of it, or null
     * @param trusted what the tenant vouched for
     * @param untrusted what the page said, which anybody could have changed
     * @param traces how the agent's replies were found, by their ids; those from before have none
     */
    public record Content(
            TenantView tenant,
            ConversationView conversation,
            @Nullable ProjectSummary project,
            List<MessageView> messages,
            @Nullable String next,
            @Nullable PricedPreQuote preQuote,
            @Nullable RatingView rating,
            List<KnownField> trusted,
            List<KnownField> untrusted,
            Map<String, TurnTrace> traces) {
        public Content {
            traces = Map.copyOf(traces);
            messages = List.copyOf(messages);
            trusted = List.copyOf(trusted);
            untrusted = List.copyOf(untrusted);
        }
    }
}
