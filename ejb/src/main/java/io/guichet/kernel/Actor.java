package io.guichet.kernel;

/** Who is calling. */
public sealed interface Actor {

    /** A person who signed in. */
    record User(UserId id, String name) implements Actor {}

    /** A tenant's own software. */
    record Software(String apiKey) implements Actor {}

    /** A contact with a session; the conversation's public id. */
    record Visitor(String conversation) implements Actor {}

    /** The platform itself, e.g. a work handler. */
    record Platform(String part) implements Actor {}
}
