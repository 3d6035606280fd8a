package io.guichet.tenancy;

import io.guichet.kernel.TenantId;
import io.guichet.kernel.UserId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * @param externalId what the tenant calls this member in its own software, e.g. {@code DUR-001}
 * @param phone where his customers may call, or null
 * @param branding JSON of the branding keys that hold for this member at this tenant, or null
 * @param administers whether the role client_admin counts here: whom the tenant invited is a craftsman, though he may
 *     run a tenant elsewhere
 * @param active false once he was removed
 * @param version counts his changes
 */
public record MemberView(
        MemberId id,
        TenantId tenant,
        UserId user,
        String externalId,
        String name,
        @Nullable String phone,
        @Nullable String branding,
        MemberPermissions permissions,
        boolean administers,
        boolean active,
        Instant linkedAt,
        int version)
        implements Personal {

    @Override
    public Set<String> personalFields() {
        return Set.of("name", "branding");
    }
}
