package io.guichet.invitation;

import io.guichet.kernel.Actor;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.TenantId;
import io.guichet.kernel.UserId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A person who signed in and may be asked to become a member.
 *
 * @param email verified by the identity provider; null where it has none that is
 * @param roles the identity provider's
 * @param address he calls from
 */
public record Invitee(
        UserId id, String name, @Nullable String email, Set<String> roles, String correlation, String address) {

    public Invitee {
        roles = Set.copyOf(roles);
    }

    /** Himself in a tenant where he has no permissions yet. */
    CallContext in(TenantId tenant) {
        return new CallContext(tenant, new Actor.User(id, name), Set.of(), correlation, address);
    }
}
