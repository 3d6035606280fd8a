package io.guichet.kernel;

import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A person who runs the platform, roles {@code super_admin} and {@code admin}. First argument of the use cases that
 * belong to no tenant; in one tenant he acts with {@link #in}.
 *
 * @param superAdmin whether he may also do what cannot be taken back: plans, deletions, keys of the platform
 * @param correlation follows one request through logs, work and webhooks
 * @param address he calls from; null where nobody knows
 */
public record PlatformCaller(
        Actor actor,
        boolean superAdmin,
        String correlation,
        @Nullable String address) {

    public PlatformCaller {
        Objects.requireNonNull(actor);
        Objects.requireNonNull(correlation);
    }

    /** The platform itself: timers, jobs, the demo. */
    public static PlatformCaller itself(String part, String correlation) {
        return new PlatformCaller(new Actor.Platform(part), true, correlation, null);
    }

    /** The same person in one tenant, with every permission of a tenant's own. */
    public CallContext in(TenantId tenant) {
        var permissions = EnumSet.complementOf(EnumSet.of(Permission.ACT_FOR_PLATFORM));
        return new CallContext(tenant, actor, Set.copyOf(permissions), correlation, address);
    }

    /**
     * @throws GuichetException {@link ProblemCode#FORBIDDEN} for an admin
     */
    public void requireSuperAdmin() {
        if (!superAdmin) {
            throw new GuichetException(ProblemCode.FORBIDDEN, "This needs the role super_admin.");
        }
    }
}
