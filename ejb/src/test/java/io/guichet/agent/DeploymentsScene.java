package io.guichet.agent;

import io.guichet.billing.Metric;
import io.guichet.billing.Quotas;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Json;
import io.guichet.kernel.PlatformCaller;
import io.guichet.kernel.ProblemCode;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/** Two tenants, and an agent that both may deploy. */
@ExtendWith(RealPostgres.class)
class DeploymentsScene {

    static final PlatformCaller ROOT = PlatformCaller.itself("test", "test");

    final TwoDeployments quotas = new TwoDeployments();
    final Wiring wiring = new Wiring().with(Quotas.class, quotas);
    final ChangeDeployments change = wiring.get(ChangeDeployments.class);
    final ReadDeployments read = wiring.get(ReadDeployments.class);
    final Deployments deployments = wiring.get(Deployments.class);

    CallContext ebp;
    CallContext sage;
    String agent;

    @BeforeEach
    void two_tenants_and_an_agent() {
        ebp = TestTenants.aTenant(wiring);
        sage = TestTenants.aTenant(wiring);
        agent = agent("{\"allow_prompt_override\":true,\"allow_rag_override\":true,\"required_branding\":true,"
                        + "\"min_rate_limit\":30}")
                .id();
    }

    AgentView agent(String config) {
        return wiring.get(AdministerAgents.class)
                .create(ROOT, Json.read("""
                {"slug":"%s","name":"Expert BTP","sector":"artisan","system_prompt":"Tu chiffres.",
                 "welcome_message":"Bonjour","placeholder":"…","deployment_modes":["shared","dedicated"],
                 "is_whitelabel_enabled":true,"whitelabel_config":%s}""".formatted(TestTenants.slug(), config), AgentDraft.class), null);
    }

    DeploymentDraft draft(String name, String more) {
        return Json.read(
                "{\"agent_id\":\"" + agent + "\",\"name\":\"" + name + "\"" + more + "}", DeploymentDraft.class);
    }

    static String collection() {
        return "c_" + TestTenants.slug();
    }

    static DeploymentId id(DeploymentDetails deployment) {
        return DeploymentId.parse(deployment.id()).orElseThrow();
    }

    static java.util.function.Consumer<Throwable> is(ProblemCode code) {
        return e -> assertThat(e)
                .isInstanceOfSatisfying(
                        GuichetException.class, g -> assertThat(g.code()).isEqualTo(code));
    }

    static final class TwoDeployments extends Quotas {
        @Override
        public OptionalLong limit(CallContext context, Metric metric) {
            return metric == Metric.DEPLOYMENTS ? OptionalLong.of(2) : OptionalLong.empty();
        }
    }
}
