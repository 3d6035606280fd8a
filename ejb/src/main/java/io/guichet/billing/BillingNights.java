package io.guichet.billing;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.Ids;
import io.guichet.tenancy.Tenants;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneOffset;

/** What billing does by itself: at the start, and each night on every node, where doing it again does nothing. */
@Startup
@Singleton
@DependsOn("Migrations")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class BillingNights {

    @Inject
    LedgerMonths months;

    @Inject
    Reconciliation reconciliation;

    @Inject
    Tenants tenants;

    @Inject
    Clock clock;

    /** The last month, for tenants west of Greenwich, up to the one after the next. */
    @PostConstruct
    void addMonths() {
        var month = YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC));
        for (var ahead = -1; ahead <= 2; ahead++) {
            months.ensure(month.plusMonths(ahead));
        }
    }

    @Schedule(hour = "2", minute = "40", timezone = "UTC", persistent = false)
    void atNight() {
        addMonths();
        for (var tenant : tenants.active()) {
            reconciliation.schedule(
                    CallContext.platform(tenant.id(), ReconcileUsage.TYPE.name(), Ids.print("req_", Ids.next())));
        }
    }
}
