package io.guichet.knowledge;

import io.guichet.agent.AdministerAgents;
import io.guichet.agent.AgentDraft;
import io.guichet.agent.AgentId;
import io.guichet.agent.DeploymentView;
import io.guichet.kernel.Actor;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.PlatformCaller;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.UserId;
import io.guichet.testing.MovingClock;
import io.guichet.testing.Pages;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestAgents;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(RealPostgres.class)
class LearnedAnswersTest {

    private static final String QUESTION = "Intervenez-vous le samedi ?";
    private static final String ANSWER = "Oui, le samedi matin, sur rendez-vous.";

    private final FakeEmbedders embedder = new FakeEmbedders();
    private final MovingClock clock = new MovingClock("2026-11-02T08:00:00Z");
    private final Wiring wiring = new Wiring().with(Clock.class, clock).with(Embedder.class, embedder);
    private final LearnedAnswers learned = wiring.get(LearnedAnswers.class);
    private final Promotions promotions = wiring.get(Promotions.class);
    private final ProposeDue night = wiring.get(ProposeDue.class);
    private final PromotionReview review = wiring.get(PromotionReview.class);
    private final KnownAnswers known = wiring.get(KnownAnswers.class);
    private final PlatformCaller admin =
            new PlatformCaller(new Actor.User(UserId.next(), "Anne Admin"), true, "test", null);

    private CallContext ebp;
    private CallContext sage;
    private AgentId agent;
    private DeploymentView ofEbp;
    private DeploymentView ofSage;

    @BeforeEach
    void one_agent_at_two_tenants() {
        ebp = TestTenants.aTenant(wiring);
        sage = TestTenants.aTenant(wiring);
        agent = TestAgents.anAgent(wiring, "shared");
        ofEbp = TestAgents.aDeployment(wiring, ebp, agent);
        ofSage = TestAgents.aDeployment(wiring, sage, agent);
    }

    @Test
    void a_correction_answers_the_same_question_from_then_on_and_counts_how_often_it_is_given() {
        assertThat(asked(ebp, ofEbp, QUESTION)).isEmpty();
        var answer = learn(ebp, ofEbp, QUESTION, ANSWER);

        assertThat(asked(ebp, ofEbp, "intervenez vous le SAMEDI")).hasValueSatisfying(found -> {
            assertThat(found.kind()).isEqualTo(KnownAnswer.Kind.LEARNED);
            assertThat(found.id()).isEqualTo(answer.id().toString());
            assertThat(found.answer()).isEqualTo(ANSWER);
            assertThat(found.similarity()).isEqualTo(1);
        });
        assertThat(asked(ebp, ofEbp, "Intervenez-vous le dimanche ?")).isEmpty();
        assertThat(learned.get(ebp, answer.id()).hits()).isZero();
        given(ebp, ofEbp, QUESTION);
        assertThat(learned.get(ebp, answer.id())).satisfies(view -> {
            assertThat(view.hits()).isEqualTo(1);
            assertThat(view.lastHitAt()).isEqualTo(clock.instant());
        });
    }

    @Test
    void vectors_find_it_in_other_words_and_are_kept_with_the_name_of_their_model() {
        embedder.same(
                "Proposez-vous un ménage en fin de chantier ?",
                "En fin de chantier, le ménage est-il fait par vos soins ?");
        learn(ebp, ofEbp, "Proposez-vous un ménage en fin de chantier ?", "Oui, il est compris.");

        var inOtherWords = "En fin de chantier, le ménage est-il fait par vos soins ?";
        assertThat(asked(ebp, ofEbp, inOtherWords)).isPresent();
        assertThat(KnowledgeFixtures.modelsOfVectors(ebp)).containsExactly("fake/one");

        embedder.becomes("fake/two");
        assertThat(asked(ebp, ofEbp, inOtherWords)).isPresent();
        assertThat(KnowledgeFixtures.modelsOfVectors(ebp)).containsExactly("fake/one", "fake/two");
    }

    @Test
    void a_model_that_breaks_leaves_the_words() {
        learn(ebp, ofEbp, QUESTION, ANSWER);
        embedder.breaks();

        assertThat(asked(ebp, ofEbp, "Vous intervenez le samedi ?")).isPresent();
        assertThat(asked(ebp, ofEbp, "Le samedi, c'est possible ?")).isEmpty();
    }

    @Test
    void neither_another_tenant_nor_another_deployment_is_given_it() {
        var second = TestAgents.aDeployment(wiring, ebp);
        learn(ebp, ofEbp, QUESTION, ANSWER);

        assertThat(asked(sage, ofSage, QUESTION)).isEmpty();
        assertThat(asked(ebp, second, QUESTION)).isEmpty();
        assertThat(asked(sage, ofEbp, QUESTION)).isEmpty();
    }

    @Test
    void another_tenant_neither_reads_nor_changes_nor_proposes_it() {
        var id = learn(ebp, ofEbp, QUESTION, ANSWER).id();

        assertThat(learned.list(sage, Pages.first(), null, null).items()).isEmpty();
        assertProblem(ProblemCode.NOT_FOUND, () -> learned.get(sage, id));
        assertProblem(
                ProblemCode.NOT_FOUND, () -> learned.replace(sage, id, draft(QUESTION, "Non."), OptionalInt.empty()));
        assertProblem(ProblemCode.NOT_FOUND, () -> learned.delete(sage, id));
        assertProblem(ProblemCode.NOT_FOUND, () -> promotions.propose(sage, id));
        assertProblem(ProblemCode.DEPLOYMENT_NOT_FOUND, () -> learn(sage, ofEbp, QUESTION, ANSWER));
    }

    @Test
    void what_is_changed_disabled_or_deleted_is_no_longer_given_as_it_was() {
        var id = learn(ebp, ofEbp, QUESTION, ANSWER).id();
        assertThat(asked(ebp, ofEbp, QUESTION)).isPresent();

        learned.replace(ebp, id, draft(QUESTION, "Non, jamais le samedi."), OptionalInt.of(1));
        assertThat(asked(ebp, ofEbp, QUESTION).orElseThrow().answer()).isEqualTo("Non, jamais le samedi.");

        learned.replace(ebp, id, new LearnedAnswerDraft(QUESTION, ANSWER, "fr", false), OptionalInt.of(2));
        assertThat(asked(ebp, ofEbp, QUESTION)).isEmpty();

        learned.replace(ebp, id, draft(QUESTION, ANSWER), OptionalInt.empty());
        assertThat(asked(ebp, ofEbp, QUESTION)).isPresent();
        learned.delete(ebp, id);
        assertThat(asked(ebp, ofEbp, QUESTION)).isEmpty();
        assertProblem(
                ProblemCode.NOT_FOUND, () -> learned.replace(ebp, id, draft(QUESTION, ANSWER), OptionalInt.of(4)));
    }

    @Test
    void two_editors_do_not_overwrite_each_other() {
        var id = learn(ebp, ofEbp, QUESTION, ANSWER).id();
        learned.replace(ebp, id, draft(QUESTION, "Non."), OptionalInt.of(1));

        assertProblem(
                ProblemCode.PRECONDITION_FAILED,
                () -> learned.replace(ebp, id, draft(QUESTION, "Oui."), OptionalInt.of(1)));
    }

    @Test
    void a_question_that_tells_of_a_person_is_refused_and_an_answer_is_flagged_or_refused() {
        assertInvalid("question", () -> learn(ebp, ofEbp, "Mme Martin vient au 06 12 34 56 78 ?", ANSWER));
        assertInvalid("answer", () -> learn(ebp, ofEbp, QUESTION, "Virez sur FR76 3000 6000 0112 3456 7890 189."));
        assertThat(learned.list(ebp, Pages.first(), null, null).items()).isEmpty();

        assertThat(learn(ebp, ofEbp, QUESTION, "Appelez le 01 23 45 67 89.").flags())
                .containsExactly("phone");
    }

    @Test
    void a_copy_is_anonymised_waits_for_a_person_and_then_answers_everywhere() {
        var id = learn(ebp, ofEbp, QUESTION, "Oui, chez Durant Peinture le samedi matin, sur rendez-vous.")
                .id();
        var copy = promotions.propose(ebp, id);
        assertThat(promotions.propose(ebp, id)).isEqualTo(copy);
        assertThat(learned.get(ebp, id).promotion()).isEqualTo("proposed");
        assertThat(asked(sage, ofSage, QUESTION)).isEmpty();

        assertThat(review.list(admin, agent, "proposed", Pages.first()).items())
                .singleElement()
                .satisfies(proposed -> {
                    assertThat(proposed.answer()).isEqualTo("Oui, chez […] le samedi matin, sur rendez-vous.");
                    assertThat(proposed.clientId()).isEqualTo(ebp.tenant());
                    assertThat(proposed.learnedAnswerId()).isEqualTo(id);
                    assertThat(proposed.proposedBy()).isEqualTo("person");
                });
        assertInvalid("answer", () -> review.approve(admin, agent, copy, new PromotionReview.Words(null, null)));
        review.approve(admin, agent, copy, new PromotionReview.Words(null, "Souvent oui, sur rendez-vous."));

        assertThat(asked(sage, ofSage, QUESTION)).hasValueSatisfying(found -> {
            assertThat(found.kind()).isEqualTo(KnownAnswer.Kind.LEARNED_MASTER);
            assertThat(found.answer()).isEqualTo("Souvent oui, sur rendez-vous.");
        });
        given(sage, ofSage, QUESTION);
        assertThat(asked(ebp, ofEbp, QUESTION).orElseThrow().kind()).isEqualTo(KnownAnswer.Kind.LEARNED);
        assertThat(review.list(admin, agent, null, Pages.first()).items())
                .singleElement()
                .satisfies(approved -> {
                    assertThat(approved.state()).isEqualTo("approved");
                    assertThat(approved.hits()).isEqualTo(1);
                    assertThat(approved.reviewedByName()).isEqualTo("Anne Admin");
                });

        review.withdraw(admin, agent, copy, "N'est plus vrai");
        assertThat(asked(sage, ofSage, QUESTION)).isEmpty();
        assertThat(learned.get(ebp, id).promotion()).isEqualTo("withdrawn");
        assertProblem(
                ProblemCode.CONFLICT, () -> review.approve(admin, agent, copy, new PromotionReview.Words(null, null)));
    }

    @Test
    void what_was_rejected_is_given_to_nobody_else_and_another_agent_has_nothing_of_it() {
        var id = learn(ebp, ofEbp, QUESTION, ANSWER).id();
        var copy = promotions.propose(ebp, id);
        var other = TestAgents.anAgent(wiring, "shared");

        assertProblem(
                ProblemCode.NOT_FOUND, () -> review.approve(admin, other, copy, new PromotionReview.Words(null, null)));
        review.reject(admin, agent, copy, null);

        assertThat(asked(sage, ofSage, QUESTION)).isEmpty();
        assertThat(review.list(admin, other, null, Pages.first()).items()).isEmpty();
    }

    @Test
    void too_little_that_is_general_is_not_proposed() {
        var id = learn(ebp, ofEbp, QUESTION, "Voyez Nadia Benali ou Kévin Nguyen.")
                .id();

        assertInvalid("answer", () -> promotions.propose(ebp, id));
    }

    @Test
    void the_night_proposes_what_waited_as_long_as_the_agent_says_and_only_that() {
        promotedAfterDays(7);
        var given = learn(ebp, ofEbp, QUESTION, ANSWER).id();
        learn(ebp, ofEbp, "Le devis est-il gratuit ?", "Oui, le devis est gratuit.");
        given(ebp, ofEbp, QUESTION);

        clock.advance(Duration.ofDays(6));
        assertThat(night.of(ebp)).isZero();
        clock.advance(Duration.ofDays(1));
        assertThat(night.of(ebp)).isEqualTo(1);
        assertThat(night.of(ebp)).isZero();

        assertThat(learned.get(ebp, given).promotion()).isEqualTo("proposed");
        assertThat(asked(sage, ofSage, QUESTION)).isEmpty();
        assertThat(review.list(admin, agent, null, Pages.first()).items())
                .singleElement()
                .satisfies(proposed -> assertThat(proposed.proposedBy()).isEqualTo("delay"));
    }

    @Test
    void who_reads_what_is_due_holds_no_answer_and_what_changed_since_is_not_proposed() {
        promotedAfterDays(7);
        var id = learn(ebp, ofEbp, QUESTION, ANSWER).id();
        given(ebp, ofEbp, QUESTION);
        clock.advance(Duration.ofDays(7));
        var deployment = promotions.waiting(ebp).getFirst();
        var due = wiring.inTenant(ebp, () -> {
            var read = promotions.due(ebp, deployment);
            assertThat(RealPostgres.<Integer>inTenant(
                            ebp.tenant(),
                            c -> c.createStatement()
                                    .executeUpdate("update learned_answers set last_hit_at = last_hit_at where id in"
                                            + " (select id from learned_answers for update nowait)")))
                    .isEqualTo(1);
            return read;
        });
        assertThat(due).singleElement().satisfies(d -> assertThat(d.id()).isEqualTo(id));
        var copy = new Promotions.Copy(QUESTION, ANSWER);

        learned.replace(ebp, id, draft(QUESTION, "Non, jamais le samedi."), OptionalInt.empty());

        assertThat(promotions.propose(ebp, due.getFirst(), copy)).isFalse();
        assertThat(learned.get(ebp, id).promotion()).isNull();
        clock.advance(Duration.ofDays(7));
        var again = promotions.due(ebp, deployment).getFirst();
        assertThat(promotions.propose(ebp, again, copy)).isTrue();
        assertThat(promotions.propose(ebp, again, copy)).isFalse();
    }

    @Test
    void every_step_is_in_the_audit_trail_without_the_words() {
        var id = learn(ebp, ofEbp, QUESTION, ANSWER).id();
        promotions.propose(ebp, id);

        var trail = RealPostgres.inTenant(ebp.tenant(), c -> {
            var text = new StringBuilder();
            var rows = c.createStatement()
                    .executeQuery("select action, thing, coalesce(after, '') from audit_log order by number");
            while (rows.next()) {
                text.append(rows.getString(1))
                        .append(' ')
                        .append(rows.getString(2))
                        .append(rows.getString(3))
                        .append('\n');
            }
            return text.toString();
        });

        assertThat(trail)
                .contains("learned_answer.created " + id, "learned_answer.proposed " + id)
                .doesNotContain("samedi");
    }

    @Test
    void who_looks_after_no_deployment_looks_after_no_answers() {
        var craftsman = new CallContext(ebp.tenant(), ebp.actor(), Set.of(), "test");

        assertProblem(ProblemCode.FORBIDDEN, () -> learn(craftsman, ofEbp, QUESTION, ANSWER));
        assertProblem(ProblemCode.FORBIDDEN, () -> learned.list(craftsman, Pages.first(), null, null));
    }

    private void promotedAfterDays(int days) {
        var agents = wiring.get(AdministerAgents.class);
        var now = agents.get(admin, agent);
        var json = io.guichet.kernel.Json.write(now)
                .replaceFirst(
                        "\"required_branding\":true", "\"required_branding\":true,\"auto_promote_after_days\":" + days);
        agents.replace(admin, agent, io.guichet.kernel.Json.read(json, AgentDraft.class), OptionalInt.empty());
    }

    private LearnedAnswerView learn(CallContext context, DeploymentView deployment, String question, String answer) {
        return learned.learn(context, new LearnedCorrection(deployment.id(), null, null, draft(question, answer)));
    }

    private static LearnedAnswerDraft draft(String question, String answer) {
        return new LearnedAnswerDraft(question, answer, "fr", null);
    }

    private Optional<KnownAnswer> asked(CallContext context, DeploymentView deployment, String text) {
        return known.match(context, deployment.id(), agent, "no-sector", Locale.FRENCH, text);
    }

    private void given(CallContext context, DeploymentView deployment, String text) {
        wiring.get(KnownRows.class)
                .given(context, asked(context, deployment, text).orElseThrow());
    }

    private static void assertProblem(ProblemCode code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static void assertInvalid(String field, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        GuichetException.class,
                        e -> assertThat(e.fields())
                                .extracting(GuichetException.FieldError::field)
                                .containsExactly(field));
    }
}
