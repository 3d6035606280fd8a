package io.guichet.conversation;

import io.guichet.agent.DeploymentView;
import io.guichet.conversation.Links.NewLink;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.Token;
import io.guichet.testing.MovingClock;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestAgents;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/** Which deployment a visitor's secret leads to, before he may do anything. */
@ExtendWith(RealPostgres.class)
class FindDeploymentTest {

    private final MovingClock clock = new MovingClock("2026-11-02T08:00:00Z");
    private final Wiring wiring = new Wiring()
            .with(Clock.class, clock)
            .configured("guichet.files.dir", "target/no-files")
            .configured("guichet.public-url", "https://guichet.example");
    private final FindDeployment find = wiring.get(FindDeployment.class);

    private CallContext ebp;
    private DeploymentView deployment;

    @BeforeEach
    void a_vendor_with_a_deployment() {
        ebp = TestTenants.aTenant(wiring);
        deployment = TestAgents.aDeployment(wiring, ebp);
    }

    @Test
    void a_session_a_link_and_a_key_lead_to_their_deployment() {
        var session = TestAgents.aVisitor(wiring, deployment).secret();
        var link = wiring.get(Links.class)
                .create(ebp, new NewLink(deployment.key(), null, null, null), null)
                .sessionToken();

        assertThat(find.ofSession(session, "test")).map(DeploymentView::id).contains(deployment.id());
        assertThat(find.ofLink(new Token(link), "test")).map(DeploymentView::id).contains(deployment.id());
        assertThat(find.ofKey(new Token(deployment.key()), "test"))
                .map(DeploymentView::id)
                .contains(deployment.id());
    }

    @Test
    void what_opens_nothing_leads_nowhere() {
        var session = TestAgents.aVisitor(wiring, deployment).secret();
        clock.advance(Duration.ofDays(31));

        assertThat(find.ofSession(session, "test")).isEmpty();
        assertThat(find.ofSession(new Token("sess_unknown"), "test")).isEmpty();
        assertThat(find.ofLink(new Token("lnk_unknown"), "test")).isEmpty();
        assertThat(find.ofKey(new Token("dpl_unknown"), "test")).isEmpty();
    }

    @Test
    void a_session_knows_the_page_that_it_was_opened_on() {
        var session = TestAgents.aVisitor(wiring, deployment).secret();
        var link = wiring.get(Links.class)
                .create(ebp, new NewLink(deployment.key(), null, null, null), null)
                .sessionToken();
        var byLink = wiring.get(OpenSession.class)
                .byLink(new Token(link), "fr", "test")
                .secret();

        assertThat(find.placeOf(session, "test")).hasValueSatisfying(place -> {
            assertThat(place.deployment().key()).isEqualTo(deployment.key());
            assertThat(place.parentOrigin()).isEqualTo(TestAgents.ORIGIN);
        });
        assertThat(find.placeOf(byLink, "test"))
                .hasValueSatisfying(place -> assertThat(place.parentOrigin()).isNull());
        assertThat(find.placeOf(new Token("sess_unknown"), "test")).isEmpty();
    }

    @Test
    void it_says_how_much_one_address_may_do() throws SQLException {
        RealPostgres.inTenant(
                ebp.tenant(),
                c -> c.createStatement().executeUpdate("update agent_deployments set rate_limit_per_ip = 7"));

        assertThat(find.ofKey(new Token(deployment.key()), "test"))
                .map(DeploymentView::rateLimitPerIp)
                .contains(7);
    }
}
