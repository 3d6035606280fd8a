package io.guichet.kernel;

import java.util.Optional;

/** Who is calling. */
public sealed interface Actor {

    /** Who that is, wherever it is kept: {@code user:usr_…}, {@code key:gk_…}, {@code visitor:…}, {@code platform:…}. */
    default String text() {
        return switch (this) {
            case User user -> "user:" + user.id();
            case Software software -> "key:" + software.apiKey();
            case Visitor visitor -> "visitor:" + visitor.conversation();
            case Platform platform -> "platform:" + platform.part();
        };
    }

    /** What a person is called; nobody else has a name. */
    default Optional<String> personsName() {
        return this instanceof User user ? Optional.of(user.name()) : Optional.empty();
    }

    /** A person who signed in. */
    record User(UserId id, String name) implements Actor {}

    /** A tenant's own software. */
    record Software(String apiKey) implements Actor {}

    /** A contact with a session; the conversation's public id. */
    record Visitor(String conversation) implements Actor {}

    /** The platform itself, e.g. a work handler. */
    record Platform(String part) implements Actor {}
}
