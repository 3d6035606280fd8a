package io.guichet.spi.channel;

import java.time.Instant;

/** What a provider's hook reports. The same provider id twice is one event. */
public sealed interface InboundEvent {

    /** The provider's id of what is reported. */
    String providerId();

    /** A contact wrote. */
    record Message(String providerId, String from, String to, String text, Instant at) implements InboundEvent {}

    /** The state of a message that was sent. */
    record Status(String providerId, State state, Instant at) implements InboundEvent {}

    /** How far a message came. States arrive out of order; the platform never goes back. */
    enum State {
        QUEUED,
        SENT,
        DELIVERED,
        READ,
        FAILED
    }
}
