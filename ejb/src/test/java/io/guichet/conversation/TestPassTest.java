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
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Who runs a deployment sees it on our own page before any site may show it; nobody else does, and nowhere else. */
@ExtendWith(RealPostgres.class)
class TestPassTest {

    private static final String OURS = "https://guichet.example";

    private final MovingClock clock = new MovingClock("2026-11-02T08:00:00Z");
    private final Wiring wiring = new Wiring()
            .with(Clock.class, clock)
            .configured("guichet.files.dir", "target/no-files")
            .configured("guichet.public-url", "https://Guichet.example:443");
    private final ShowDeployment show = wiring.get(ShowDeployment.class);
    private final OpenSession open = wiring.get(OpenSession.class);

    private CallContext ebp;
    private DeploymentView deployment;

    @BeforeEach
    void a_vendor_with_a_deployment_that_no_site_may_show() {
        ebp = TestTenants.aTenant(wiring);
        deployment = withDomains(ebp);
    }

    @Test
    void whoever_runs_a_deployment_sees_it_on_our_page_and_speaks_to_it() {
        var page = new ParentPage(OURS, show.tryOut(ebp, deployment.id()).text());

        var frame = show.onPage(new Token(deployment.key()), page, "fr", "test");
        assertThat(frame.ancestors()).isEqualTo(OURS);
        assertThat(frame.trial()).isTrue();

        var session = open.byDeployment(deployment.key(), page, "fr", null, "test");
        assertThat(wiring.get(FindDeployment.class).placeOf(session.secret(), "test"))
                .hasValueSatisfying(place -> assertThat(place.parentOrigin()).isEqualTo(OURS));
    }

    @Test
    void a_pass_lets_no_other_page_show_it() {
        var pass = show.tryOut(ebp, deployment.id()).text();

        for (var origin : new String[] {"https://thief.example", "http://guichet.example", "null", null}) {
            isRefused(deployment, new ParentPage(origin, pass));
        }
    }

    @Test
    void a_pass_is_for_its_own_deployment() {
        var pass = show.tryOut(ebp, deployment.id()).text();

        isRefused(withDomains(ebp), new ParentPage(OURS, pass));
        isRefused(withDomains(TestTenants.aTenant(wiring)), new ParentPage(OURS, pass));
    }

    @Test
    void a_pass_ends_after_half_an_hour_and_nobody_makes_it_longer() {
        var pass = show.tryOut(ebp, deployment.id()).text();
        var signature = pass.substring(pass.indexOf('.'));

        clock.advance(Duration.ofMinutes(30));

        isRefused(deployment, new ParentPage(OURS, pass));
        isRefused(deployment, new ParentPage(OURS, clock.instant().getEpochSecond() + 60 + signature));
        for (var forged : List.of("", ".", signature, "999999999999", "999999999999." + "A".repeat(43))) {
            isRefused(deployment, new ParentPage(OURS, forged));
        }
    }

    @Test
    void who_does_not_look_after_deployments_or_after_this_one_gets_none() {
        var craftsman = TestAgents.signedIn(TestAgents.aCraftsman(wiring, ebp, "DUR-001"));
        assertProblem(ProblemCode.FORBIDDEN, () -> show.tryOut(craftsman, deployment.id()));

        var sage = TestTenants.aTenant(wiring);
        assertProblem(ProblemCode.DEPLOYMENT_NOT_FOUND, () -> show.tryOut(sage, deployment.id()));

        RealPostgres.inTenant(
                ebp.tenant(), c -> c.createStatement().executeUpdate("update agent_deployments set is_active = false"));
        assertProblem(ProblemCode.DEPLOYMENT_NOT_FOUND, () -> show.tryOut(ebp, deployment.id()));
    }

    @Test
    void where_our_own_domain_is_allowed_anyhow_it_is_no_trial() {
        var allowed = withDomains(ebp, new DomainRule("guichet.example", false, "production"));
        var pass = show.tryOut(ebp, allowed.id()).text();

        var frame = show.onPage(new Token(allowed.key()), new ParentPage(OURS, pass), "fr", "test");

        assertThat(frame.trial()).isFalse();
        assertThat(frame.ancestors()).isEqualTo("https://guichet.example:*");
    }

    @Test
    void what_is_written_about_a_pass_or_a_page_does_not_hold_it() {
        var pass = show.tryOut(ebp, deployment.id());

        assertThat(pass + " " + new ParentPage(OURS, pass.text())).doesNotContain(pass.text());
    }

    private DeploymentView withDomains(CallContext tenant, DomainRule... domains) {
        var agent = TestAgents.anAgent(wiring, "shared");
        var key = "dpl_" + Ids.print("", Ids.next());
        return wiring.get(Deployments.class).add(tenant, agent, "Essai", key, "shared", null, List.of(domains));
    }

    private void isRefused(DeploymentView shown, ParentPage page) {
        var foreign = !OURS.equals(page.origin());
        assertThatExceptionOfType(OriginRefused.class)
                .isThrownBy(() -> show.onPage(new Token(shown.key()), page, "fr", "test"))
                .returns(foreign, OriginRefused::isForeign);
        assertThatExceptionOfType(OriginRefused.class)
                .isThrownBy(() -> open.byDeployment(shown.key(), page, "fr", null, "test"))
                .returns(foreign, OriginRefused::isForeign);
    }

    private static void assertProblem(ProblemCode code, ThrowingCallable call) {
        assertThatExceptionOfType(GuichetException.class)
                .isThrownBy(call)
                .extracting(GuichetException::code)
                .isEqualTo(code);
    }
}
