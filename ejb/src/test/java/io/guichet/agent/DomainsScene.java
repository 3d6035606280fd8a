package io.guichet.agent;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuardedHttpClient;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.HttpOutcome;
import io.guichet.kernel.ProblemCode;
import io.guichet.testing.MovingClock;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestAgents;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/** Two tenants, and a deployment of one of them; DNS and web sites answer what a test says. */
@ExtendWith(RealPostgres.class)
class DomainsScene {

    final MovingClock clock = new MovingClock("2026-11-02T08:00:00Z");
    final Map<String, String> records = new HashMap<>();
    final Map<String, String> files = new HashMap<>();
    final Wiring wiring = wired(new Wiring());
    final Domains domains = wiring.get(Domains.class);
    final VerifyDomain verify = wiring.get(VerifyDomain.class);

    CallContext ebp;
    CallContext sage;
    DeploymentId deployment;
    String site;

    @BeforeEach
    void two_tenants_and_a_deployment() {
        ebp = TestTenants.aTenant(wiring);
        sage = TestTenants.aTenant(wiring);
        deployment = bare(ebp);
        site = TestTenants.slug() + ".fr";
    }

    Wiring wired(Wiring bare) {
        return bare.with(Clock.class, clock)
                .with(
                        TxtRecords.class,
                        (name, timeout) -> new TxtRecords.Answer.Found(
                                records.containsKey(name) ? List.of("other", records.get(name)) : List.of()))
                .with(GuardedHttpClient.class, new GuardedHttpClient() {
                    @Override
                    public HttpOutcome get(URI url, Duration timeout) {
                        var content = files.get(url.toString());
                        return content == null
                                ? new HttpOutcome.Answered(404, Map.of(), "")
                                : new HttpOutcome.Answered(200, Map.of(), content);
                    }
                });
    }

    DeploymentId bare(CallContext tenant) {
        return wiring.get(Deployments.class)
                .add(
                        tenant,
                        TestAgents.anAgent(wiring, "shared"),
                        "Expert BTP",
                        "dpl_" + TestTenants.slug().replace("-", ""),
                        "shared",
                        null,
                        List.of())
                .id();
    }

    DomainView add(DeploymentId to, CallContext tenant, String domain) {
        return add(to, tenant, domain, null);
    }

    DomainView add(DeploymentId to, CallContext tenant, String domain, String environment) {
        return domains.add(tenant, to, new DomainDraft(domain, null, environment), null);
    }

    static List<String> audited(CallContext tenant) {
        return RealPostgres.inTenant(tenant.tenant(), c -> {
            var rows = c.createStatement()
                    .executeQuery("select action from audit_log where tenant_id = '"
                            + tenant.tenant().value() + "' order by number");
            var actions = new java.util.ArrayList<String>();
            while (rows.next()) {
                actions.add(rows.getString(1));
            }
            return actions;
        });
    }

    static DomainId id(DomainView domain) {
        return DomainId.parse(domain.id()).orElseThrow();
    }

    static java.util.function.Consumer<Throwable> is(ProblemCode code) {
        return e -> assertThat(e)
                .isInstanceOfSatisfying(
                        GuichetException.class, g -> assertThat(g.code()).isEqualTo(code));
    }
}
