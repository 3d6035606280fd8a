package io.guichet.agent;

import io.guichet.kernel.CallContext;
import io.guichet.tenancy.Forgetting;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** The part of refused pages in the nightly round: their rows hold addresses of people. */
@ApplicationScoped
class ForgetRefusalsNightly implements Forgetting {

    @Inject
    DomainRefusals refusals;

    @Override
    public int forget(CallContext context) {
        return refusals.forget(context);
    }
}
