package io.guichet.conversation;

import io.guichet.agent.DeploymentView;
import io.guichet.conversation.Links.LinkCreated;
import io.guichet.conversation.Links.NewLink;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.Token;
import io.guichet.mail.Letter;
import io.guichet.mail.Letters;
import io.guichet.tenancy.MemberView;
import io.guichet.testing.MovingClock;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestAgents;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(RealPostgres.class)
class SendLinkTest {

    private static final String MARTIN = "martin@example.fr";

    private final MovingClock clock = new MovingClock("2026-11-02T08:00:00Z");
    private final List<Letter> written = new ArrayList<>();
    private final Wiring wiring = new Wiring()
            .with(Clock.class, clock)
            .with(Letters.class, new Letters() {
                @Override
                public void write(CallContext context, Letter letter) {
                    written.add(letter);
                }
            })
            .configured("guichet.files.dir", "target/no-files")
            .configured("guichet.conversation.link-letters-per-day", "8")
            .configured("guichet.public-url", "https://guichet.example");
    private final Links links = wiring.get(Links.class);
    private final SendLink send = wiring.get(SendLink.class);
    private final OpenSession open = wiring.get(OpenSession.class);

    private CallContext ebp;
    private DeploymentView deployment;
    private MemberView durant;

    @BeforeEach
    void a_vendor_with_a_craftsman() {
        ebp = TestTenants.aTenant(wiring);
        deployment = TestAgents.aDeployment(wiring, ebp);
        durant = TestAgents.aCraftsman(wiring, ebp, "DUR-001");
    }

    @Test
    void the_customer_gets_the_same_link_in_the_craftsmans_name() {
        var link = link(new LinkContact("M. Martin", MARTIN));
        var sent = send.send(ebp, id(link), null, null);

        var letter = only();
        assertThat(letter.to()).isEqualTo(MARTIN);
        assertThat(letter.subject()).isEqualTo("Durant Peinture vous invite à décrire votre projet");
        assertThat(letter.text())
                .startsWith("Bonjour M. Martin,")
                .contains(link.url(), "assistant IA", "9 novembre 2026")
                .doesNotContain("navigateur");
        assertThat(sent.sentAt()).isEqualTo(clock.instant());
    }

    @Test
    void sent_once_more_it_is_another_letter_and_the_link_goes_on_working() {
        var link = link(new LinkContact(null, MARTIN));
        send.send(ebp, id(link), null, null);
        open.byLink(new Token(link.sessionToken()), "fr", "test");
        send.send(ebp, id(link), null, null);

        assertThat(written).extracting(Letter::about).doesNotHaveDuplicates();
        assertThat(written).allSatisfy(letter -> assertThat(letter.text()).contains(link.url()));
        assertThat(open.byLink(new Token(link.sessionToken()), "fr", "test")).isNotNull();
    }

    @Test
    void an_address_that_is_named_is_kept_where_there_was_none() {
        var link = link(null);
        send.send(ebp, id(link), " Martin@Example.FR ", null);
        assertThat(wiring.get(ReadLinks.class).get(ebp, id(link)).contact()).isEqualTo(new LinkContact(null, MARTIN));

        send.send(ebp, id(link), "wife@example.fr", null);
        assertThat(wiring.get(ReadLinks.class).get(ebp, id(link)).contact()).isEqualTo(new LinkContact(null, MARTIN));
        assertThat(written).extracting(Letter::to).containsExactly(MARTIN, "wife@example.fr");
    }

    @Test
    void without_an_address_nothing_is_sent() {
        assertProblem(ProblemCode.INVALID_FIELDS, () -> send.send(ebp, id(link(null)), null, null));
        assertProblem(ProblemCode.INVALID_FIELDS, () -> send.send(ebp, id(link(null)), "nobody", null));
        assertThat(written).isEmpty();
    }

    @Test
    void asked_for_twice_under_one_key_it_is_one_letter() {
        var link = link(new LinkContact(null, MARTIN));

        assertThat(send.send(ebp, id(link), null, "key")).isEqualTo(send.send(ebp, id(link), null, "key"));
        assertThat(written).hasSize(1);
    }

    @Test
    void a_link_is_sent_three_times_a_day() {
        var link = link(null);
        for (var i = 0; i < SendLink.LETTERS_PER_LINK; i++) {
            send.send(ebp, id(link), "a" + i + "@example.fr", null);
        }

        assertProblem(ProblemCode.RATE_LIMITED, () -> send.send(ebp, id(link), MARTIN, null));
        clock.advance(Duration.ofHours(24));
        assertThat(send.send(ebp, id(link), MARTIN, null)).isNotNull();
    }

    @Test
    void one_person_is_written_to_six_times_a_day_whatever_the_link() {
        for (var i = 0; i < SendLink.LETTERS_PER_ADDRESS; i++) {
            send.send(ebp, id(link(null)), MARTIN, null);
        }

        assertProblem(ProblemCode.RATE_LIMITED, () -> send.send(ebp, id(link(null)), "Martin@example.fr", null));
        assertThat(send.send(ebp, id(link(null)), "other@example.fr", null)).isNotNull();
    }

    @Test
    void a_tenant_sends_so_many_a_day() {
        for (var i = 0; i < 8; i++) {
            send.send(ebp, id(link(null)), "a" + i + "@example.fr", null);
        }

        assertProblem(ProblemCode.RATE_LIMITED, () -> send.send(ebp, id(link(null)), MARTIN, null));
        var sage = TestTenants.aTenant(wiring);
        var theirs = TestAgents.aDeployment(wiring, sage);
        var link = links.create(sage, new NewLink(theirs.key(), null, null, null), null);
        assertThat(send.send(sage, id(link), MARTIN, null)).isNotNull();
    }

    @Test
    void a_letter_counts_as_an_email() {
        send.send(ebp, id(link(new LinkContact(null, MARTIN))), null, null);

        assertThat(RealPostgres.<String>inTenant(ebp.tenant(), c -> {
                    var row = c.createStatement()
                            .executeQuery(
                                    "select metric || ' ' || quantity || ' ' || (member_id is not null) from usage_ledger");
                    row.next();
                    return row.getString(1);
                }))
                .isEqualTo("emails 1 true");
    }

    @Test
    void a_link_that_opens_nothing_any_more_is_not_sent() {
        var revoked = link(null);
        links.revoke(ebp, id(revoked));
        var used = links.create(ebp, new NewLink(deployment.key(), null, null, null, 1, null, null), null);
        open.byLink(new Token(used.sessionToken()), "fr", "test");
        var old = link(null);
        RealPostgres.inTenant(
                ebp.tenant(), c -> c.createStatement().executeUpdate("update session_links set token = null"));

        assertProblem(ProblemCode.LINK_GONE, () -> send.send(ebp, id(revoked), MARTIN, null));
        assertProblem(ProblemCode.LINK_USED, () -> send.send(ebp, id(used), MARTIN, null));
        assertProblem(ProblemCode.CONFLICT, () -> send.send(ebp, id(old), MARTIN, null));
        clock.advance(Duration.ofDays(8));
        assertProblem(ProblemCode.LINK_GONE, () -> send.send(ebp, id(old), MARTIN, null));
    }

    @Test
    void a_link_for_one_browser_says_so_and_an_english_tenant_writes_in_english() {
        RealPostgres.inTenant(ebp.tenant(), c -> c.createStatement().executeUpdate("update tenants set locale = 'en'"));
        var link = links.create(
                ebp,
                new NewLink(deployment.key(), null, null, null, 1, null, new LinkContact("Ann Lee", MARTIN)),
                null);
        send.send(ebp, id(link), null, null);

        assertThat(only().text()).startsWith("Hello").contains("one browser alone");
        assertThat(only().subject()).isEqualTo("Durant Peinture invites you to describe your project");
    }

    @Test
    void a_craftsman_sends_his_own_links_alone() {
        var his = link(null);
        var tenants = links.create(ebp, new NewLink(deployment.key(), null, null, null), null);
        var him = TestAgents.signedIn(durant);

        assertThat(send.send(him, id(his), MARTIN, null)).isNotNull();
        assertProblem(ProblemCode.LINK_NOT_FOUND, () -> send.send(him, id(tenants), MARTIN, null));
        var sage = TestTenants.aTenant(wiring);
        assertProblem(ProblemCode.LINK_NOT_FOUND, () -> send.send(sage, id(his), MARTIN, null));
    }

    @Test
    void neither_token_nor_address_is_readable_in_the_database() {
        var link = link(new LinkContact(null, MARTIN));
        send.send(ebp, id(link), "wife@example.fr", null);

        assertThat(RealPostgres.<String>inTenant(ebp.tenant(), c -> {
                    var row = c.createStatement().executeQuery("""
                            select string_agg(l::text || encode(l.token, 'escape') || s::text, ' ')
                              from session_links l join session_link_letters s on s.link_id = l.id""");
                    row.next();
                    return row.getString(1);
                }))
                .doesNotContain(link.sessionToken())
                .doesNotContain("wife");
    }

    private LinkCreated link(@Nullable LinkContact contact) {
        return links.create(ebp, new NewLink(deployment.key(), "DUR-001", null, null, null, null, contact), null);
    }

    private Letter only() {
        assertThat(written).hasSize(1);
        return written.getFirst();
    }

    private static LinkId id(LinkCreated link) {
        return LinkId.parse(link.id()).orElseThrow();
    }

    private static void assertProblem(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
