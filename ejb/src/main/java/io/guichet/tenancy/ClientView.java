package io.guichet.tenancy;

import io.guichet.kernel.TenantId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A tenant as those who run the platform see it.
 *
 * @param status {@code active}, {@code suspended} or {@code deleted}
 * @param maxDeployments null where the plan says it; the same for the other two
 * @param notes the platform's own; the tenant never sees them
 */
public record ClientView(
        TenantId id,
        String slug,
        String name,
        String kind,
        String status,
        String locale,
        String zone,
        @Nullable String logoUrl,
        @Nullable String websiteUrl,
        @Nullable String contactName,
        @Nullable String contactEmail,
        @Nullable String contactPhone,
        @Nullable String billingEmail,
        @Nullable String billingAddress,
        String billingType,
        @Nullable String vatNumber,
        @Nullable Long maxDeployments,
        @Nullable Long maxSessionsMonth,
        @Nullable Long maxMessagesMonth,
        @Nullable String notes,
        int version,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant suspendedAt,
        @Nullable String suspendedReason,
        @Nullable Instant deletedAt)
        implements Personal {

    @Override
    public Set<String> personalFields() {
        return Set.of("contact_name", "contact_email", "contact_phone", "billing_email", "billing_address");
    }

    /** The same for the audit trail, which the tenant reads. */
    ClientView withoutNotes() {
        return new ClientView(
                id,
                slug,
                name,
                kind,
                status,
                locale,
                zone,
                logoUrl,
                websiteUrl,
                contactName,
                contactEmail,
                contactPhone,
                billingEmail,
                billingAddress,
                billingType,
                vatNumber,
                maxDeployments,
                maxSessionsMonth,
                maxMessagesMonth,
                null,
                version,
                createdAt,
                updatedAt,
                suspendedAt,
                suspendedReason,
                deletedAt);
    }
}
