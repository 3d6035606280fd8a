package io.guichet.conversation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guichet.agent.DeploymentView;
import io.guichet.conversation.Links.LinkCreated;
import io.guichet.conversation.Links.NewLink;
import io.guichet.conversation.ReadLinks.LinkFilter;
import io.guichet.conversation.ReceiveMessage.NewMessage;
import io.guichet.conversation.SetContext.NewContext;
import io.guichet.kernel.Actor;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Json;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.Permission;
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
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What becomes of a link: who it opens for, how far it comes, what is known by it. */
@ExtendWith(RealPostgres.class)
class LinkLifeTest {

    private final MovingClock clock = new MovingClock("2026-11-02T08:00:00Z");
    private final Wiring wiring =
            new Wiring().with(Clock.class, clock).configured("guichet.files.dir", "target/no-files");
    private final Links links = wiring.get(Links.class);
    private final ReadLinks read = wiring.get(ReadLinks.class);
    private final OpenSession open = wiring.get(OpenSession.class);
    private final SetContext setContext = wiring.get(SetContext.class);
    private final Conversations conversations = wiring.get(Conversations.class);

    private CallContext ebp;
    private CallContext sage;
    private DeploymentView deployment;

    @BeforeEach
    void a_vendor_with_two_craftsmen() {
        ebp = TestTenants.aTenant(wiring);
        sage = TestTenants.aTenant(wiring);
        deployment = TestAgents.aDeployment(wiring, ebp);
        TestAgents.aCraftsman(wiring, ebp, "DUR-001");
        TestAgents.aCraftsman(wiring, ebp, "MAR-002");
    }

    @Test
    void a_link_that_was_used_once_opens_no_second_browser() {
        var link = create(1);
        var first = opened(link);

        assertProblem(ProblemCode.LINK_USED, () -> opened(link));
        assertThat(wiring.get(VisitConversation.class).conversation(first.secret(), "test"))
                .isEqualTo(first.conversation());
        assertThat(view(link).uses()).isOne();
    }

    @Test
    void a_look_at_its_page_uses_nothing_up() {
        var link = create(1);

        for (var i = 0; i < 5; i++) {
            assertThat(open.state(new Token(link.sessionToken()), "test")).isEqualTo(OpenSession.LinkState.OPEN);
        }
        assertThat(view(link).openedAt()).isNull();
        assertThat(opened(link)).isNotNull();
    }

    @Test
    void of_many_browsers_at_once_one_keeps_a_link_for_one() throws Exception {
        var link = create(1);
        Callable<Object> once = () -> opened(link);
        var opened = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var call : threads.invokeAll(List.of(once, once, once, once))) {
                try {
                    call.get();
                    opened++;
                } catch (ExecutionException e) {
                    assertThat(e.getCause()).isInstanceOf(GuichetException.class);
                }
            }
        }
        assertThat(opened).isOne();
    }

    @Test
    void without_a_number_a_link_opens_in_any_number_of_browsers() {
        var link = create(null);

        assertThat(opened(link).conversation()).isEqualTo(opened(link).conversation());
        assertThat(view(link).uses()).isEqualTo(2);
    }

    @Test
    void a_link_tells_how_far_it_has_come() {
        var link = create(null);
        assertThat(view(link).status()).isEqualTo(LinkStage.OPEN);

        clock.advance(Duration.ofMinutes(1));
        var session = opened(link);
        assertThat(view(link).openedAt()).isEqualTo(clock.instant());
        assertThat(view(link).status()).isEqualTo(LinkStage.OPEN);

        clock.advance(Duration.ofMinutes(1));
        wiring.get(ReceiveMessage.class)
                .receive(session.secret(), new NewMessage("Une douche", List.of(), null, null), "test");
        assertThat(view(link).startedAt()).isEqualTo(clock.instant());
        assertThat(view(link).status()).isEqualTo(LinkStage.STARTED);

        clock.advance(Duration.ofMinutes(1));
        answered(session, true);
        assertThat(view(link).completedAt()).isEqualTo(clock.instant());
        assertThat(view(link).status()).isEqualTo(LinkStage.COMPLETED);

        clock.advance(Duration.ofDays(8));
        assertThat(view(link).status()).isEqualTo(LinkStage.COMPLETED);
        links.revoke(ebp, id(link));
        assertThat(view(link).status()).isEqualTo(LinkStage.REVOKED);
    }

    @Test
    void a_conversation_is_completed_once() {
        var link = create(null);
        var session = opened(link);
        var receive = wiring.get(ReceiveMessage.class);
        receive.receive(session.secret(), new NewMessage("Une douche", List.of(), null, null), "test");
        answered(session, true);
        var first = view(link).completedAt();

        clock.advance(Duration.ofMinutes(1));
        receive.receive(session.secret(), new NewMessage("Plus grande", List.of(), null, null), "test");
        answered(session, true);

        assertThat(view(link).completedAt()).isEqualTo(first);
    }

    @Test
    void the_list_shows_what_is_asked_for() {
        var durants = create("DUR-001", null);
        var martins = create("MAR-002", null);
        var tenants = create(null, null);
        var other = TestAgents.aDeployment(wiring, ebp);
        var elsewhere = links.create(ebp, new NewLink(other.key(), null, null, 60L), null);
        links.revoke(ebp, id(martins));
        clock.advance(Duration.ofMinutes(2));

        assertThat(list(new LinkFilter(null, "DUR-001", null))).containsExactly(id(durants));
        assertThat(list(new LinkFilter(null, "NOBODY", null))).isEmpty();
        assertThat(list(new LinkFilter(null, null, other.key()))).containsExactly(id(elsewhere));
        assertThat(list(new LinkFilter(LinkStage.REVOKED, null, null))).containsExactly(id(martins));
        assertThat(list(new LinkFilter(LinkStage.EXPIRED, null, null))).containsExactly(id(elsewhere));
        assertThat(list(new LinkFilter(LinkStage.OPEN, null, null))).containsExactly(id(tenants), id(durants));
        assertThat(list(new LinkFilter(LinkStage.STARTED, null, null))).isEmpty();
        assertThat(list(new LinkFilter(LinkStage.COMPLETED, null, null))).isEmpty();
        assertThat(list(new LinkFilter(LinkStage.OPEN, "DUR-001", deployment.key())))
                .containsExactly(id(durants));
    }

    @Test
    void a_link_says_what_it_was_made_for() {
        var wanted = new NewLink(
                deployment.key(),
                "DUR-001",
                null,
                null,
                3,
                " Salle de bain ",
                new LinkContact("M. Martin", "Martin@Example.fr"));
        var view = view(links.create(ebp, wanted, null));

        assertThat(view.title()).isEqualTo("Salle de bain");
        assertThat(view.contact()).isEqualTo(new LinkContact("M. Martin", "martin@example.fr"));
        assertThat(view.artisanExternalId()).isEqualTo("DUR-001");
        assertThat(view.deploymentKey()).isEqualTo(deployment.key());
        assertThat(view.maxUses()).isEqualTo(3);
        assertThat(view.test()).isFalse();
        assertThat(view.contact().toString()).doesNotContain("Martin");
    }

    @Test
    void every_faulty_field_of_a_link_is_named_at_once() {
        var wanted =
                new NewLink(deployment.key(), null, null, null, 0, "x".repeat(101), new LinkContact("a\nb", "nobody"));

        assertThatThrownBy(() -> links.create(ebp, wanted, null))
                .isInstanceOfSatisfying(
                        GuichetException.class,
                        e -> assertThat(e.fields())
                                .extracting(GuichetException.FieldError::field)
                                .containsExactly("max_uses", "title", "contact.name", "contact.email"));
    }

    @Test
    void the_trail_keeps_nothing_of_the_customer() {
        links.create(
                ebp,
                new NewLink(
                        deployment.key(),
                        null,
                        null,
                        null,
                        null,
                        "Mme Aubry",
                        new LinkContact("Aubry", "aubry@x.example")),
                null);

        assertThat(RealPostgres.<String>inTenant(ebp.tenant(), c -> {
                    var row = c.createStatement()
                            .executeQuery(
                                    "select string_agg(a::text, ' ') from audit_log a where action like 'session_link%'");
                    row.next();
                    return row.getString(1);
                }))
                .contains("session_link.created")
                .doesNotContain("ubry");
    }

    @Test
    void a_test_link_is_for_one_browser_and_an_hour() {
        var link = links.createTest(ebp, deployment.key());

        assertThat(link.expiresAt()).isEqualTo(clock.instant().plus(Duration.ofHours(1)));
        assertThat(view(link).test()).isTrue();
        assertThat(view(link).maxUses()).isOne();
        assertProblem(ProblemCode.DEPLOYMENT_NOT_FOUND, () -> links.createTest(sage, deployment.key()));
        var maker =
                new CallContext(ebp.tenant(), new Actor.Software("gk_x"), Set.of(Permission.CREATE_SESSIONS), "test");
        assertProblem(ProblemCode.FORBIDDEN, () -> links.createTest(maker, deployment.key()));
    }

    @Test
    void what_the_server_says_of_a_link_is_known_once_it_is_opened_and_afterwards() {
        var link = links.create(ebp, new NewLink(deployment.key(), null, "{\"a\":1,\"b\":2}", null), null);
        setContext.set(ebp, new NewContext(null, id(link), json("{\"b\":3,\"c\":{\"d\":[true]}}")));
        var conversation = opened(link).conversation();

        assertThat(trusted(conversation)).isEqualTo(json("{\"a\":1,\"b\":3,\"c\":{\"d\":[true]}}"));

        var set = setContext.set(ebp, new NewContext(null, id(link), json("{\"a\":null,\"e\":\"x\"}")));
        assertThat(set.conversationId()).isEqualTo(conversation);
        assertThat(set.context()).isEqualTo(json("{\"b\":3,\"c\":{\"d\":[true]},\"e\":\"x\"}"));
        setContext.set(ebp, new NewContext(conversation, null, json("{\"b\":null,\"c\":null,\"e\":null}")));
        assertThat(conversations.context(ebp, conversation).trusted()).isNull();
    }

    @Test
    void a_context_has_its_limits_also_where_it_grows() {
        var conversation = opened(create(null)).conversation();
        var half = "{\"%s\":\"" + "x".repeat(4_500) + "\"}";
        setContext.set(ebp, new NewContext(conversation, null, json(half.formatted("a"))));

        assertFaulty("context", new NewContext(conversation, null, json(half.formatted("b"))));
        assertFaulty("context", new NewContext(conversation, null, json("{\"a\":\"" + "x".repeat(8_000) + "\"}")));
        assertFaulty("context", new NewContext(conversation, null, json("{\"a\":[[[[[[1]]]]]]}")));
        assertFaulty("context", new NewContext(conversation, null, null));
        assertFaulty("conversation_id", new NewContext(null, null, json("{}")));
        assertFaulty("conversation_id", new NewContext(conversation, LinkId.next(), json("{}")));
    }

    @Test
    void another_tenants_link_and_conversation_are_as_if_they_did_not_exist() {
        var link = create(null);
        var conversation = opened(link).conversation();

        assertProblem(ProblemCode.LINK_NOT_FOUND, () -> read.get(sage, id(link)));
        assertProblem(
                ProblemCode.LINK_NOT_FOUND, () -> setContext.set(sage, new NewContext(null, id(link), json("{}"))));
        assertProblem(
                ProblemCode.CONVERSATION_NOT_FOUND,
                () -> setContext.set(sage, new NewContext(conversation, null, json("{}"))));
    }

    @Test
    void what_a_page_says_is_kept_apart_from_what_its_server_said() {
        var link = links.create(ebp, new NewLink(deployment.key(), null, "{\"vip\":false}", null), null);
        var session = opened(link);
        var message = new NewMessage("Bonjour", List.of(), null, "{\"vip\":true}");
        wiring.get(ReceiveMessage.class).receive(session.secret(), message, "test");
        var known = conversations.context(ebp, session.conversation());
        var turn = turn(session);

        assertThat(known.trusted()).isEqualTo("{\"vip\":false}");
        assertThat(known.untrusted()).isEqualTo("{\"vip\":true}");
        assertThat(turn.trustedContext()).isEqualTo("{\"vip\":false}");
        assertThat(turn.pageContext()).isEqualTo("{\"vip\":true}");
    }

    private Turns.PendingTurn turn(OpenSession.SessionOpened session) {
        return wiring.get(Turns.class)
                .next(ebp, session.conversation(), MessageId.next())
                .orElseThrow();
    }

    private void answered(OpenSession.SessionOpened session, boolean completes) {
        var reply = new Turns.Reply("Voici.", null, List.of(), null, "{}", null, "{}", null, completes);
        assertThat(wiring.get(Turns.class).reply(ebp, turn(session), reply)).isPresent();
    }

    private LinkCreated create(@Nullable Integer maxUses) {
        return create(null, maxUses);
    }

    private LinkCreated create(@Nullable String craftsman, @Nullable Integer maxUses) {
        return links.create(ebp, new NewLink(deployment.key(), craftsman, null, null, maxUses, null, null), null);
    }

    private OpenSession.SessionOpened opened(LinkCreated link) {
        return open.byLink(new Token(link.sessionToken()), "fr", "test");
    }

    private LinkView view(LinkCreated link) {
        return read.get(ebp, id(link));
    }

    private List<LinkId> list(LinkFilter filter) {
        var page = PageRequest.of(null, null, null, null, ReadLinks.SORTS, "-created_at");
        return read.list(ebp, filter, page).items().stream().map(LinkView::id).toList();
    }

    private ObjectNode trusted(ConversationId conversation) {
        return json(
                Objects.requireNonNull(conversations.context(ebp, conversation).trusted()));
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) Json.tree(text);
    }

    private static LinkId id(LinkCreated link) {
        return LinkId.parse(link.id()).orElseThrow();
    }

    private void assertFaulty(String field, NewContext wanted) {
        assertThatThrownBy(() -> setContext.set(ebp, wanted))
                .isInstanceOfSatisfying(
                        GuichetException.class,
                        e -> assertThat(e.fields())
                                .extracting(GuichetException.FieldError::field)
                                .contains(field));
    }

    private static void assertProblem(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void a_number_of_the_page_that_has_no_end_reaches_no_agent() {
        var session = opened(create(null));
        var message = new NewMessage("Bonjour", List.of(), null, "{\"n\":1e999999}");

        assertProblem(
                ProblemCode.INVALID_FIELDS,
                () -> wiring.get(ReceiveMessage.class).receive(session.secret(), message, "test"));
    }
}
