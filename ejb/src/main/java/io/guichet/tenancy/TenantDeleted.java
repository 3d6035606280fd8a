package io.guichet.tenancy;

import io.guichet.kernel.CallContext;
import java.time.Instant;

/** A tenant was deleted; told in the transaction that does it, which is in the tenant and holds its row. */
public record TenantDeleted(CallContext context, Instant at) {}
