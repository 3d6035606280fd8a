package io.guichet.invitation;

/** The identity provider did not answer, or not as it should; its message names nobody. */
final class AccountsUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AccountsUnavailable(String message) {
        super(message);
    }
}
