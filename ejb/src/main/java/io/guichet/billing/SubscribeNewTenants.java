package io.guichet.billing;

import io.guichet.tenancy.TenantRegistered;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.OptionalInt;

/** A tenant that is added with a plan has it from its first moment on. */
@ApplicationScoped
class SubscribeNewTenants {

    @Inject
    Subscriptions subscriptions;

    void registered(@Observes TenantRegistered tenant) {
        if (tenant.plan() != null) {
            subscriptions.change(
                    tenant.context(),
                    new SubscriptionChange(tenant.plan(), "now", tenant.priceMinor()),
                    OptionalInt.empty());
        }
    }
}
