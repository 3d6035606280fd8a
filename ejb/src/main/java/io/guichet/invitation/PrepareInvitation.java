package io.guichet.invitation;

import io.guichet.invitation.Accounts.Account;
import io.guichet.invitation.Accounts.NewAccount;
import io.guichet.invitation.InvitationSteps.ToPrepare;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.UserId;
import io.guichet.work.Lane;
import io.guichet.work.WorkHandler;
import io.guichet.work.WorkOutcome;
import io.guichet.work.WorkType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Finds out whether an invited person has an account, opens one where he has none, and has the letter written. Run twice
 * it finds the account that it opened by its user name, which is an invitation's id.
 */
@ApplicationScoped
class PrepareInvitation implements WorkHandler {

    static final WorkType TYPE = new WorkType(
            "invitation.prepare",
            WorkType.retriedForAnHour("invitation.prepare").retries(),
            Lane.DELIVERIES);

    private static final Logger LOG = Logger.getLogger(PrepareInvitation.class);

    @Inject
    InvitationSteps steps;

    @Inject
    Accounts accounts;

    @Override
    public WorkType type() {
        return TYPE;
    }

    @Override
    public WorkOutcome handle(CallContext context, String subject, int attempt) {
        var id = invitation(subject);
        try {
            return steps.toPrepare(context, id)
                    .map(wanted -> handle(context, wanted))
                    .orElse(WorkOutcome.DONE);
        } catch (GuichetException e) {
            if (e.code() != ProblemCode.QUOTA_EXCEEDED) {
                throw e;
            }
            steps.fail(context, id, "quota_exceeded");
            return WorkOutcome.DONE;
        }
    }

    private WorkOutcome handle(CallContext context, ToPrepare wanted) {
        var id = wanted.id();
        if (!wanted.letter()) {
            // Nobody could tell him a password: the account is opened once he is written to.
            steps.invite(context, id);
            return WorkOutcome.DONE;
        }
        if (!accounts.areManaged()) {
            LOG.warnf("GUI1201 %s: guichet.oidc.admin-secret is not set, so that no account can be opened", id);
            steps.invite(context, id);
            return WorkOutcome.DONE;
        }
        try {
            return prepare(context, wanted);
        } catch (AccountsUnavailable e) {
            return new WorkOutcome.Retry(String.valueOf(e.getMessage()), null);
        }
    }

    private WorkOutcome prepare(CallContext context, ToPrepare wanted) {
        var found = accounts.byEmail(wanted.email());
        if (found.isPresent() && !isStillNew(found.get())) {
            steps.invite(context, wanted.id());
            return WorkOutcome.DONE;
        }
        var password = FirstPassword.random();
        Optional<UserId> account;
        if (found.isPresent()) {
            account = Optional.of(found.get().id());
            accounts.setFirstPassword(found.get().id(), password);
        } else {
            account = accounts.open(
                    new NewAccount(wanted.username(), wanted.email(), wanted.name(), wanted.locale(), password));
        }
        if (account.isEmpty()) {
            return new WorkOutcome.Retry("the address has an account by now", null);
        }
        accounts.grant(account.get(), wanted.role());
        steps.welcome(context, wanted.id(), account.get(), password);
        return WorkOutcome.DONE;
    }

    /**
     * Whether we opened the account, for whichever invitation, and nobody chose a password for it yet: its first one may
     * have ended or never have been read, so that he needs another. One that he chose a password for is his own by now.
     */
    static boolean isStillNew(Account account) {
        return account.isNew() && InvitationId.parse(account.username()).isPresent();
    }

    @Override
    public void givenUp(CallContext context, String subject, String reason) {
        steps.fail(context, invitation(subject), "accounts_unavailable");
    }

    private static InvitationId invitation(String subject) {
        return InvitationId.parse(subject).orElseThrow(() -> new IllegalArgumentException("no invitation: " + subject));
    }
}
