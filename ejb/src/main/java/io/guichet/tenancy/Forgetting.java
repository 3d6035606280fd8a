package io.guichet.tenancy;

import io.guichet.kernel.CallContext;

/** What a context forgets of a tenant in the nightly round, since it is too old. */
public interface Forgetting {

    /**
     * Removes it, in a transaction of its own.
     *
     * @return how many rows
     */
    int forget(CallContext context);
}
