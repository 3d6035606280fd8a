package io.guichet.conversation;

import io.guichet.agent.DeploymentView;
import io.guichet.conversation.Links.NewLink;
import io.guichet.conversation.ReadLinks.LinkFilter;
import io.guichet.kernel.Actor;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Page;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.Permission;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.Token;
import io.guichet.tenancy.MemberView;
import io.guichet.testing.MovingClock;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestAgents;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(RealPostgres.class)
class LinksTest {

    private final MovingClock clock = new MovingClock("2026-11-02T08:00:00Z");
    private final Wiring wiring = new Wiring()
            .with(Clock.class, clock)
            .configured("guichet.files.dir", "target/no-files")
            .configured("guichet.public-url", "https://guichet.example");
    private final Links links = wiring.get(Links.class);
    private final ReadLinks read = wiring.get(ReadLinks.class);
    private final OpenSession open = wiring.get(OpenSession.class);
    private final VisitConversation visit = wiring.get(VisitConversation.class);

    private CallContext ebp;
    private CallContext sage;
    private DeploymentView deployment;
    private MemberView durant;
    private MemberView martin;

    @BeforeEach
    void a_vendor_with_two_craftsmen() {
        ebp = TestTenants.aTenant(wiring);
        sage = TestTenants.aTenant(wiring);
        deployment = TestAgents.aDeployment(wiring, ebp);
        durant = TestAgents.aCraftsman(wiring, ebp, "DUR-001");
        martin = TestAgents.aCraftsman(wiring, ebp, "MAR-002");
    }

    @Test
    void a_link_leads_to_a_conversation_that_is_held_for_the_craftsman() {
        var link = links.create(ebp, forCraftsman("DUR-001"), null);

        assertThat(link.url()).isEqualTo("https://guichet.example/s/" + link.sessionToken());
        assertThat(link.expiresAt()).isEqualTo(clock.instant().plus(Duration.ofDays(7)));
        assertThat(open(link).artisan()).isEqualTo("Durant Peinture");
        assertThat(open(link).branding().welcome()).contains("assistant IA de Durant Peinture");
    }

    @Test
    void the_database_holds_no_token() {
        var link = links.create(ebp, forCraftsman(null), null);

        var found = RealPostgres.<String>inTenant(ebp.tenant(), c -> {
            var row = c.createStatement().executeQuery("select l::text from session_links l");
            row.next();
            return row.getString(1);
        });

        assertThat(found).doesNotContain(link.sessionToken());
    }

    @Test
    void opened_again_it_leads_to_the_same_conversation_with_a_secret_of_its_own() {
        var link = links.create(ebp, forCraftsman("DUR-001"), null);
        var phone = open(link);
        var desk = open(link);

        assertThat(desk.conversation()).isEqualTo(phone.conversation());
        assertThat(desk.secret()).isNotEqualTo(phone.secret());
    }

    @Test
    void opened_by_many_at_once_it_makes_one_conversation() throws Exception {
        var link = links.create(ebp, forCraftsman("DUR-001"), null);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, 6)
                    .mapToObj(i -> (Callable<ConversationId>) () -> open(link).conversation())
                    .toList();
            var seen = new java.util.HashSet<ConversationId>();
            for (var call : threads.invokeAll(calls)) {
                seen.add(call.get());
            }
            assertThat(seen).hasSize(1);
        }
        assertThat(RealPostgres.<Long>inTenant(ebp.tenant(), c -> {
                    var row = c.createStatement().executeQuery("select count(*) from conversations");
                    row.next();
                    return row.getLong(1);
                }))
                .isEqualTo(1);
    }

    @Test
    void a_link_expires() {
        var link = links.create(ebp, new NewLink(deployment.key(), null, null, 3600L), null);
        open(link);

        clock.advance(Duration.ofSeconds(3599));
        assertThat(open(link)).isNotNull();

        clock.advance(Duration.ofSeconds(1));
        assertProblem(ProblemCode.LINK_GONE, () -> open(link));
    }

    @Test
    void a_revoked_link_ends_the_sessions_that_it_opened() {
        var link = links.create(ebp, forCraftsman("DUR-001"), null);
        var session = open(link).secret();
        assertThat(visit.conversation(session, "test")).isNotNull();

        links.revoke(ebp, id(link));

        assertProblem(ProblemCode.LINK_GONE, () -> open(link));
        assertProblem(ProblemCode.INVALID_SESSION, () -> visit.conversation(session, "test"));
        links.revoke(ebp, id(link));
        assertThat(list(ebp))
                .singleElement()
                .satisfies(l -> assertThat(l.revokedAt()).isEqualTo(clock.instant()));
    }

    @Test
    void a_link_is_gone_with_its_craftsman() {
        var link = links.create(ebp, forCraftsman("DUR-001"), null);
        sql("update members set active = false where external_id = 'DUR-001'");

        assertProblem(ProblemCode.LINK_GONE, () -> open(link));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"update agent_deployments set is_active = false", "update tenants set status = 'suspended'"})
    void a_link_is_gone_with_its_deployment_and_its_tenant(String end) {
        var link = links.create(ebp, forCraftsman("DUR-001"), null);
        sql(end);

        assertProblem(ProblemCode.LINK_GONE, () -> open(link));
    }

    @Test
    void a_token_that_nobody_was_given_leads_nowhere() {
        assertProblem(ProblemCode.LINK_NOT_FOUND, () -> open.byLink(Token.random(""), "fr", "test"));
        assertProblem(ProblemCode.LINK_NOT_FOUND, () -> open.byLink(new Token(""), "fr", "test"));
    }

    @Test
    void a_craftsmans_link_is_his_own_whatever_he_asks_for() {
        var link = links.create(TestAgents.signedIn(durant), forCraftsman("MAR-002"), null);

        sql("update members set name = 'Martin Toiture' where external_id = 'MAR-002'");
        assertThat(open(link).artisan()).isEqualTo("Durant Peinture");
    }

    @Test
    void a_craftsman_sees_and_ends_his_own_links_alone() {
        var his = links.create(ebp, forCraftsman("DUR-001"), null);
        var others = links.create(ebp, forCraftsman("MAR-002"), null);
        var tenants = links.create(ebp, forCraftsman(null), null);

        assertThat(list(TestAgents.signedIn(durant)))
                .extracting(l -> l.id().toString())
                .containsExactly(his.id());
        assertProblem(ProblemCode.LINK_NOT_FOUND, () -> links.revoke(TestAgents.signedIn(durant), id(others)));
        assertProblem(ProblemCode.LINK_NOT_FOUND, () -> links.revoke(TestAgents.signedIn(durant), id(tenants)));
        links.revoke(TestAgents.signedIn(durant), id(his));
        assertThat(open(others)).isNotNull();
        assertThat(list(ebp)).hasSize(3);
    }

    @Test
    void who_is_no_member_any_more_makes_no_links() {
        sql("update members set active = false where external_id = 'MAR-002'");

        assertProblem(ProblemCode.FORBIDDEN, () -> links.create(TestAgents.signedIn(martin), forCraftsman(null), null));
    }

    @Test
    void nothing_is_done_without_the_permission() {
        var reader = new CallContext(
                ebp.tenant(), new Actor.Software("gk_x"), Set.of(Permission.READ_CONVERSATIONS), "test");

        assertProblem(ProblemCode.FORBIDDEN, () -> links.create(reader, forCraftsman(null), null));
        assertProblem(ProblemCode.FORBIDDEN, () -> list(reader));
        assertProblem(ProblemCode.FORBIDDEN, () -> links.revoke(reader, LinkId.next()));
    }

    @Test
    void another_tenants_deployment_craftsman_and_link_are_as_if_they_did_not_exist() {
        var theirs = TestAgents.aDeployment(wiring, sage);
        var link = links.create(ebp, forCraftsman(null), null);

        assertProblem(ProblemCode.DEPLOYMENT_NOT_FOUND, () -> links.create(sage, forCraftsman(null), null));
        assertProblem(
                ProblemCode.MEMBER_NOT_FOUND,
                () -> links.create(sage, new NewLink(theirs.key(), "DUR-001", null, null), null));
        assertProblem(ProblemCode.LINK_NOT_FOUND, () -> links.revoke(sage, id(link)));
        assertThat(list(sage)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"59, false", "60, true", "7776000, true", "7776001, false", "-1, false", "9223372036854775807, false"})
    void a_link_lives_a_minute_to_ninety_days(long seconds, boolean accepted) {
        var link = new NewLink(deployment.key(), null, null, seconds);

        if (accepted) {
            assertThat(links.create(ebp, link, null).expiresAt())
                    .isEqualTo(clock.instant().plusSeconds(seconds));
        } else {
            assertProblem(ProblemCode.INVALID_FIELDS, () -> links.create(ebp, link, null));
        }
    }

    @Test
    void every_faulty_field_is_named_at_once() {
        assertThatThrownBy(() -> links.create(ebp, new NewLink(" ", null, "x".repeat(8001), 1L), null))
                .isInstanceOfSatisfying(
                        GuichetException.class,
                        e -> assertThat(e.fields())
                                .extracting(GuichetException.FieldError::field)
                                .containsExactly("deployment_key", "expires_in", "context"));
    }

    @Test
    void the_same_key_gives_the_same_link() {
        var first = links.create(ebp, forCraftsman("DUR-001"), "key");

        assertThat(links.create(ebp, forCraftsman("DUR-001"), "key")).isEqualTo(first);
        assertThat(list(ebp)).hasSize(1);
        assertProblem(ProblemCode.IDEMPOTENCY_KEY_REUSED, () -> links.create(ebp, forCraftsman("MAR-002"), "key"));
    }

    @Test
    void the_list_is_read_page_by_page_the_newest_first() {
        var made = IntStream.range(0, 53)
                .mapToObj(i -> links.create(ebp, forCraftsman(null), null).id())
                .toList();

        var first = page(ebp, LinkFilter.ALL, null);
        var second = page(ebp, LinkFilter.ALL, first.next());

        assertThat(first.items()).hasSize(50);
        assertThat(second.items()).hasSize(3);
        assertThat(second.next()).isNull();
        assertThat(java.util.stream.Stream.of(first.items(), second.items())
                        .flatMap(List::stream)
                        .map(l -> l.id().toString()))
                .containsExactlyElementsOf(made.reversed());
    }

    @ParameterizedTest
    @CsvSource({
        "https://app.ebp.example, true",
        "https://ebp.example, false",
        "https://evil.example, false",
        "http://app.ebp.example, false",
        "null, false",
        ", false"
    })
    void a_page_shows_a_deployment_where_its_domains_allow(@Nullable String origin, boolean shown) {
        if (shown) {
            assertThat(open.byDeployment(deployment.key(), origin, "fr", "test").artisan())
                    .isNull();
        } else {
            assertProblem(
                    ProblemCode.DOMAIN_NOT_ALLOWED, () -> open.byDeployment(deployment.key(), origin, "fr", "test"));
        }
    }

    @Test
    void a_deployment_that_is_none_or_no_longer_active_is_not_found() {
        assertProblem(ProblemCode.DEPLOYMENT_NOT_FOUND, () -> open.byDeployment("dpl_none", null, "fr", "test"));
        sql("update tenants set status = 'suspended'");
        assertProblem(
                ProblemCode.DEPLOYMENT_NOT_FOUND,
                () -> open.byDeployment(deployment.key(), TestAgents.ORIGIN, "fr", "test"));
    }

    @Test
    void a_session_ends_after_its_time() {
        var session = TestAgents.aVisitor(wiring, deployment).secret();
        clock.advance(Duration.ofDays(30));

        assertProblem(ProblemCode.INVALID_SESSION, () -> visit.conversation(session, "test"));
        assertProblem(ProblemCode.INVALID_SESSION, () -> visit.conversation(new Token("sess_x"), "test"));
    }

    private List<LinkView> list(CallContext context) {
        return page(context, LinkFilter.ALL, null).items();
    }

    private Page<LinkView> page(CallContext context, LinkFilter filter, @Nullable String cursor) {
        return read.list(context, filter, PageRequest.of(null, cursor, null, null, ReadLinks.SORTS, "-created_at"));
    }

    private NewLink forCraftsman(@Nullable String externalId) {
        return new NewLink(deployment.key(), externalId, null, null);
    }

    private OpenSession.SessionOpened open(Links.LinkCreated link) {
        return open.byLink(new Token(link.sessionToken()), "fr", "test");
    }

    private static LinkId id(Links.LinkCreated link) {
        return LinkId.parse(link.id()).orElseThrow();
    }

    private void sql(String update) {
        RealPostgres.inTenant(ebp.tenant(), c -> c.createStatement().executeUpdate(update));
    }

    private static void assertProblem(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
