package io.guichet.agent;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Ids;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestAgents;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(RealPostgres.class)
class DeploymentsTest {

    private final Wiring wiring = new Wiring();
    private final Deployments deployments = wiring.get(Deployments.class);

    private CallContext ebp;
    private CallContext sage;

    @BeforeEach
    void two_tenants() {
        ebp = TestTenants.aTenant(wiring);
        sage = TestTenants.aTenant(wiring);
    }

    @Test
    void the_database_refuses_a_mode_that_the_agent_does_not_allow() {
        var agent = TestAgents.anAgent(wiring, "shared");

        assertThat(add(agent, "shared", List.of()).active()).isTrue();
        assertThatThrownBy(() -> add(agent, "dedicated", List.of())).hasMessageContaining("agent_modes");
        assertThatThrownBy(() -> add(agent, "anything", List.of())).hasMessageContaining("agent_modes");
        assertThat(deployments.list(ebp)).hasSize(1);
    }

    @Test
    void a_domain_that_nobody_may_have_is_named() {
        var agent = TestAgents.anAgent(wiring, "shared");

        assertThatThrownBy(() -> add(
                        agent,
                        "shared",
                        List.of(
                                new DomainRule("ebp.example", true, "production"),
                                new DomainRule("co.uk", true, "production"))))
                .isInstanceOfSatisfying(
                        GuichetException.class,
                        e -> assertThat(e.fields())
                                .extracting(GuichetException.FieldError::field)
                                .containsExactly("domains[1]"));
        assertThat(deployments.list(ebp)).isEmpty();
    }

    @Test
    void another_tenants_deployment_is_as_if_it_did_not_exist() {
        var deployment = TestAgents.aDeployment(wiring, ebp);

        assertThat(deployments.byKey(ebp, deployment.key())).isPresent();
        assertThat(deployments.byKey(sage, deployment.key())).isEmpty();
        assertThat(deployments.byId(sage, deployment.id())).isEmpty();
        assertThat(deployments.list(sage)).isEmpty();
    }

    @Test
    void a_public_key_names_its_tenant_and_nothing_more() {
        var deployment = TestAgents.aDeployment(wiring, ebp);

        assertThat(deployments.tenantOf(deployment.key())).hasValue(ebp.tenant());
        assertThat(deployments.tenantOf("dpl_none")).isEmpty();
        assertThat(deployments.tenantOf("")).isEmpty();
    }

    private DeploymentView add(AgentId agent, String mode, List<DomainRule> domains) {
        var key = "dpl_" + Ids.print("", Ids.next());
        return deployments.add(ebp, agent, key, key, mode, null, domains);
    }
}
