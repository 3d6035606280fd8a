package io.guichet.kernel;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf a use case runs. Built at the edges alone, and the first argument of every use case; the transaction of
 * the use case sees the rows of {@code tenant} and no others.
 *
 * @param permissions what the actor may do in this tenant
 * @param correlation follows one request through logs, work and webhooks
 * @param address of whoever called, as text; null for what the platform does itself
 */
public record CallContext(
        TenantId tenant,
        Actor actor,
        Set<Permission> permissions,
        String correlation,
        @Nullable String address) {

    public CallContext {
        Objects.requireNonNull(tenant);
        Objects.requireNonNull(actor);
        permissions = Set.copyOf(permissions);
        Objects.requireNonNull(correlation);
    }

    /** A context without an address. */
    public CallContext(TenantId tenant, Actor actor, Set<Permission> permissions, String correlation) {
        this(tenant, actor, permissions, correlation, null);
    }

    /** A context for what the platform does itself, in one tenant. */
    public static CallContext platform(TenantId tenant, String part, String correlation) {
        return new CallContext(tenant, new Actor.Platform(part), Set.of(Permission.ACT_FOR_PLATFORM), correlation);
    }

    public boolean may(Permission permission) {
        return permissions.contains(permission) || permissions.contains(Permission.ACT_FOR_PLATFORM);
    }

    /**
     * @throws GuichetException {@link ProblemCode#FORBIDDEN} if the actor may not
     */
    public void require(Permission permission) {
        if (!may(permission)) {
            throw new GuichetException(ProblemCode.FORBIDDEN, "This needs the permission " + permission + ".");
        }
    }
}
