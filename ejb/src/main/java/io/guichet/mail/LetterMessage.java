package io.guichet.mail;

import io.guichet.mail.Outbox.Outgoing;
import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Date;

/** A letter as it goes over the wire. Its Message-ID is the letter's own: a second copy can be told by it. */
final class LetterMessage extends MimeMessage {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final String messageId;

    /**
     * @throws AddressException if the recipient is no address
     */
    LetterMessage(Session session, Outgoing outgoing, InternetAddress from, Date date)
            throws MessagingException, IOException {
        super(session);
        var domain = from.getAddress().substring(from.getAddress().indexOf('@') + 1);
        messageId = "<" + outgoing.id() + "@" + domain + ">";
        var letter = outgoing.letter();
        var sender = new InternetAddress(from.getAddress(), outgoing.sender().replaceAll("\\p{Cntrl}", " "), UTF_8);
        setFrom(sender);
        setRecipient(Message.RecipientType.TO, new InternetAddress(letter.to(), true));
        setSubject(letter.subject(), UTF_8);
        setSentDate(date);
        setHeader("Auto-Submitted", "auto-generated");
        if (letter.attachments().isEmpty()) {
            setText(letter.text(), UTF_8);
        } else {
            setContent(withFiles(letter));
        }
    }

    private static MimeMultipart withFiles(Letter letter) throws MessagingException {
        var text = new MimeBodyPart();
        text.setText(letter.text(), UTF_8);
        var parts = new MimeMultipart(text);
        for (var attachment : letter.attachments()) {
            var part = new MimeBodyPart();
            part.setDataHandler(new DataHandler(new ByteArrayDataSource(attachment.content(), attachment.type())));
            part.setFileName(attachment.name());
            parts.addBodyPart(part);
        }
        return parts;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }
}
