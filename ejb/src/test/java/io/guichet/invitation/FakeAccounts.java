package io.guichet.invitation;

import io.guichet.kernel.UserId;
import io.guichet.mail.EmailAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An identity provider in a few maps. It can be down, or go down after each thing that it did. */
final class FakeAccounts implements Accounts {

    final Map<String, Account> byEmail = new HashMap<>();
    final Map<UserId, String> passwords = new HashMap<>();
    final List<String> granted = new ArrayList<>();
    boolean managed = true;
    boolean down;
    boolean diesAfterOpening;

    UserId has(String email) {
        var id = UserId.next();
        byEmail.put(email, new Account(id, email, false));
        return id;
    }

    @Override
    public boolean areManaged() {
        return managed;
    }

    @Override
    public Optional<Account> byEmail(EmailAddress email) {
        answer();
        return Optional.ofNullable(byEmail.get(email.text()));
    }

    @Override
    public Optional<UserId> open(NewAccount account) {
        answer();
        if (byEmail.containsKey(account.email().text())) {
            return Optional.empty();
        }
        var id = UserId.next();
        byEmail.put(account.email().text(), new Account(id, account.username(), true));
        passwords.put(id, account.password());
        if (diesAfterOpening) {
            throw new AccountsUnavailable("it died");
        }
        return Optional.of(id);
    }

    @Override
    public void setFirstPassword(UserId id, String password) {
        answer();
        passwords.put(id, password);
    }

    @Override
    public void grant(UserId id, String role) {
        answer();
        granted.add(id + " " + role);
    }

    private void answer() {
        if (down) {
            throw new AccountsUnavailable("it is down");
        }
    }
}
