package io.guichet.conversation;

import io.guichet.agent.DeploymentView;
import io.guichet.conversation.ReceiveMessage.NewMessage;
import io.guichet.conversation.ServiceConversations.NewConversation;
import io.guichet.conversation.ServiceConversations.User;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import io.guichet.knowledge.LearnedAnswerDraft;
import io.guichet.testing.MovingClock;
import io.guichet.testing.Pages;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestAgents;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Conversations that a tenant's own software opens, what is said in them, and what is learned from that. */
@ExtendWith(RealPostgres.class)
class ServiceConversationsTest {

    private static final NewConversation ANY = new NewConversation(null, null, null, User.UNKNOWN);

    private final MovingClock clock = new MovingClock("2026-11-02T08:00:00Z");

    @TempDir
    Path folder;

    private Wiring wiring;
    private ServiceConversations service;
    private ReceiveMessage receive;
    private Conversations conversations;
    private CorrectAnswer correct;
    private CallContext ebp;
    private CallContext sage;
    private DeploymentView deployment;

    @BeforeEach
    void two_tenants_of_which_one_has_an_agent() {
        wiring = new Wiring().with(Clock.class, clock).configured("guichet.files.dir", folder.toString());
        service = wiring.get(ServiceConversations.class);
        receive = wiring.get(ReceiveMessage.class);
        conversations = wiring.get(Conversations.class);
        correct = wiring.get(CorrectAnswer.class);
        ebp = TestTenants.aTenant(wiring);
        sage = TestTenants.aTenant(wiring);
        deployment = TestAgents.aDeployment(wiring, ebp);
    }

    @Test
    void the_only_deployment_need_not_be_named_and_who_speaks_is_vouched_for() {
        var user = new User("Mme Essai", "essai@example.fr", null);
        var opened = service.start(ebp, new NewConversation(null, "craftsman", "fr", user), null);

        assertThat(opened.deploymentId()).isEqualTo(deployment.id());
        assertThat(opened.isOpenedBySoftware()).isTrue();
        assertThat(opened.startedAt()).isNull();
        assertThat(conversations.context(ebp, opened.id()).trusted()).contains("Mme Essai", "essai@example.fr");
    }

    @Test
    void of_several_deployments_one_is_named_and_another_tenants_is_none() {
        var second = TestAgents.aDeployment(wiring, ebp);

        assertProblem(ProblemCode.INVALID_FIELDS, () -> service.start(ebp, ANY, null));
        assertThat(service.start(ebp, at(second.key()), null).deploymentId()).isEqualTo(second.id());
        assertProblem(ProblemCode.DEPLOYMENT_NOT_FOUND, () -> service.start(sage, at(second.key()), null));
        assertProblem(ProblemCode.DEPLOYMENT_NOT_FOUND, () -> service.start(sage, ANY, null));
        assertProblem(
                ProblemCode.DEPLOYMENT_NOT_FOUND,
                () -> service.start(ebp, new NewConversation(null, "restaurant", null, User.UNKNOWN), null));
        assertProblem(
                ProblemCode.DEPLOYMENT_NOT_FOUND,
                () -> service.start(ebp, new NewConversation(second.key(), "restaurant", null, User.UNKNOWN), null));
        assertProblem(
                ProblemCode.INVALID_FIELDS,
                () -> service.start(ebp, new NewConversation(null, "artisan", null, User.UNKNOWN), null));
    }

    @Test
    void asked_twice_with_one_key_it_is_one_conversation() {
        assertThat(service.start(ebp, ANY, "k1")).isEqualTo(service.start(ebp, ANY, "k1"));
        assertProblem(ProblemCode.IDEMPOTENCY_KEY_REUSED, () -> service.start(ebp, at(deployment.key()), "k1"));
        assertThat(service.list(ebp, Pages.first(), null).items()).hasSize(1);
    }

    @Test
    void the_first_reply_of_an_agent_says_that_it_is_an_ai_and_the_next_do_not() {
        var id = service.start(ebp, ANY, null).id();
        reply(id, say(ebp, id, "Êtes-vous assurés ?", "m1").message());
        reply(id, say(ebp, id, "Et en décennale ?", "m2").message());

        assertThat(saidByAgent(id)).first().asString().contains("IA").endsWith("\n\nJe ne sais pas.");
        assertThat(saidByAgent(id)).last().isEqualTo("Je ne sais pas.");
    }

    @Test
    void the_first_reply_says_so_also_where_the_platform_spoke_before_it() {
        var id = service.start(ebp, ANY, null).id();
        var given = say(ebp, id, "Êtes-vous assurés ?", "m1").message();
        assertThat(wiring.get(Turns.class).fail(ebp, id, given)).contains(given);
        assertThat(wiring.get(HandOvers.class).request(ebp, id, "answer_failed", false))
                .isTrue();
        assertThat(saidByAgent(id)).singleElement().asString().contains("une personne");

        reply(id, say(ebp, id, "Et en décennale ?", "m2").message());

        assertThat(saidByAgent(id)).last().asString().contains("IA").endsWith("\n\nJe ne sais pas.");
    }

    private List<String> saidByAgent(ConversationId id) {
        return conversations.messages(ebp, id, null).stream()
                .filter(message -> message.role().equals("agent"))
                .map(MessageView::content)
                .toList();
    }

    @Test
    void what_is_said_waits_for_its_answer_once_per_key_and_is_read_again() {
        var id = service.start(ebp, ANY, null).id();

        var first = say(ebp, id, "Êtes-vous assurés ?", "m1");
        assertThat(say(ebp, id, "Êtes-vous assurés ?", "m1").message()).isEqualTo(first.message());
        assertProblem(ProblemCode.IDEMPOTENCY_KEY_REUSED, () -> say(ebp, id, "Autre chose", "m1"));

        assertThat(conversations.messages(ebp, id, null)).singleElement().satisfies(message -> {
            assertThat(message.role()).isEqualTo("visitor");
            assertThat(message.status()).isEqualTo("queued");
        });
        assertThat(service.list(ebp, Pages.first(), true).items())
                .singleElement()
                .satisfies(c -> assertThat(c.startedAt()).isNotNull());
    }

    @Test
    void it_starts_when_something_is_said_first_also_for_who_hears_of_it_at_that_moment() {
        var id = service.start(ebp, ANY, null).id();
        clock.advance(Duration.ofMinutes(3));
        var heard = new ArrayList<Instant>();
        wiring.told()
                .to(
                        VisitorSpoke.class,
                        said -> heard.add(conversations.get(ebp, id).startedAt()));

        say(ebp, id, "Êtes-vous assurés ?", null);

        assertThat(heard).containsExactly(clock.instant());
    }

    @Test
    void nobody_writes_into_what_a_visitor_opened_nor_into_anothers() {
        var visitors = TestAgents.aVisitor(wiring, deployment).conversation();
        var own = service.start(ebp, ANY, null).id();

        assertProblem(ProblemCode.CONVERSATION_NOT_FOUND, () -> say(ebp, visitors, "Bonjour", null));
        assertProblem(ProblemCode.CONVERSATION_NOT_FOUND, () -> service.close(ebp, visitors));
        assertProblem(ProblemCode.CONVERSATION_NOT_FOUND, () -> say(sage, own, "Bonjour", null));
        assertProblem(ProblemCode.CONVERSATION_NOT_FOUND, () -> service.close(sage, own));
        assertProblem(ProblemCode.CONVERSATION_NOT_FOUND, () -> conversations.messages(sage, own, null));
        assertThat(service.list(sage, Pages.first(), null).items()).isEmpty();
    }

    @Test
    void what_is_closed_stays_so_and_takes_nothing_more() {
        var id = service.start(ebp, ANY, null).id();

        assertThat(service.close(ebp, id).status()).isEqualTo("closed");
        assertThat(service.close(ebp, id).status()).isEqualTo("closed");
        assertProblem(ProblemCode.CONVERSATION_CLOSED, () -> say(ebp, id, "Encore", null));
        assertThat(service.list(ebp, Pages.first(), true).items()).isEmpty();
        assertThat(service.list(ebp, Pages.first(), false).items()).hasSize(1);
    }

    @Test
    void a_correction_without_a_question_answers_what_had_been_asked() {
        var id = service.start(ebp, ANY, null).id();
        var asked = say(ebp, id, "Êtes-vous assurés ?", null).message();
        var answer = reply(id, asked);

        var learned = correct.correct(
                ebp, id, answer, new LearnedAnswerDraft(null, "Oui, nous le sommes.", null, null), "c1");

        assertThat(learned.question()).isEqualTo("Êtes-vous assurés ?");
        assertThat(learned.locale()).isEqualTo("fr");
        assertThat(learned.conversationId()).isEqualTo(id.toString());
        assertThat(learned.messageId()).isEqualTo(answer.toString());
        assertThat(learned.deploymentId()).isEqualTo(deployment.id());
        var again =
                correct.correct(ebp, id, answer, new LearnedAnswerDraft(null, "Oui, pour dix ans.", null, null), null);
        assertThat(again.id()).isEqualTo(learned.id());
        assertThat(again.answer()).isEqualTo("Oui, pour dix ans.");
    }

    @Test
    void only_what_an_agent_said_there_is_corrected_by_who_may() {
        var id = service.start(ebp, ANY, null).id();
        var asked = say(ebp, id, "Êtes-vous assurés ?", null).message();
        var other = service.start(ebp, ANY, null).id();
        var answer = reply(id, asked);
        var draft = new LearnedAnswerDraft(null, "Oui, nous le sommes.", null, null);

        assertProblem(ProblemCode.CONFLICT, () -> correct.correct(ebp, id, asked, draft, null));
        assertProblem(ProblemCode.MESSAGE_NOT_FOUND, () -> correct.correct(ebp, other, answer, draft, null));
        assertProblem(ProblemCode.CONVERSATION_NOT_FOUND, () -> correct.correct(sage, id, answer, draft, null));
        var nobody = new CallContext(ebp.tenant(), ebp.actor(), Set.of(), "test");
        assertProblem(ProblemCode.FORBIDDEN, () -> correct.correct(nobody, id, answer, draft, null));
    }

    private static NewConversation at(String key) {
        return new NewConversation(key, null, null, User.UNKNOWN);
    }

    private ReceiveMessage.Received say(CallContext context, ConversationId id, String text, @Nullable String key) {
        return receive.receive(context, id, new NewMessage(text, List.of(), key, null));
    }

    private MessageId reply(ConversationId id, MessageId asked) {
        var turns = wiring.get(Turns.class);
        var turn = turns.next(ebp, id, asked).orElseThrow();
        return turns.reply(
                        ebp,
                        turn,
                        new Turns.Reply("Je ne sais pas.", null, List.of(), null, "{}", null, "{}", null, false))
                .orElseThrow();
    }

    private static void assertProblem(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
