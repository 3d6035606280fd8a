package io.guichet.billing;

import io.guichet.kernel.Ids;
import io.guichet.kernel.PlatformCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The months that the ledger has room for. A timer adds them ahead of time; nothing is lost where it did not run. */
@ApplicationScoped
class LedgerMonths {

    /** However far a tenant is from Greenwich. */
    private static final Duration FARTHEST = Duration.ofHours(19);

    @Inject
    AddLedgerMonth add;

    private final Set<YearMonth> known = ConcurrentHashMap.newKeySet();

    /** Sees to it that what happens at an instant has its month in the ledger, in whatever zone. */
    void ensure(Instant at) {
        ensure(month(at.minus(FARTHEST)));
        ensure(month(at.plus(FARTHEST)));
    }

    /** In a transaction of its own: known is what was committed. */
    void ensure(YearMonth month) {
        if (!known.contains(month)) {
            add.add(PlatformCaller.itself("billing.ledger", Ids.print("req_", Ids.next())), month);
            known.add(month);
        }
    }

    private static YearMonth month(Instant at) {
        return YearMonth.from(at.atOffset(ZoneOffset.UTC));
    }
}
