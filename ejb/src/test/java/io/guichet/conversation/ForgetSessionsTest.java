package io.guichet.conversation;

import io.guichet.conversation.Links.NewLink;
import io.guichet.conversation.OpenSession.LinkState;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.Token;
import io.guichet.testing.MovingClock;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestAgents;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(RealPostgres.class)
class ForgetSessionsTest {

    private final MovingClock clock = new MovingClock("2026-11-02T08:00:00Z");
    private final Wiring wiring =
            new Wiring().with(Clock.class, clock).configured("guichet.files.dir", "target/no-files");
    private final ForgetSessions forget = wiring.get(ForgetSessions.class);

    @Test
    void a_session_goes_a_week_after_its_end_a_link_a_year_after_its_own_and_what_was_said_stays() {
        CallContext ebp = TestTenants.aTenant(wiring);
        CallContext sage = TestTenants.aTenant(wiring);
        var deployment = TestAgents.aDeployment(wiring, ebp);
        var link = wiring.get(Links.class).create(ebp, new NewLink(deployment.key(), null, null, 3600L), null);
        var opened = wiring.get(OpenSession.class).byLink(new Token(link.sessionToken()), "fr", "test");

        clock.advance(Duration.ofDays(37));
        assertThat(forget.of(ebp)).isZero();
        clock.advance(Duration.ofSeconds(1));
        assertThat(forget.of(sage)).isZero();
        assertThat(forget.of(ebp)).isEqualTo(1);
        assertThat(state(link)).isEqualTo(LinkState.GONE);

        clock.advance(Duration.ofDays(365));
        assertThat(forget.of(ebp)).isEqualTo(1);
        assertThat(state(link)).isEqualTo(LinkState.UNKNOWN);
        Long conversations = RealPostgres.inTenant(ebp.tenant(), c -> {
            var rows = c.createStatement().executeQuery("select count(*) from conversations");
            rows.next();
            return rows.getLong(1);
        });
        assertThat(conversations).isEqualTo(1);
        assertThat(opened.resumed()).isFalse();
    }

    private LinkState state(Links.LinkCreated link) {
        return wiring.get(OpenSession.class).state(new Token(link.sessionToken()), "test");
    }
}
