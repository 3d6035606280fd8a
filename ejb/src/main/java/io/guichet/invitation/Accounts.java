package io.guichet.invitation;

import io.guichet.kernel.UserId;
import io.guichet.mail.EmailAddress;
import java.util.Optional;

/**
 * The accounts at the identity provider. Calls go over the network: never inside a transaction.
 *
 * <p>All methods throw {@link AccountsUnavailable} where the provider does not answer, or not as it should.
 */
interface Accounts {

    /** Whether we were given the right to manage them. */
    boolean areManaged();

    Optional<Account> byEmail(EmailAddress email);

    /**
     * Opens an account with a role of ours, whose address counts as verified: its first password goes there and nowhere
     * else.
     *
     * @return nothing where somebody was faster: the address or the user name has an account by now
     */
    Optional<UserId> open(NewAccount account);

    /** Sets a password that has to be changed at the next sign-in. */
    void setFirstPassword(UserId id, String password);

    /** Gives a realm role; it may have it already. */
    void grant(UserId id, String role);

    /**
     * @param username which we chose, if we opened it
     * @param isNew whether nobody chose a password for it yet
     */
    record Account(UserId id, String username, boolean isNew) {}

    /**
     * @param username names what the account was opened for
     * @param name as it is written, one word or several
     * @param locale {@code fr} or {@code en}
     */
    record NewAccount(String username, EmailAddress email, String name, String locale, String password) {

        /** Never the password. */
        @Override
        public String toString() {
            return "NewAccount[" + username + "]";
        }
    }
}
