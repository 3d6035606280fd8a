package io.guichet.agent;

import com.fasterxml.jackson.databind.JsonNode;
import io.guichet.kernel.BrandingSchema;
import io.guichet.kernel.FieldErrors;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A deployment as a tenant writes it.
 *
 * @param agentId fixed once it is made
 * @param deploymentMode one that the agent allows; {@code shared} where it is absent
 * @param configOverlay what it says of its agent's configuration
 * @param domains who may show it; absent in an update leaves them as they are
 * @param maxSessionsDay null for no limit of its own; the same for messages
 * @param rateLimitPerIp requests a minute from one address; 60 where it is absent
 * @param isActive absent is true
 */
public record DeploymentDraft(
        @Nullable String agentId,
        @Nullable String name,
        @Nullable String description,
        @Nullable String deploymentMode,
        @Nullable JsonNode configOverlay,
        @Nullable JsonNode branding,
        @Nullable List<@Nullable DomainDraft> domains,
        @Nullable Long maxSessionsDay,
        @Nullable Long maxMessagesDay,
        @Nullable Integer rateLimitPerIp,
        @Nullable String dedicatedCollection,
        @Nullable Boolean isActive) {

    private static final int RATE = 60;
    private static final long MOST_A_DAY = 1_000_000_000L;

    /** Checks all that can be told of it without its agent; the faults are the caller's to throw. */
    Checked checked(FieldErrors errors) {
        errors.check(name != null && !name.isBlank(), "name", "is required")
                .check(Texts.isAtMost(name, 255), "name", "is at most 255 characters")
                .check(Texts.isClean(name, false), "name", "has no control characters")
                .check(Texts.isAtMost(description, 2_000), "description", "is at most 2000 characters")
                .check(Texts.isClean(description, true), "description", "has no control characters")
                .check(isNumberADay(maxSessionsDay), "max_sessions_day", "is 0 to " + MOST_A_DAY)
                .check(isNumberADay(maxMessagesDay), "max_messages_day", "is 0 to " + MOST_A_DAY)
                .check(
                        rateLimitPerIp == null || (rateLimitPerIp >= 1 && rateLimitPerIp <= AgentLimits.MOST_REQUESTS),
                        "rate_limit_per_ip",
                        "is 1 to " + AgentLimits.MOST_REQUESTS)
                .check(
                        Texts.isCollection(Texts.given(dedicatedCollection)),
                        "dedicated_collection",
                        "is lower-case letters, digits, - and _");
        var overlay = ConfigOverlay.of(configOverlay, errors);
        var collection = Texts.given(dedicatedCollection);
        errors.check(
                collection == null
                        || overlay.dedicatedCollection() == null
                        || collection.equals(overlay.dedicatedCollection()),
                "config_overlay.dedicated_collection",
                "is the same as dedicated_collection");
        return new Checked(
                Objects.requireNonNullElse(name, "").strip(),
                Texts.given(description),
                Objects.requireNonNullElse(deploymentMode, "shared"),
                overlay.withCollection(null),
                collection == null ? overlay.dedicatedCollection() : collection,
                BrandingSchema.checked(branding, "branding", errors),
                domains == null ? null : DomainDraft.checked(domains, errors),
                Objects.requireNonNullElse(rateLimitPerIp, RATE),
                isActive == null || isActive);
    }

    private static boolean isNumberADay(@Nullable Long number) {
        return number == null || (number >= 0 && number <= MOST_A_DAY);
    }

    /**
     * @param overlay without the collection, which stands apart
     * @param branding JSON, or null
     * @param domains null where they were not sent
     */
    record Checked(
            String name,
            @Nullable String description,
            String mode,
            ConfigOverlay overlay,
            @Nullable String collection,
            @Nullable String branding,
            @Nullable List<DomainRule> domains,
            int rateLimitPerIp,
            boolean active) {}
}
