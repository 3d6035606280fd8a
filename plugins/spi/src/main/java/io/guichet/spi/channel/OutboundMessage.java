package io.guichet.spi.channel;

import java.util.Objects;

/**
 * @param id the platform's id of the message, the same when it is tried again
 * @param to the contact's address on the channel, e.g. an E.164 number
 * @param text what it says
 */
public record OutboundMessage(String id, String to, String text) {
    public OutboundMessage {
        Objects.requireNonNull(id);
        Objects.requireNonNull(to);
        Objects.requireNonNull(text);
    }
}
