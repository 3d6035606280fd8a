package io.guichet.mail;

/** What became of a letter that was handed over. Reasons name no address. */
sealed interface Posted {

    /** The server took it, or it lies in the folder of a development machine. */
    record Accepted() implements Posted {}

    /** Later it may be taken. */
    record NotNow(String reason) implements Posted {}

    /** It will never be taken. */
    record Refused(String reason) implements Posted {}

    /** No mail server is configured. */
    record Nowhere() implements Posted {}
}
