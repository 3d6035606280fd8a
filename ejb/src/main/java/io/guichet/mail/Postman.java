package io.guichet.mail;

import io.guichet.mail.Outbox.Outgoing;
import io.guichet.mail.Posted.Accepted;
import io.guichet.mail.Posted.NotNow;
import io.guichet.mail.Posted.Nowhere;
import io.guichet.mail.Posted.Refused;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/** Hands letters over: to a mail server, or into the folder of a development machine. Never inside a transaction. */
@ApplicationScoped
class Postman {

    @Inject
    MailConfig config;

    @Inject
    Clock clock;

    private InternetAddress from = new InternetAddress();

    @PostConstruct
    void check() {
        try {
            from = new InternetAddress(config.from, true);
        } catch (AddressException e) {
            throw new IllegalStateException("guichet.mail.from is no e-mail address: " + config.from, e);
        }
    }

    /** Whether letters leave this installation. */
    boolean hasServer() {
        return config.host().isPresent();
    }

    Posted post(Outgoing outgoing) {
        LetterMessage message;
        var session = Session.getInstance(properties());
        try {
            message = new LetterMessage(session, outgoing, from, Date.from(clock.instant()));
        } catch (AddressException e) {
            return new Refused("the address is none");
        } catch (MessagingException | IOException e) {
            return new Refused("it cannot be written: " + e.getClass().getSimpleName());
        }
        if (config.host().isPresent()) {
            return send(session, message);
        }
        return config.folder()
                .map(folder -> file(Path.of(folder), outgoing, message))
                .orElseGet(Nowhere::new);
    }

    private Posted send(Session session, LetterMessage message) {
        try (var transport = session.getTransport(config.tls.equals("tls") ? "smtps" : "smtp")) {
            transport.connect(
                    config.host().orElseThrow(), config.port, config.user().orElse(null), config.password.orElse(null));
            message.saveChanges();
            transport.sendMessage(message, message.getRecipients(Message.RecipientType.TO));
            return new Accepted();
        } catch (AuthenticationFailedException e) {
            return new NotNow("the mail server does not let us in");
        } catch (MessagingException e) {
            return failure(e);
        }
    }

    /** A server's words may name the address: its number is enough. */
    private static Posted failure(MessagingException e) {
        var code = code(e);
        if (code.isPresent()) {
            return code.get() >= 500 ? new Refused("SMTP " + code.get()) : new NotNow("SMTP " + code.get());
        }
        var cause = e.getCause() == null ? e : e.getCause();
        return new NotNow("the mail server: " + cause.getClass().getSimpleName());
    }

    /** The recipient's own answer before that of the whole. */
    private static Optional<Integer> code(@Nullable Exception e) {
        if (e instanceof SMTPAddressFailedException address) {
            return Optional.of(address.getReturnCode());
        }
        if (e instanceof SMTPSenderFailedException sender) {
            return Optional.of(sender.getReturnCode());
        }
        if (!(e instanceof MessagingException messaging)) {
            return Optional.empty();
        }
        var next = code(messaging.getNextException());
        if (next.isPresent()) {
            return next;
        }
        return e instanceof SMTPSendFailedException failed && e instanceof SendFailedException
                ? Optional.of(failed.getReturnCode())
                : Optional.empty();
    }

    /** Under the letter's own name: written twice it is one file. */
    private static Posted file(Path folder, Outgoing outgoing, LetterMessage message) {
        try {
            Files.createDirectories(folder);
            var part = folder.resolve("." + outgoing.id() + ".part");
            try (var out = Files.newOutputStream(part)) {
                message.saveChanges();
                message.writeTo(out);
            }
            Files.move(part, folder.resolve(outgoing.id() + ".eml"), StandardCopyOption.ATOMIC_MOVE);
            return new Accepted();
        } catch (IOException | MessagingException e) {
            return new NotNow("the folder of letters: " + e.getClass().getSimpleName());
        }
    }

    private Properties properties() {
        var properties = new Properties();
        var timeout = Long.toString(config.timeout.toMillis());
        for (var protocol : new String[] {"mail.smtp.", "mail.smtps."}) {
            properties.put(protocol + "connectiontimeout", timeout);
            properties.put(protocol + "timeout", timeout);
            properties.put(protocol + "writetimeout", timeout);
            properties.put(protocol + "auth", Boolean.toString(config.user().isPresent()));
            properties.put(protocol + "ssl.checkserveridentity", "true");
            properties.put(protocol + "from", from.getAddress());
            properties.put(protocol + "quitwait", "false");
        }
        var starttls = Boolean.toString(config.tls.equals("starttls"));
        properties.put("mail.smtp.starttls.enable", starttls);
        properties.put("mail.smtp.starttls.required", starttls);
        return properties;
    }
}
