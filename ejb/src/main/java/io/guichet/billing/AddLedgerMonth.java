package io.guichet.billing;

import io.guichet.kernel.PlatformCaller;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.YearMonth;

/** Makes room in the ledger for a month. */
@UseCase
@Stateless
public class AddLedgerMonth {

    @PersistenceContext
    EntityManager em;

    /** Leaves a month alone that is there; committed when it returns. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void add(PlatformCaller caller, YearMonth month) {
        em.createNativeQuery("select cast(ensure_usage_partition(cast(:month as date)) as text)")
                .setParameter("month", month.atDay(1))
                .getSingleResult();
    }
}
