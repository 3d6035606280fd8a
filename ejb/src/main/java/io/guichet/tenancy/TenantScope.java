package io.guichet.tenancy;

import io.guichet.kernel.TenantId;
import io.guichet.kernel.Token;
import io.guichet.kernel.UserId;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.HexFormat;
import java.util.function.Supplier;
import org.hibernate.Session;

/**
 * Which rows the running transaction sees. Row-level security reads the settings that are made here; they end with the
 * transaction. Without any, it sees no tenant's rows.
 *
 * @see "db/migration/V0001__tenancy.sql"
 */
@ApplicationScoped
public class TenantScope {

    private static final String KEY = TenantScope.class.getName();

    @PersistenceContext
    EntityManager em;

    @Resource
    TransactionSynchronizationRegistry transactions;

    /**
     * Puts the running transaction into a tenant.
     *
     * @throws IllegalStateException if it is in another tenant already: one transaction never serves two
     */
    public void enter(TenantId tenant) {
        if (isNew(tenant)) {
            begin("guichet.tenant", tenant.value().toString());
            transactions.putResource(KEY, tenant);
        }
    }

    /**
     * Notes that the database put the transaction into a tenant, as {@code open_session} does.
     *
     * @throws IllegalStateException if it was in another tenant; it cannot be committed any more
     */
    public void entered(TenantId tenant) {
        if (isNew(tenant)) {
            transactions.putResource(KEY, tenant);
        }
    }

    private boolean isNew(TenantId tenant) {
        var current = transactions.getResource(KEY);
        if (current != null && !tenant.equals(current)) {
            transactions.setRollbackOnly();
            throw new IllegalStateException("the transaction is in " + current + " and was asked into " + tenant);
        }
        return current == null;
    }

    /** Lets the transaction see the row whose secret the caller holds. */
    public void present(Token credential) {
        begin("guichet.credential", HexFormat.of().formatHex(credential.hash()));
    }

    /** Lets the transaction see the memberships of the user who signed in. */
    public void signedIn(UserId user) {
        begin("guichet.user", user.value().toString());
    }

    /** Lets the transaction see the list of tenants, and write what belongs to the platform. For the platform alone. */
    public void platform() {
        set("guichet.platform", "on");
    }

    /** Lets something be read that belongs to the platform, in a transaction that sees no more of it afterwards. */
    <T> T asPlatform(Supplier<T> reading) {
        var before = em.createNativeQuery("select coalesce(current_setting('guichet.platform', true), '')")
                .getSingleResult();
        platform();
        try {
            return reading.get();
        } finally {
            set("guichet.platform", (String) before);
        }
    }

    /** By hand: nearly every transaction begins with it, and has nothing yet that would have to be written before. */
    private void begin(String name, String value) {
        em.unwrap(Session.class).doWork(connection -> {
            try (var set = connection.prepareStatement("select set_config(?, ?, true)")) {
                set.setString(1, name);
                set.setString(2, value);
                set.execute();
            }
        });
    }

    private void set(String name, String value) {
        em.createNativeQuery("select set_config(:name, :value, true)")
                .setParameter("name", name)
                .setParameter("value", value)
                .getSingleResult();
    }
}
