package io.guichet.agent;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuardedHttpClient;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.HttpOutcome;
import io.guichet.kernel.Permission;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Looks whether a domain's owner published its challenge: a TXT record, or a file. Outside of any transaction: both ask
 * the network.
 */
@ApplicationScoped
public class VerifyDomain {

    private static final int AT_A_TIME = 4;
    private static final Duration WAIT = Duration.ofSeconds(10);

    private final Semaphore places = new Semaphore(AT_A_TIME);
    private final Set<TenantId> running = ConcurrentHashMap.newKeySet();

    @Inject
    Domains domains;

    @Inject
    TxtRecords records;

    @Inject
    GuardedHttpClient http;

    @Inject
    AgentConfig config;

    /**
     * One at a time for a tenant and a few on this node: name servers and hosts that answer slowly keep no workers from
     * others.
     *
     * @throws GuichetException as {@link Domains#challenge}; {@link ProblemCode#RATE_LIMITED} where too many are verified
     */
    public Verification verify(CallContext context, DeploymentId deployment, DomainId id) {
        context.require(Permission.MANAGE_DEPLOYMENTS);
        if (!running.add(context.tenant())) {
            throw tooMany("Another domain of yours is being verified; try again in a moment.");
        }
        try {
            if (!places.tryAcquire()) {
                throw tooMany("Many domains are being verified; try again in a moment.");
            }
            try {
                return verified(context, deployment, id);
            } finally {
                places.release();
            }
        } finally {
            running.remove(context.tenant());
        }
    }

    private static GuichetException tooMany(String detail) {
        return GuichetException.retryAfter(ProblemCode.RATE_LIMITED, detail, WAIT);
    }

    private Verification verified(CallContext context, DeploymentId deployment, DomainId id) {
        var proof = domains.challenge(context, deployment, id).proof();
        var checks = new ArrayList<Check>();
        checks.add(inDns(proof));
        if (!checks.getFirst().found()) {
            checks.add(inFile(proof));
        }
        var method = checks.stream().filter(Check::found).findFirst().map(Check::method);
        return new Verification(method.isPresent(), checks, domains.checked(context, deployment, id, method));
    }

    private Check inDns(DomainView.Proof proof) {
        return switch (records.of(proof.dnsName(), config.proofTimeout)) {
            case TxtRecords.Answer.Found found ->
                found.texts().stream().map(String::strip).anyMatch(proof.value()::equals)
                        ? new Check("dns", true, "the TXT record is there")
                        : new Check("dns", false, "no TXT record of " + proof.dnsName() + " has the value");
            case TxtRecords.Answer.Failed failed -> new Check("dns", false, failed.diagnostic());
        };
    }

    private Check inFile(DomainView.Proof proof) {
        return switch (http.get(URI.create(proof.fileUrl()), config.proofTimeout)) {
            case HttpOutcome.Answered answer
            when answer.status() == 200 ->
                answer.bodyStart().strip().equals(proof.value())
                        ? new Check("file", true, "the file is there")
                        : new Check("file", false, "the file has another content");
            case HttpOutcome.Answered answer -> new Check("file", false, "the file answers " + answer.status());
            case HttpOutcome.Refused refused -> new Check("file", false, refused.reason());
            case HttpOutcome.Failed failed -> new Check("file", false, failed.diagnostic());
        };
    }

    /**
     * @param verified whether the challenge was found
     * @param checks what was looked for, in order; the file only where there was no record
     */
    public record Verification(boolean verified, List<Check> checks, DomainView domain) {}

    /**
     * @param method {@code dns} or {@code file}
     * @param diagnostic words for the owner of the domain
     */
    public record Check(String method, boolean found, String diagnostic) {}
}
