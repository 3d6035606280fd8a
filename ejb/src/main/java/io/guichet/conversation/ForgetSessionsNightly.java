package io.guichet.conversation;

import io.guichet.kernel.CallContext;
import io.guichet.tenancy.Forgetting;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** The part of conversations in the nightly round. */
@ApplicationScoped
class ForgetSessionsNightly implements Forgetting {

    @Inject
    ForgetSessions sessions;

    @Override
    public int forget(CallContext context) {
        return sessions.of(context);
    }
}
