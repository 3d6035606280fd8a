package io.guichet.billing;

import io.guichet.tenancy.PlanAsked;
import io.guichet.tenancy.TenantRegistered;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.OptionalInt;

/** A tenant that is added with a plan has it from its first moment on. */
@ApplicationScoped
class SubscribeNewTenants {

    @Inject
    Subscriptions subscriptions;

    @Inject
    Catalogue catalogue;

    @Inject
    Clock clock;

    void asked(@Observes PlanAsked asked) {
        var version = catalogue.newest(asked.plan(), clock.instant());
        Catalogue.checkSold(version.map(Catalogue.Version::plan).orElse(null), asked.faults());
    }

    void registered(@Observes TenantRegistered tenant) {
        if (tenant.plan() != null) {
            subscriptions.change(
                    tenant.context(),
                    new SubscriptionChange(tenant.plan(), "now", tenant.priceMinor()),
                    OptionalInt.empty());
        }
    }
}
