package io.guichet.conversation;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** What a person noted of a conversation for others of the tenant: nobody else ever reads it. */
@Entity
@Table(name = "conversation_notes")
class Note {

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    @Column(name = "conversation_id")
    UUID conversationId;

    String author;

    @Column(name = "author_name")
    String authorName;

    String content;

    @Column(name = "created_at")
    Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected Note() {}

    Note(Conversation conversation, Person person, String content, Instant now) {
        this.id = NoteId.next().value();
        this.tenantId = conversation.tenantId;
        this.conversationId = conversation.id;
        this.author = person.actor();
        this.authorName = person.name();
        this.content = content;
        this.createdAt = now;
    }

    SpeakAsPerson.NoteView view() {
        return new SpeakAsPerson.NoteView(new NoteId(id), authorName, content, createdAt);
    }
}
