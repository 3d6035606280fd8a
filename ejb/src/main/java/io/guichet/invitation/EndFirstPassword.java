package io.guichet.invitation;

import io.guichet.kernel.CallContext;
import io.guichet.work.Lane;
import io.guichet.work.WorkHandler;
import io.guichet.work.WorkOutcome;
import io.guichet.work.WorkType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** A first password that nobody used stops working when its invitation's time is over. */
@ApplicationScoped
class EndFirstPassword implements WorkHandler {

    static final WorkType TYPE = new WorkType(
            "invitation.end-first-password",
            WorkType.retriedForAnHour("invitation.end-first-password").retries(),
            Lane.DELIVERIES);

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
        var id = InvitationId.parse(subject)
                .orElseThrow(() -> new IllegalArgumentException("no invitation: " + subject));
        try {
            steps.withPasswordToEnd(context, id)
                    .flatMap(accounts::byEmail)
                    .filter(PrepareInvitation::isStillNew)
                    .ifPresent(account -> accounts.setFirstPassword(account.id(), FirstPassword.random()));
            return WorkOutcome.DONE;
        } catch (AccountsUnavailable e) {
            return new WorkOutcome.Retry(String.valueOf(e.getMessage()), null);
        }
    }
}
