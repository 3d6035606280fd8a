package io.guichet.tenancy;

import com.fasterxml.jackson.databind.JsonNode;
import io.guichet.kernel.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody did.
 *
 * @param client in which tenant; null for what belongs to the platform itself
 * @param number in its chain, from 1 on
 * @param actor {@code user:usr_…}, {@code key:gk_…}, {@code visitor:…} or {@code platform:…}
 * @param address he called from; null for what the platform does itself
 * @param thing the public id of what it was done to
 * @param before what it was; null where there was nothing
 * @param after what it became; null where it is gone
 * @param correlation the {@code X-Request-ID} of the call
 */
public record AuditEntry(
        @Nullable TenantId client,
        long number,
        Instant at,
        String actor,
        @Nullable String actorName,
        @Nullable String address,
        String action,
        String thing,
        @Nullable JsonNode before,
        @Nullable JsonNode after,
        String correlation) {}
