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

/**
 * Gives an account that became a member the role for it where it has not: without a role a member may do nothing. The
 * subject is the user, and behind a slash the role where it is not artisan.
 */
@ApplicationScoped
class GrantRole implements WorkHandler {

    static final WorkType TYPE = new WorkType(
            "invitation.grant-role",
            WorkType.retriedForAnHour("invitation.grant-role").retries(),
            Lane.DELIVERIES);

    static final String ARTISAN = "artisan";
    static final String CLIENT_ADMIN = "client_admin";

    @Inject
    Accounts accounts;

    /**
     * @param role {@link #ARTISAN} or {@link #CLIENT_ADMIN}
     */
    static void unlessHeHasIt(Work work, CallContext context, Invitee invitee, String role) {
        if (!invitee.roles().contains(role)) {
            var subject = invitee.id() + (role.equals(ARTISAN) ? "" : "/" + role);
            work.schedule(context, TYPE, subject, subject);
        }
    }

    @Override
    public WorkType type() {
        return TYPE;
    }

    @Override
    public WorkOutcome handle(CallContext context, String subject, int attempt) {
        var slash = subject.indexOf('/');
        var role = slash < 0 ? ARTISAN : subject.substring(slash + 1);
        var user = UserId.parse(slash < 0 ? subject : subject.substring(0, slash))
                .orElseThrow(() -> new IllegalArgumentException("no user: " + subject));
        if (!accounts.areManaged()) {
            return new WorkOutcome.GiveUp("guichet.oidc.admin-secret is not set: give the role by hand");
        }
        try {
            accounts.grant(user, role);
            return WorkOutcome.DONE;
        } catch (AccountsUnavailable e) {
            return new WorkOutcome.Retry(String.valueOf(e.getMessage()), null);
        }
    }
}
