package io.guichet.mail;

import java.util.List;
import java.util.Objects;

/**
 * An e-mail of the platform's.
 *
 * @param to one address
 * @param subject a line
 * @param text plain text; lines end with a line feed
 * @param about what it is about: a letter about the same thing to the same address is sent once
 * @param attachments files that go with it
 */
public record Letter(String to, String subject, String text, String about, List<Attachment> attachments) {

    public Letter {
        Objects.requireNonNull(to);
        if (subject.indexOf('\n') >= 0 || subject.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("a subject is one line");
        }
        Objects.requireNonNull(text);
        Objects.requireNonNull(about);
        attachments = List.copyOf(attachments);
    }

    public Letter(String to, String subject, String text, String about) {
        this(to, subject, text, about, List.of());
    }

    /**
     * @param type MIME type, e.g. {@code application/pdf}
     */
    public record Attachment(String name, String type, byte[] content) {
        public Attachment {
            content = content.clone();
        }

        @Override
        public byte[] content() {
            return content.clone();
        }
    }
}
