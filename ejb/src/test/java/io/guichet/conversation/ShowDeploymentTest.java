package io.guichet.conversation;

import io.guichet.agent.DeploymentView;
import io.guichet.agent.Deployments;
import io.guichet.agent.DomainRule;
import io.guichet.agent.OriginRefused;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Ids;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.Token;
import io.guichet.testing.MovingClock;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestAgents;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What a frame on a partner's page shows before anybody speaks. */
@ExtendWith(RealPostgres.class)
class ShowDeploymentTest {

    private final Wiring wiring = new Wiring()
            .with(Clock.class, new MovingClock("2026-11-02T08:00:00Z"))
            .configured("guichet.files.dir", "target/no-files")
            .configured("guichet.public-url", "https://guichet.example");
    private final ShowDeployment show = wiring.get(ShowDeployment.class);

    private CallContext ebp;
    private DeploymentView deployment;

    @BeforeEach
    void a_vendor_with_a_deployment() {
        ebp = TestTenants.aTenant(wiring);
        deployment = TestAgents.aDeployment(wiring, ebp);
    }

    @Test
    void an_allowed_page_is_shown_the_brand_and_may_frame_it() {
        var frame = show.onPage(new Token(deployment.key()), ParentPage.at(TestAgents.ORIGIN), "en", "test");

        assertThat(frame.agentName()).isEqualTo("Expert BTP");
        assertThat(frame.branding().poweredBy()).isTrue();
        assertThat(frame.branding().disclosure()).startsWith("You are talking to an artificial intelligence");
        assertThat(frame.ancestors()).isEqualTo("https://*.ebp.example:*");
    }

    @Test
    void it_opens_no_conversation() {
        show.onPage(new Token(deployment.key()), ParentPage.at(TestAgents.ORIGIN), "fr", "test");

        var conversations = RealPostgres.inTenant(ebp.tenant(), c -> {
            try (var rows = c.createStatement().executeQuery("select count(*) from conversations")) {
                rows.next();
                return rows.getInt(1);
            }
        });
        assertThat(conversations).isZero();
    }

    @Test
    void a_page_that_is_not_allowed_or_says_nothing_of_itself_is_refused() {
        for (var origin : new String[] {"https://evil-ebp.example", "https://ebp.example", "null", "", null}) {
            assertThatExceptionOfType(OriginRefused.class)
                    .as(origin)
                    .isThrownBy(() -> show.onPage(new Token(deployment.key()), ParentPage.at(origin), "fr", "test"))
                    .satisfies(refused -> assertThat(refused.deployment()).isEqualTo(deployment.id()));
        }
    }

    @Test
    void what_is_not_there_or_not_active_is_not_found() {
        isNotFound("dpl_nobody");
        RealPostgres.inTenant(
                ebp.tenant(), c -> c.createStatement().executeUpdate("update agent_deployments set is_active = false"));
        isNotFound(deployment.key());
    }

    @Test
    void where_the_domains_are_too_many_for_a_header_the_policy_names_the_page_alone() {
        var rules = IntStream.range(0, 200)
                .mapToObj(i -> new DomainRule("shop-" + i + ".ebp-partner.example", false, "production"))
                .toList();
        var key = "dpl_" + Ids.print("", Ids.next());
        wiring.get(Deployments.class).add(ebp, deployment.agent(), "Partout", key, "shared", null, List.copyOf(rules));

        var frame = show.onPage(new Token(key), ParentPage.at("https://shop-7.ebp-partner.example"), "fr", "test");

        assertThat(frame.ancestors()).isEqualTo("https://shop-7.ebp-partner.example");
    }

    private void isNotFound(String key) {
        assertThatExceptionOfType(GuichetException.class)
                .isThrownBy(() -> show.onPage(new Token(key), ParentPage.at(TestAgents.ORIGIN), "fr", "test"))
                .extracting(GuichetException::code)
                .isEqualTo(ProblemCode.DEPLOYMENT_NOT_FOUND);
    }
}
