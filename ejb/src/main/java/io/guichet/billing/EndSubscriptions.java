package io.guichet.billing;

import io.guichet.tenancy.Audit;
import io.guichet.tenancy.TenantDeleted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** A tenant that is deleted pays until then, and no longer. */
@ApplicationScoped
class EndSubscriptions {

    @Inject
    SubscriptionRows rows;

    @Inject
    Audit audit;

    void deleted(@Observes TenantDeleted tenant) {
        var context = tenant.context();
        var before = rows.view(context, tenant.at());
        if (before.current() == null && before.next() == null) {
            return;
        }
        rows.endAll(context, tenant.at());
        audit.record(
                context, "subscription.ended", context.tenant().toString(), before, rows.view(context, tenant.at()));
    }
}
