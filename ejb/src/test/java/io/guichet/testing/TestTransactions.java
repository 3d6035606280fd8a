package io.guichet.testing;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** What the container does about transactions: one per thread, joined by what is called inside it. */
public final class TestTransactions implements TransactionSynchronizationRegistry {

    private final Supplier<EntityManagerFactory> factory;
    private final ThreadLocal<Unit> current = new ThreadLocal<>();

    TestTransactions(Supplier<EntityManagerFactory> factory) {
        this.factory = factory;
    }

    /** Runs in the transaction of the thread, or in a new one. Any exception rolls it back. */
    public <T> T required(Callable<T> work) throws Exception {
        return current.get() == null ? requiresNew(work) : joined(work);
    }

    /** Runs in a transaction of its own. */
    public <T> T requiresNew(Callable<T> work) throws Exception {
        var outer = current.get();
        try (var em = factory.get().createEntityManager()) {
            var unit = new Unit(em);
            current.set(unit);
            em.getTransaction().begin();
            T result;
            try {
                result = work.call();
                unit.synchronizations.forEach(Synchronization::beforeCompletion);
                if (!unit.rollbackOnly) {
                    em.getTransaction().commit();
                    unit.committed = true;
                }
            } finally {
                if (em.getTransaction().isActive()) {
                    em.getTransaction().rollback();
                }
                current.remove();
                var status = unit.committed ? Status.STATUS_COMMITTED : Status.STATUS_ROLLEDBACK;
                unit.synchronizations.forEach(s -> s.afterCompletion(status));
            }
            return result;
        } finally {
            if (outer != null) {
                current.set(outer);
            }
        }
    }

    /** Runs outside any transaction. */
    public <T> T notSupported(Callable<T> work) throws Exception {
        var outer = current.get();
        current.remove();
        try {
            return work.call();
        } finally {
            if (outer != null) {
                current.set(outer);
            }
        }
    }

    private <T> T joined(Callable<T> work) throws Exception {
        try {
            return work.call();
        } catch (Exception e) {
            unit().rollbackOnly = true;
            throw e;
        }
    }

    public boolean active() {
        return current.get() != null;
    }

    /** The entity manager that a container injects: that of the running transaction. */
    EntityManager entityManager() {
        return (EntityManager) Proxy.newProxyInstance(
                EntityManager.class.getClassLoader(), new Class<?>[] {EntityManager.class}, (proxy, method, args) -> {
                    try {
                        return method.invoke(unit().em, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private Unit unit() {
        var unit = current.get();
        if (unit == null) {
            throw new IllegalStateException("no transaction is running");
        }
        return unit;
    }

    @Override
    public Object getTransactionKey() {
        return current.get();
    }

    @Override
    public void putResource(Object key, Object value) {
        unit().resources.put(key, value);
    }

    @Override
    public Object getResource(Object key) {
        return unit().resources.get(key);
    }

    @Override
    public void registerInterposedSynchronization(Synchronization synchronization) {
        unit().synchronizations.add(synchronization);
    }

    @Override
    public int getTransactionStatus() {
        var unit = current.get();
        if (unit == null) {
            return Status.STATUS_NO_TRANSACTION;
        }
        return unit.rollbackOnly ? Status.STATUS_MARKED_ROLLBACK : Status.STATUS_ACTIVE;
    }

    @Override
    public void setRollbackOnly() {
        unit().rollbackOnly = true;
    }

    @Override
    public boolean getRollbackOnly() {
        return unit().rollbackOnly;
    }

    private static final class Unit {

        private final EntityManager em;
        private final Map<Object, Object> resources = new HashMap<>();
        private final List<Synchronization> synchronizations = new ArrayList<>();
        private boolean rollbackOnly;
        private boolean committed;

        Unit(EntityManager em) {
            this.em = em;
        }
    }
}
