package io.guichet.agent;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.FieldErrors;

/**
 * The last deployment that names a collection of a tenant's is about to name another one, or none. Who keeps something in it
 * that nobody could see any more says so, so that it is told together with all other faults.
 *
 * @param faults takes it, as a fault of {@code dedicated_collection}
 */
public record CollectionLeft(CallContext context, String collection, FieldErrors faults) {}
