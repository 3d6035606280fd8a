package io.guichet.tenancy;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.Ids;
import io.guichet.kernel.PlatformCaller;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/**
 * Once a night, what is too old is forgotten, tenant by tenant. Every node asks for it and one node does it: asked again
 * before it began, it is one piece of work, and it begins once all nodes have asked.
 */
@Singleton
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class NightlyRound {

    @Inject
    Tenants tenants;

    @Inject
    ForgetOldKeys keys;

    @Inject
    AskToForget ask;

    @Schedule(hour = "3", minute = "17", second = "0", persistent = false)
    void go() {
        var correlation = Ids.print("req_", Ids.next());
        var platform = PlatformCaller.itself("nightly", correlation);
        keys.ofThePlatform(platform);
        for (var tenant : tenants.all(platform)) {
            ask.of(CallContext.platform(tenant, "nightly", correlation));
        }
    }
}
