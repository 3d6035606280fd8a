package io.guichet.conversation;

import io.guichet.agent.DeploymentView;
import io.guichet.conversation.Links.NewLink;
import io.guichet.kernel.Actor;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.Permission;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.Token;
import io.guichet.tenancy.MemberPermissions;
import io.guichet.tenancy.MemberRemoved;
import io.guichet.tenancy.MemberView;
import io.guichet.tenancy.Members;
import io.guichet.testing.FiredEvents;
import io.guichet.testing.MovingClock;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestAgents;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import jakarta.enterprise.event.Event;
import java.time.Clock;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a member may do and has in conversations, and what becomes of it. */
@ExtendWith(RealPostgres.class)
class RemovedMemberTest {

    private final MovingClock clock = new MovingClock("2026-11-02T08:00:00Z");
    private final Wiring wiring = wired();
    private final Links links = wiring.get(Links.class);
    private final OpenSession open = wiring.get(OpenSession.class);
    private final VisitConversation visit = wiring.get(VisitConversation.class);
    private final Members members = wiring.get(Members.class);

    private CallContext ebp;
    private DeploymentView deployment;
    private MemberView durant;

    private Wiring wired() {
        var made = new Wiring()
                .with(Clock.class, clock)
                .configured("guichet.files.dir", "target/no-files")
                .configured("guichet.public-url", "https://guichet.example");
        return made.with(
                Event.class,
                FiredEvents.heardBy(event -> made.get(EndWithMember.class).removed((MemberRemoved) event)));
    }

    @BeforeEach
    void a_vendor_with_a_craftsman() {
        ebp = TestTenants.aTenant(wiring);
        deployment = TestAgents.aDeployment(wiring, ebp);
        durant = TestAgents.aCraftsman(wiring, ebp, "DUR-001");
        TestAgents.aCraftsman(wiring, ebp, "MAR-002");
    }

    @Test
    void with_a_member_his_links_and_his_visitors_sessions_end_and_no_others() {
        var his = link("DUR-001");
        var session = open.byLink(new Token(his.sessionToken()), "fr", "test").secret();
        var others = open.byLink(new Token(link("MAR-002").sessionToken()), "fr", "test")
                .secret();
        members.remove(ebp, "DUR-001");

        assertProblem(ProblemCode.LINK_GONE, () -> open.byLink(new Token(his.sessionToken()), "fr", "test"));
        assertProblem(ProblemCode.INVALID_SESSION, () -> visit.conversation(session, "test"));
        assertThat(visit.conversation(others, "test")).isNotNull();
        assertProblem(ProblemCode.MEMBER_NOT_FOUND, () -> link("DUR-001"));
        assertThat(list(ebp)).filteredOn(l -> l.revokedAt() != null).hasSize(1);
    }

    @Test
    void come_back_his_old_links_stay_what_they_are() {
        var his = link("DUR-001");
        members.remove(ebp, "DUR-001");
        members.join(
                ebp,
                durant.user(),
                "Durant",
                new io.guichet.tenancy.NewMember("DUR-001", null, null, MemberPermissions.USUAL));

        assertProblem(ProblemCode.LINK_GONE, () -> open.byLink(new Token(his.sessionToken()), "fr", "test"));
        assertThat(link("DUR-001")).isNotNull();
    }

    @Test
    void who_may_have_no_links_gets_none_by_his_vendors_software_either() {
        may(new MemberPermissions(false, false, false, null));

        assertProblem(ProblemCode.FORBIDDEN, () -> link("DUR-001"));
        assertThat(links.create(ebp, new NewLink(deployment.key(), null, null, null), null))
                .isNotNull();
    }

    @Test
    void the_months_links_are_his_and_his_vendors_together() {
        may(new MemberPermissions(true, false, false, 2L));
        link("DUR-001");
        links.create(TestAgents.signedIn(durant), new NewLink(deployment.key(), null, null, null), null);

        assertProblem(ProblemCode.QUOTA_EXCEEDED, () -> link("DUR-001"));
        assertThat(link("MAR-002")).isNotNull();
    }

    @Test
    void a_request_that_is_repeated_takes_one_and_one_that_fails_none() {
        may(new MemberPermissions(true, false, false, 2L));
        var request = new NewLink(deployment.key(), "DUR-001", null, null);
        links.create(ebp, request, "key");
        links.create(ebp, request, "key");
        assertProblem(
                ProblemCode.INVALID_FIELDS,
                () -> links.create(ebp, new NewLink(deployment.key(), "DUR-001", null, 1L), null));

        assertThat(link("DUR-001")).isNotNull();
        assertProblem(ProblemCode.QUOTA_EXCEEDED, () -> link("DUR-001"));
    }

    @Test
    void of_fifty_requests_at_once_for_the_last_link_one_gets_it() throws Exception {
        may(new MemberPermissions(true, false, false, 1L));
        var made = 0;
        try (var threads = Executors.newFixedThreadPool(10)) {
            var calls = IntStream.range(0, 50)
                    .<Callable<Links.LinkCreated>>mapToObj(i -> () -> link("DUR-001"))
                    .toList();
            for (var call : threads.invokeAll(calls)) {
                try {
                    call.get();
                    made++;
                } catch (ExecutionException e) {
                    assertThat(e.getCause()).isInstanceOf(GuichetException.class);
                }
            }
        }

        assertThat(made).isOne();
        assertThat(list(ebp)).hasSize(1);
    }

    @Test
    void who_reads_all_conversations_makes_links_for_himself_alone() {
        var reader = new CallContext(
                durant.tenant(),
                new Actor.User(durant.user(), durant.name()),
                Set.of(Permission.CREATE_SESSIONS, Permission.READ_CONVERSATIONS, Permission.READ_ALL_MEMBERS),
                "test");
        links.create(reader, new NewLink(deployment.key(), "MAR-002", null, null), null);

        assertThat(list(TestAgents.signedIn(durant))).hasSize(1);
    }

    private List<LinkView> list(CallContext context) {
        var page = PageRequest.of(null, null, null, null, ReadLinks.SORTS, "-created_at");
        return wiring.get(ReadLinks.class)
                .list(context, ReadLinks.LinkFilter.ALL, page)
                .items();
    }

    private void may(MemberPermissions permissions) {
        members.update(ebp, "DUR-001", new Members.MemberChange("Durant", null, permissions), OptionalInt.empty());
    }

    private Links.LinkCreated link(String externalId) {
        return links.create(ebp, new NewLink(deployment.key(), externalId, null, null), null);
    }

    private static void assertProblem(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
