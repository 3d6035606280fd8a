package io.guichet.trust;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.Cursor;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Page;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.Permission;
import io.guichet.kernel.PlainText;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.Token;
import io.guichet.tenancy.Audit;
import io.guichet.tenancy.Idempotency;
import io.guichet.tenancy.Secrets;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A tenant's keys for signing contexts: two live at once while one takes over from the other. */
@UseCase
@Stateless
public class ContextKeys {

    private static final int MOST = 2;
    private static final int LONGEST_NAME = 100;

    @PersistenceContext
    EntityManager em;

    @Inject
    Secrets secrets;

    @Inject
    Idempotency idempotency;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    /** All that there ever were, the newest first. */
    public Page<ContextKeyView> list(CallContext context, PageRequest page) {
        context.require(Permission.MANAGE_KEYS);
        var rows = em.createQuery(
                        "from ContextKey k where k.tenantId = :tenant and k.id "
                                + (page.descending() ? "< :after order by k.id desc" : "> :after order by k.id"),
                        ContextKey.class)
                .setParameter("tenant", context.tenant().value())
                .setParameter(
                        "after",
                        page.after().map(Cursor::id).orElse(page.descending() ? new UUID(-1, -1) : new UUID(0, 0)))
                .setMaxResults(page.limit() + 1)
                .getResultList();
        return Page.cut(rows, page.limit(), k -> new Cursor("", k.id)).map(ContextKey::view);
    }

    /**
     * Makes a shared secret, shown this once, or keeps a public key of the tenant's.
     *
     * @param idempotencyKey the caller's; with the same one the first answer, secret included, is given again
     * @throws GuichetException {@link ProblemCode#INVALID_FIELDS}; {@link ProblemCode#CONFLICT} where two live already
     */
    public ContextKeyCreated create(CallContext context, NewContextKey wanted, @Nullable String idempotencyKey) {
        context.require(Permission.MANAGE_KEYS);
        return idempotency.once(
                context,
                "context-keys.create",
                idempotencyKey,
                wanted,
                ContextKeyCreated.class,
                () -> add(context, wanted));
    }

    private ContextKeyCreated add(CallContext context, NewContextKey wanted) {
        var jwk = Optional.ofNullable(wanted.publicKeyJwk()).flatMap(k -> PublicKey.ofJwk(k.toString()));
        var pem = Optional.ofNullable(wanted.publicKeyPem()).flatMap(PublicKey::ofPem);
        var what = "is the public part of an RSA key of 2048 bits or more, or a key on P-256 or Ed25519";
        var name = wanted.name() == null || wanted.name().isBlank()
                ? null
                : wanted.name().strip();
        new FieldErrors()
                .check(
                        PlainText.isAtMost(name, LONGEST_NAME) && PlainText.isClean(name, false),
                        "name",
                        "is a line of at most " + LONGEST_NAME + " characters")
                .check(wanted.publicKeyJwk() == null || jwk.isPresent(), "public_key_jwk", what)
                .check(wanted.publicKeyPem() == null || pem.isPresent(), "public_key_pem", what + ", as PEM")
                .check(
                        wanted.publicKeyJwk() == null || wanted.publicKeyPem() == null,
                        "public_key_pem",
                        "is given, or public_key_jwk, not both")
                .throwIfAny();
        requireRoom(context);
        var secret = Token.random("ctxs_");
        var row = jwk.or(() -> pem)
                .map(key -> row(context, name, key.algorithm(), key.jwk(), key.thumbprint()))
                .orElseGet(() -> row(context, name, "HS256", secret.text(), null));
        em.persist(row);
        var view = row.view();
        audit.record(context, "context_key.created", view.id().toString(), null, view);
        return new ContextKeyCreated(view, row.thumbprint == null ? secret.text() : null);
    }

    private ContextKey row(
            CallContext context, @Nullable String name, String algorithm, String key, @Nullable String thumbprint) {
        return new ContextKey(
                context.tenant(),
                name,
                algorithm,
                secrets.seal(context, key),
                thumbprint,
                context.actor().text(),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    /**
     * Ends a key at once: nothing that it signed is taken any more. One that has ended stays as it is.
     *
     * @throws GuichetException {@link ProblemCode#NOT_FOUND} also for another tenant's
     */
    public void revoke(CallContext context, ContextKeyId id) {
        context.require(Permission.MANAGE_KEYS);
        var row = em.find(ContextKey.class, id.value());
        if (row == null || !row.tenantId.equals(context.tenant().value())) {
            throw new GuichetException(ProblemCode.NOT_FOUND, "No key of yours has this id.");
        }
        if (row.revokedAt == null) {
            var before = row.view();
            row.revoke(clock.instant().truncatedTo(ChronoUnit.MICROS));
            audit.record(context, "context_key.revoked", id.toString(), before, row.view());
        }
    }

    /** Two that ask at once ask one after the other. */
    private void requireRoom(CallContext context) {
        em.createNativeQuery("select 1 from tenants where id = :tenant for no key update")
                .setParameter("tenant", context.tenant().value())
                .getSingleResult();
        var live = em.createQuery(
                        "select count(k) from ContextKey k where k.tenantId = :tenant and k.revokedAt is null",
                        Long.class)
                .setParameter("tenant", context.tenant().value())
                .getSingleResult();
        if (live >= MOST) {
            throw new GuichetException(ProblemCode.CONFLICT, "Two keys are live: revoke one first.");
        }
    }

    /**
     * Neither public key: a shared secret is made.
     *
     * @param name what it is for, or null
     * @param publicKeyPem SubjectPublicKeyInfo, or null
     * @param publicKeyJwk RFC 7517, or null
     */
    public record NewContextKey(
            @Nullable String name,
            @Nullable String publicKeyPem,
            @Nullable ObjectNode publicKeyJwk) {}

    /**
     * @param secret shown once; null where the tenant has the private key
     */
    public record ContextKeyCreated(
            ContextKeyView key, @Nullable String secret) {}
}
