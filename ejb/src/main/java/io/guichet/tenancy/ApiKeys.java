package io.guichet.tenancy;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.Cursor;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Page;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.Permission;
import io.guichet.kernel.ProblemCode;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A tenant's API keys: two live at once while one takes over from the other. */
@UseCase
@Stateless
public class ApiKeys {

    private static final int MOST = 2;
    private static final Duration LONGEST = Duration.ofDays(30);
    private static final Duration USUAL = Duration.ofDays(1);

    @PersistenceContext
    EntityManager em;

    @Inject
    KeyCabinet cabinet;

    @Inject
    Idempotency idempotency;

    @Inject
    Clock clock;

    /** All that there ever were, in the order of their creation. */
    public Page<ApiKeyView> list(CallContext context, PageRequest page) {
        context.require(Permission.MANAGE_KEYS);
        var now = clock.instant();
        var rows = em.createQuery(
                        "from ApiKey k where k.tenantId = :tenant and k.id "
                                + (page.descending() ? "< :after order by k.id desc" : "> :after order by k.id"),
                        ApiKey.class)
                .setParameter("tenant", context.tenant().value())
                .setParameter(
                        "after",
                        page.after().map(Cursor::id).orElse(page.descending() ? new UUID(-1, -1) : new UUID(0, 0)))
                .setMaxResults(page.limit() + 1)
                .getResultList();
        return Page.cut(rows, page.limit(), k -> new Cursor("", k.id)).map(k -> k.view(now));
    }

    /**
     * Makes a key, shown this once, and lets the other one end after the overlap.
     *
     * @param idempotencyKey the caller's, or null
     * @throws GuichetException {@link ProblemCode#CONFLICT} where two live already and the overlap is more than nothing:
     *     none is ended before the time that was promised; {@link ProblemCode#INVALID_FIELDS}
     */
    public RotatedKey rotate(CallContext context, Rotation rotation, @Nullable String idempotencyKey) {
        context.require(Permission.MANAGE_KEYS);
        return idempotency.once(
                context,
                "keys.rotate",
                idempotencyKey,
                rotation,
                RotatedKey.class,
                () -> replace(context, rotation.overlap(), rotation.label()));
    }

    private RotatedKey replace(CallContext context, Duration overlap, @Nullable String name) {
        holdTenant(context);
        var others = cabinet.live(context);
        if (others.size() >= MOST && !overlap.isZero()) {
            throw new GuichetException(
                    ProblemCode.CONFLICT,
                    "Two keys are live: delete one, wait for the other's end, or rotate with overlap_seconds 0.");
        }
        var end = clock.instant().plus(overlap).truncatedTo(ChronoUnit.MICROS);
        var made = cabinet.cut(context, name);
        for (var other : others) {
            if (overlap.isZero()) {
                cabinet.revoke(context, other);
            } else {
                cabinet.expire(context, other, end);
            }
        }
        return new RotatedKey(
                new ApiKeyId(made.row().id),
                made.row().name,
                made.row().prefix,
                made.key().text(),
                made.row().createdAt,
                others.isEmpty() ? null : end);
    }

    /**
     * Ends a key at once. One that has ended stays as it is.
     *
     * @throws GuichetException {@link ProblemCode#NOT_FOUND} also for another tenant's; {@link ProblemCode#CONFLICT} for
     *     the last one that has no end: one that ends soon does not replace it
     */
    public void revoke(CallContext context, ApiKeyId id) {
        context.require(Permission.MANAGE_KEYS);
        holdTenant(context);
        var key = em.find(ApiKey.class, id.value());
        if (key == null || !key.tenantId.equals(context.tenant().value())) {
            throw new GuichetException(ProblemCode.NOT_FOUND, "No key of yours has this id.");
        }
        if (!key.isLive(clock.instant())) {
            return;
        }
        if (key.expiresAt == null
                && cabinet.live(context).stream()
                                .filter(k -> k.expiresAt == null)
                                .count()
                        == 1) {
            throw new GuichetException(
                    ProblemCode.CONFLICT, "This is the last key that stays: rotate first, or with overlap_seconds 0.");
        }
        cabinet.revoke(context, key);
    }

    /** Two that rotate at once do so one after the other. */
    private void holdTenant(CallContext context) {
        List<?> found = em.createNativeQuery("""
                        select 1 from tenants where id = :tenant and status <> 'deleted' for no key update""")
                .setParameter("tenant", context.tenant().value())
                .getResultList();
        if (found.isEmpty()) {
            throw new GuichetException(ProblemCode.CLIENT_NOT_FOUND, "There is no such client.");
        }
    }

    /**
     * How one key takes over from another.
     *
     * @param overlapSeconds how long the other goes on working, 0 to 2,592,000; a day where it is null
     * @param name what the new one is for, or null
     */
    public record Rotation(
            @Nullable Long overlapSeconds, @Nullable String name) {

        public Rotation {
            new FieldErrors()
                    .check(
                            overlapSeconds == null || (overlapSeconds >= 0 && overlapSeconds <= LONGEST.toSeconds()),
                            "overlap_seconds",
                            "is 0 to " + LONGEST.toSeconds())
                    .check(
                            name == null
                                    || (name.length() <= 100 && name.chars().noneMatch(Character::isISOControl)),
                            "name",
                            "is a line of at most 100 characters")
                    .throwIfAny();
        }

        Duration overlap() {
            return overlapSeconds == null ? USUAL : Duration.ofSeconds(overlapSeconds);
        }

        @Nullable
        String label() {
            return name == null || name.isBlank() ? null : name.strip();
        }
    }

    /**
     * @param apiKey shown once
     * @param previousExpireAt until when the key before it works; null where there was none
     */
    public record RotatedKey(
            ApiKeyId id,
            @Nullable String name,
            String prefix,
            String apiKey,
            Instant createdAt,
            @Nullable Instant previousExpireAt) {}
}
