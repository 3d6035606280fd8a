package io.guichet.answering.models;

import io.guichet.kernel.CallContext;
import io.guichet.tenancy.Forgetting;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** The part of models' calls in the nightly round. */
@ApplicationScoped
class ForgetModelCallsNightly implements Forgetting {

    @Inject
    ModelMeter meter;

    @Override
    public int forget(CallContext context) {
        return meter.forget(context);
    }
}
