package io.guichet.conversation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** Tells every node, with the commit of the running transaction, that something happened in a conversation. */
@ApplicationScoped
class Notices {

    static final String CHANNEL = "guichet_conversation";

    @PersistenceContext
    EntityManager em;

    void typing(ConversationId conversation) {
        send(conversation.value() + " typing");
    }

    void message(ConversationId conversation, MessageId message) {
        send(conversation.value() + " message " + message.value());
    }

    private void send(String text) {
        em.createNativeQuery("select cast(pg_notify(:channel, :text) as text)")
                .setParameter("channel", CHANNEL)
                .setParameter("text", text)
                .getSingleResult();
    }
}
