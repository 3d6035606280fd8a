package io.guichet.tenancy;

import io.guichet.kernel.CallContext;
import org.jspecify.annotations.Nullable;

/**
 * A tenant was added. Observed inside its transaction.
 *
 * @param plan that it is to have, by its code; null where none was named
 */
public record TenantRegistered(
        CallContext context, @Nullable String plan) {}
