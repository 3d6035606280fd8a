package io.guichet.tenancy;

import io.guichet.kernel.BrandingSchema;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.UserId;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Accounts, as the identity provider told us of them. They belong to people, not to tenants. */
@UseCase
@Stateless
public class Users {

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    /**
     * Notes an account as the identity provider knows it now. An address is one account's: where another had it, that
     * account is gone or has another address, and is no longer found by this one.
     *
     * @param email verified
     */
    public void remember(UserId id, String email, String name) {
        em.createNativeQuery("""
                        update users set email = id || '@gone.invalid'
                         where lower(email) = lower(cast(:email as text)) and id <> :id""")
                .setParameter("email", email)
                .setParameter("id", id.value())
                .executeUpdate();
        em.createNativeQuery("""
                        insert into users (id, email, name, created_at) values (:id, :email, :name, :now)
                        on conflict (id) do update set email = excluded.email
                         where users.email <> excluded.email""")
                .setParameter("id", id.value())
                .setParameter("email", email)
                .setParameter("name", name)
                .setParameter("now", Timestamp.from(clock.instant()))
                .executeUpdate();
    }

    /** Whether the account was remembered before. */
    public boolean isKnown(UserId id) {
        return em.find(UserAccount.class, id.value()) != null;
    }

    /** The account's own branding as JSON; nothing where it has none. */
    public Optional<String> branding(UserId id) {
        return Optional.ofNullable(em.find(UserAccount.class, id.value())).map(user -> user.branding);
    }

    /**
     * Replaces the account's own branding, which holds where there is no member.
     *
     * @param branding JSON, or null for none
     * @return as it is kept; nothing where it says nothing
     * @throws GuichetException {@code INVALID_FIELDS}; {@code NOT_FOUND} before {@link #remember}
     */
    public Optional<String> brand(UserId id, @Nullable String branding) {
        var errors = new FieldErrors();
        var kept = BrandingSchema.checked(branding, errors);
        errors.throwIfAny();
        var user = em.find(UserAccount.class, id.value());
        if (user == null) {
            throw new GuichetException(ProblemCode.NOT_FOUND, "The account is not known here yet.");
        }
        user.branding = kept;
        return Optional.ofNullable(kept);
    }
}
