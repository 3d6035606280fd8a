package io.guichet.billing;

import io.guichet.kernel.PlatformCaller;
import io.guichet.kernel.TenantId;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * Closes a month of some tenants, all in one transaction: freezes their periods, and writes their usage statements and
 * draft invoices. However often and on however many nodes it is asked for, it is done once for each.
 *
 * @see "docs/adr/0020-months-are-closed-together.md"
 */
@UseCase
@Stateless
public class CloseMonth {

    @PersistenceContext
    EntityManager em;

    @Inject
    ClosingConfig config;

    @Inject
    Clock clock;

    /**
     * Fails for all where it fails for one.
     *
     * @param run of the job that asks; null for none
     * @param tenants a few hundred at most: each is a lock until the end
     * @return what became of each
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public Map<TenantId, Closing> close(
            PlatformCaller caller, YearMonth month, @Nullable JobRunId run, Collection<TenantId> tenants) {
        caller.requireSuperAdmin();
        return em.unwrap(Session.class).doReturningWork(connection -> close(connection, month, run, tenants));
    }

    private Map<TenantId, Closing> close(
            Connection connection, YearMonth month, @Nullable JobRunId run, Collection<TenantId> tenants)
            throws SQLException {
        var now = clock.instant();
        var outcomes = new LinkedHashMap<TenantId, Closing>();
        var drafts = new ArrayList<ClosedMonths.Drafted>();
        for (var found : MonthsToClose.read(connection, tenants, month)) {
            var bounds = BillingMonths.in(month, found.zone());
            var outcome = found.closed()
                    ? Closing.CLOSED_BEFORE
                    : now.isBefore(bounds.end().plus(config.grace))
                            ? Closing.NOT_OVER
                            : found.created().isBefore(bounds.end()) ? Closing.CLOSED : Closing.TOO_EARLY;
            outcomes.put(found.tenant(), outcome);
            if (outcome == Closing.CLOSED) {
                drafts.add(new ClosedMonths.Drafted(found.tenant().value(), found.draft(bounds)));
            }
        }
        if (!outcomes.keySet().containsAll(tenants)) {
            throw new IllegalStateException("there are no such tenants as some of " + tenants);
        }
        if (!drafts.isEmpty()) {
            new ClosedMonths(month, now, run).write(connection, drafts);
        }
        return outcomes;
    }
}
