package io.guichet.tenancy;

import io.guichet.kernel.TenantId;

/**
 * @param kind {@code vendor} (gives Guichet to its own customers) or {@code business}
 */
public record TenantView(TenantId id, String slug, String name, String kind, boolean active) {}
