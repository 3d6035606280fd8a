package io.guichet.conversation;

import io.guichet.kernel.CallContext;
import io.guichet.tenancy.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;

/** What the platform itself tells a visitor: that a person comes, and when; that a conversation has ended. */
@ApplicationScoped
class TellVisitor {

    @PersistenceContext
    EntityManager em;

    @Inject
    Tenants tenants;

    @Inject
    SupportRows support;

    @Inject
    Notices notices;

    @Inject
    Clock clock;

    /**
     * @param said whether the agent has told the visitor that a person comes
     */
    void ofHandOver(CallContext context, Conversation conversation, boolean said) {
        var hours = support.of(context).hours();
        var now = clock.instant().atZone(support.zone(context));
        var locale = Locale.forLanguageTag(conversation.locale);
        var name = tenants.get(context).name();
        var words = hours.isEmpty() || hours.isOpen(now)
                ? Optional.of(HandOverText.soon(name, locale)).filter(text -> !said)
                : Optional.of(HandOverText.later(name, hours.nextOpening(now), locale));
        words.ifPresent(text -> {
            add(conversation, text, false);
            em.createQuery("update Conversation c set c.messagesCount = c.messagesCount + 1 where c.id = :id")
                    .setParameter("id", conversation.id)
                    .executeUpdate();
        });
    }

    /** To one whose row is held: how it was is asked once. */
    void ofEnd(Conversation conversation) {
        var first = conversation.ratingAskedAt == null;
        if (first) {
            conversation.ratingAskedAt = clock.instant();
        }
        conversation.messagesCount++;
        add(conversation, HandOverText.ended(Locale.forLanguageTag(conversation.locale)), first);
    }

    private void add(Conversation conversation, String text, boolean asksRating) {
        var message = new Message(conversation, "agent", text, "completed", clock.instant());
        message.asksRating = asksRating ? Boolean.TRUE : null;
        em.persist(message);
        notices.message(new ConversationId(conversation.id), new MessageId(message.id));
    }
}
