package io.guichet.agent;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A domain of a deployment.
 *
 * @param isActive whether it counts: where the platform asks for a proof of wildcards, one without does not
 * @param verifiedAt when its owner was found to be the tenant, or null
 * @param verifiedBy {@code dns} or {@code file}, or null
 * @param proof what to publish to prove it; null for this machine and for addresses
 * @param warnings what the tenant should know, e.g. {@code claimed_elsewhere}
 */
public record DomainView(
        String id,
        String domain,
        boolean isWildcard,
        String environment,
        boolean isActive,
        @Nullable Instant verifiedAt,
        @Nullable String verifiedBy,
        @Nullable Proof proof,
        List<Warning> warnings,
        Instant createdAt) {

    /**
     * Either of the two is enough.
     *
     * @param value of the TXT record, and the content of the file
     */
    public record Proof(String dnsName, String fileUrl, String value) {

        static Proof of(String domain, String challenge) {
            return new Proof(
                    "_guichet-challenge." + domain,
                    "https://" + domain + "/.well-known/guichet-challenge.txt",
                    challenge);
        }
    }

    /** Something that is allowed, and that the tenant should know. */
    public record Warning(String code, String detail) {

        /** Who the other is, is not told. */
        static Warning claimedElsewhere(String domain) {
            return new Warning(
                    "claimed_elsewhere",
                    "Another customer of the platform uses " + domain
                            + ", or one above or below it. Prove that it is yours.");
        }
    }
}
