package io.guichet.conversation;

import org.jspecify.annotations.Nullable;

/** The customer a link is for, as whoever made it says. */
public record LinkContact(@Nullable String name, @Nullable String email) {

    /** Without the person: it reaches logs by accident only. */
    @Override
    public String toString() {
        return "LinkContact[…]";
    }
}
