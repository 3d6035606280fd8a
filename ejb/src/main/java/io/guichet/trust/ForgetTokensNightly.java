package io.guichet.trust;

import io.guichet.kernel.CallContext;
import io.guichet.tenancy.Forgetting;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** The part of signed contexts in the nightly round. */
@ApplicationScoped
class ForgetTokensNightly implements Forgetting {

    @Inject
    ForgetTokens tokens;

    @Override
    public int forget(CallContext context) {
        return tokens.of(context);
    }
}
