package io.guichet.spi.channel;

import java.util.Objects;

/** What became of a message that was handed to a provider. */
public sealed interface Delivery {

    /** The provider took it under this id. */
    record Accepted(String providerMessageId) implements Delivery {
        public Accepted {
            Objects.requireNonNull(providerMessageId);
        }
    }

    /** The provider refused it; nothing was sent. */
    record Rejected(Reason reason, String diagnostic) implements Delivery {}

    /** Nobody can tell: never send blindly again, ask the provider first. */
    record Unknown(String diagnostic) implements Delivery {}

    /** Why a provider refused. */
    enum Reason {
        BAD_ADDRESS,
        OPTED_OUT,
        WINDOW_CLOSED,
        BAD_CREDENTIALS,
        RATE_LIMITED,
        CONTENT_REFUSED,
        PROVIDER_DOWN
    }
}
