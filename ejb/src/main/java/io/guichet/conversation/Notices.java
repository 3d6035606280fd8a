package io.guichet.conversation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.UUID;

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

    /** Sessions of these conversations were ended before their time. */
    void ended(Collection<UUID> conversations) {
        if (conversations.isEmpty()) {
            return;
        }
        em.unwrap(org.hibernate.Session.class).doWork(connection -> {
            try (var tell =
                    connection.prepareStatement("select pg_notify(?, id || ' ended') from unnest(?) as t(id)")) {
                tell.setString(1, CHANNEL);
                tell.setArray(2, connection.createArrayOf("uuid", conversations.toArray()));
                tell.execute();
            }
        });
    }

    /** The payload that says that the visitor said something; for {@link Drafts}, which tells it after the commit. */
    static String spoken(ConversationId conversation, MessageId message) {
        return conversation.value() + " spoken " + message.value();
    }

    /** The payload that says that nobody writes any more; for {@link Drafts}, which has no transaction. */
    static String silent(ConversationId conversation) {
        return conversation.value() + " silent";
    }

    /** The payload of a reply as far as it is written; for {@link Drafts}. */
    static String draft(ConversationId conversation, MessageId replyTo, String text) {
        return conversation.value() + " draft " + replyTo.value() + " " + text;
    }

    private void send(String text) {
        em.createNativeQuery("select cast(pg_notify(:channel, :text) as text)")
                .setParameter("channel", CHANNEL)
                .setParameter("text", text)
                .getSingleResult();
    }
}
