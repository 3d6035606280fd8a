package io.guichet.webhook;

import io.guichet.kernel.CallContext;
import io.guichet.tenancy.Forgetting;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** The part of webhooks in the nightly round: some events at a time, each some a transaction. */
@ApplicationScoped
class ForgetEventsNightly implements Forgetting {

    @Inject
    ForgetEvents events;

    @Override
    public int forget(CallContext context) {
        var forgotten = 0;
        for (var some = events.some(context); some > 0; some = events.some(context)) {
            forgotten += some;
        }
        return forgotten;
    }
}
