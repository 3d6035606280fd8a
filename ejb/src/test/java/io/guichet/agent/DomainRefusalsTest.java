package io.guichet.agent;

import io.guichet.conversation.OpenSession;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.PageRequest;
import io.guichet.mail.Letter;
import io.guichet.mail.Letters;
import io.guichet.testing.MovingClock;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestAgents;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(RealPostgres.class)
class DomainRefusalsTest {

    private static final String THIEF = "https://thief.example";

    private final MovingClock clock = new MovingClock("2026-11-02T08:00:00Z");
    private final List<Letter> written = new ArrayList<>();
    private final Wiring wiring = new Wiring()
            .with(Clock.class, clock)
            .configured("guichet.agent.refusals-alert", "3")
            .configured("guichet.files.dir", "target/files")
            .with(Letters.class, new Letters() {
                @Override
                public void write(CallContext context, Letter letter) {
                    written.add(letter);
                }
            });
    private final DomainRefusals refusals = wiring.get(DomainRefusals.class);

    private CallContext ebp;
    private DeploymentId deployment;
    private String key;

    @BeforeEach
    void a_tenant_with_an_address() {
        wiring.told()
                .to(
                        DomainRefusedOften.class,
                        e -> wiring.get(WarnOfRefusals.class).refusedOften(e));
        ebp = TestTenants.aTenant(wiring);
        var view = TestAgents.aDeployment(wiring, ebp);
        deployment = view.id();
        key = view.key();
        RealPostgres.inTenant(
                ebp.tenant(),
                c -> c.createStatement()
                        .executeUpdate("update tenants set contact_email = 'contact@ebp.example' where id = '"
                                + ebp.tenant().value() + "'"));
    }

    @Test
    void a_refused_page_is_noted_although_its_request_is_rolled_back() {
        assertThatThrownBy(() -> wiring.get(OpenSession.class).byDeployment(key, THIEF, "fr", "test"))
                .isInstanceOfSatisfying(
                        OriginRefused.class,
                        r -> refusals.note(r.context(), r.deployment(), r.origin(), "203.0.113.7"));

        assertThat(list()).singleElement().satisfies(r -> {
            assertThat(r.origin()).isEqualTo(THIEF);
            assertThat(r.address()).isEqualTo("203.0.113.7");
            assertThat(r.count()).isEqualTo(1);
            assertThat(r.firstAt()).isEqualTo(clock.instant());
        });
    }

    @Test
    void refusals_of_an_hour_are_one_row() {
        note(THIEF, "203.0.113.7", 5);
        note(THIEF, "203.0.113.8", 1);
        clock.advance(Duration.ofHours(1));
        note(THIEF, "203.0.113.7", 1);

        assertThat(list()).extracting(RefusalView::count).containsExactly(1L, 1L, 5L);
    }

    @Test
    void who_invents_pages_does_not_fill_the_disk() {
        for (var i = 0; i < 150; i++) {
            note("https://p" + i + ".example", "203.0.113." + i, 1);
        }

        assertThat(list()).hasSize(100);
        assertThat(refusals.list(ebp, deployment, page("(others)")).items())
                .singleElement()
                .satisfies(r -> assertThat(r.count()).isEqualTo(50));
    }

    @Test
    void what_is_no_origin_is_not_kept() {
        note("https://x.example/<script>\n\u0000" + "a".repeat(500), "203.0.113.7", 1);
        note(null, "203.0.113.7", 1);

        assertThat(list())
                .extracting(RefusalView::origin)
                .allSatisfy(o -> assertThat(o).matches("[A-Za-z0-9:/._?()-]{1,200}"))
                .contains("(none)");
    }

    @Test
    void the_tenant_is_told_once_a_day() {
        note(THIEF, "203.0.113.7", 2);
        assertThat(wiring.told().of(DomainRefusedOften.class)).isEmpty();
        note(THIEF, "203.0.113.8", 7);
        clock.advance(Duration.ofHours(2));
        note(THIEF, "203.0.113.7", 5);

        assertThat(wiring.told().of(DomainRefusedOften.class)).singleElement().satisfies(t -> {
            assertThat(t.deployment()).isEqualTo(deployment);
            assertThat(t.count()).isEqualTo(3);
        });
        assertThat(written).singleElement().satisfies(l -> {
            assertThat(l.to()).isEqualTo("contact@ebp.example");
            assertThat(l.text()).contains("thief.example a essayé 3 fois").doesNotContain("://");
        });

        clock.advance(Duration.ofDays(1));
        note(THIEF, "203.0.113.7", 5);
        assertThat(wiring.told().of(DomainRefusedOften.class)).hasSize(2);
    }

    @Test
    void however_long_an_origin_is_its_refusal_is_noted_and_told() {
        note("https://" + "a".repeat(60) + ".example/" + "x".repeat(500), "203.0.113.7", 3);
        note("<b>" + "y".repeat(500), "203.0.113.7", 3);

        assertThat(list()).extracting(RefusalView::count).containsExactly(3L, 3L);
        assertThat(written).hasSize(2).allSatisfy(l -> assertThat(l.about()).hasSizeLessThan(150));
        assertThat(written).extracting(Letter::about).doesNotHaveDuplicates();
        assertThat(written.getFirst().text()).contains("a".repeat(60) + ".example a essayé");
        assertThat(written.getLast().text()).contains("Une page a essayé").doesNotContain("yyy");
    }

    @Test
    void who_invents_pages_makes_us_write_three_letters_a_day() {
        for (var i = 0; i < 6; i++) {
            note("https://p" + i + ".example", "203.0.113.7", 3);
        }

        assertThat(wiring.told().of(DomainRefusedOften.class)).hasSize(6);
        assertThat(written).hasSize(3);
        clock.advance(Duration.ofDays(1));
        note("https://p0.example", "203.0.113.7", 3);
        assertThat(written).hasSize(4);
    }

    @Test
    void an_address_that_is_none_keeps_nobody_from_noting() {
        RealPostgres.inTenant(
                ebp.tenant(),
                c -> c.createStatement()
                        .executeUpdate("update tenants set contact_email = E'a@ebp.example\nx' where id = '"
                                + ebp.tenant().value() + "'"));
        note(THIEF, "203.0.113.7", 4);

        assertThat(list()).extracting(RefusalView::count).containsExactly(4L);
        assertThat(written).isEmpty();
    }

    @Test
    void a_tenant_without_an_address_gets_no_letter() {
        RealPostgres.inTenant(
                ebp.tenant(),
                c -> c.createStatement()
                        .executeUpdate("update tenants set contact_email = null where id = '"
                                + ebp.tenant().value() + "'"));
        note(THIEF, "203.0.113.7", 3);

        assertThat(wiring.told().of(DomainRefusedOften.class)).hasSize(1);
        assertThat(written).isEmpty();
    }

    @Test
    void refusals_are_forgotten_at_night_after_a_while() {
        note(THIEF, "203.0.113.7", 3);
        clock.advance(Duration.ofDays(31));
        note("https://other.example", "203.0.113.7", 1);
        assertThat(list()).hasSize(2);

        assertThat(wiring.get(ForgetRefusalsNightly.class).forget(ebp)).isEqualTo(2);

        assertThat(list()).extracting(RefusalView::origin).containsExactly("https://other.example");
    }

    @Test
    void another_tenant_sees_none() {
        note(THIEF, "203.0.113.7", 1);
        var sage = TestTenants.aTenant(wiring);

        assertThatThrownBy(() -> refusals.list(sage, deployment, page(""))).isInstanceOf(GuichetException.class);
    }

    private void note(String origin, String address, int times) {
        for (var i = 0; i < times; i++) {
            refusals.note(ebp, deployment, origin, address);
        }
    }

    private List<RefusalView> list() {
        return refusals.list(ebp, deployment, page("")).items();
    }

    private static PageRequest page(String search) {
        return PageRequest.of(100, null, search, null, Set.of("last_at"), "-last_at");
    }
}
