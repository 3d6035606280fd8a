package io.guichet.tenancy;

import io.guichet.kernel.CallContext;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;

/** The keys of tenants, for those who encrypt outside of a transaction. */
@UseCase
@Stateless
public class DataKeys {

    @Inject
    Secrets secrets;

    public DataKey of(CallContext context) {
        return new DataKey(context.tenant(), secrets.key(context));
    }
}
