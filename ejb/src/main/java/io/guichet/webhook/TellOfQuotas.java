package io.guichet.webhook;

import io.guichet.billing.QuotaThresholdReached;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.YearMonth;

/** Hears that a quota is nearly used up, and announces it to the tenant's endpoints in the same transaction. */
@ApplicationScoped
class TellOfQuotas {

    @Inject
    Announce announce;

    void reached(@Observes QuotaThresholdReached event) {
        var period = YearMonth.from(event.period()).toString();
        var metric = event.metric().code();
        announce.announce(
                event.context(),
                EventType.QUOTA_THRESHOLD,
                metric + "/" + period + "/" + event.threshold(),
                new Body(new Quota(metric, period, event.threshold(), event.used(), event.quota(), event.resetsAt())));
    }

    private record Body(Quota data) {}

    /**
     * @param used when it happened
     * @param included what the period has
     */
    private record Quota(String metric, String period, int threshold, long used, long included, Instant resetsAt) {}
}
