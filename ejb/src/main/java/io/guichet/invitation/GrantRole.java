package io.guichet.invitation;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.UserId;
import io.guichet.work.Lane;
import io.guichet.work.Work;
import io.guichet.work.WorkHandler;
import io.guichet.work.WorkOutcome;
import io.guichet.work.WorkType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Gives the role artisan to an account that became a member and had none: without a role a member may do nothing. */
@ApplicationScoped
class GrantRole implements WorkHandler {

    static final WorkType TYPE = new WorkType(
            "invitation.grant-role",
            WorkType.retriedForAnHour("invitation.grant-role").retries(),
            Lane.DELIVERIES);

    static final String ROLE = "artisan";

    @Inject
    Accounts accounts;

    static void unlessHeHasOne(Work work, CallContext context, Invitee invitee) {
        if (!invitee.hasRole()) {
            work.schedule(context, TYPE, invitee.id().toString(), invitee.id().toString());
        }
    }

    @Override
    public WorkType type() {
        return TYPE;
    }

    @Override
    public WorkOutcome handle(CallContext context, String subject, int attempt) {
        var user = UserId.parse(subject).orElseThrow(() -> new IllegalArgumentException("no user: " + subject));
        if (!accounts.areManaged()) {
            return new WorkOutcome.GiveUp("guichet.oidc.admin-secret is not set: give the role by hand");
        }
        try {
            accounts.grant(user, ROLE);
            return WorkOutcome.DONE;
        } catch (AccountsUnavailable e) {
            return new WorkOutcome.Retry(String.valueOf(e.getMessage()), null);
        }
    }
}
