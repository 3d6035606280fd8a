package io.guichet.tenancy;

import io.guichet.kernel.CallContext;
import org.jspecify.annotations.Nullable;

/**
 * A tenant was registered; told in the transaction that does it, which is in the new tenant. Who hears it may refuse.
 *
 * @param plan the code of the plan that it shall have; null where none was named
 * @param priceMinor what was agreed for that plan, where it is quoted
 */
public record TenantRegistered(
        CallContext context,
        @Nullable String plan,
        @Nullable Long priceMinor) {}
