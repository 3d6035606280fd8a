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
        if (!canGoTo(to)) {
            throw new IllegalArgumentException("an address is one line");
        }
        if (hasControls(subject)) {
            throw new IllegalArgumentException("a subject is one line");
        }
        Objects.requireNonNull(text);
        if (about.isBlank() || about.length() > 200) {
            throw new IllegalArgumentException("what a letter is about has 1 to 200 characters");
        }
        attachments = List.copyOf(attachments);
    }

    public Letter(String to, String subject, String text, String about) {
        this(to, subject, text, about, List.of());
    }

    /** Whether it may stand on a letter: a line. Whether somebody reads what is sent to it, the mail server knows. */
    public static boolean canGoTo(String address) {
        return !address.isBlank() && !hasControls(address);
    }

    private static boolean hasControls(String line) {
        return line.chars().anyMatch(Character::isISOControl);
    }

    /** Without the address: it reaches logs by accident only. */
    @Override
    public String toString() {
        return "Letter[" + about + "]";
    }

    /**
     * @param name of the file, one line
     * @param type MIME type, e.g. {@code application/pdf}
     */
    public record Attachment(String name, String type, byte[] content) {
        public Attachment {
            if (hasControls(name) || hasControls(type)) {
                throw new IllegalArgumentException("the name and the type of a file are one line");
            }
            content = content.clone();
        }

        @Override
        public byte[] content() {
            return content.clone();
        }
    }
}
