package io.guichet.webhook;

/** An announcement says more than a webhook carries. Its caller tells less and lets the receiver ask for the rest. */
public class PayloadTooLarge extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    PayloadTooLarge(EventType type, int bytes, int most) {
        super("the payload of " + type.wireName() + " has " + bytes + " bytes; a webhook carries at most " + most);
    }
}
