package io.guichet.knowledge;

import io.guichet.agent.AgentId;
import io.guichet.agent.DeploymentView;
import io.guichet.kernel.Actor;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.PlatformCaller;
import io.guichet.kernel.UserId;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestAgents;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static io.guichet.knowledge.KnowledgeFixtures.modelsOfVectors;
import static org.assertj.core.api.Assertions.assertThat;

/** What the night forgets of vectors. */
@ExtendWith(RealPostgres.class)
class ForgetVectorsTest {

    private static final String QUESTION = "Intervenez-vous le samedi ?";
    private static final PlatformCaller ADMIN =
            new PlatformCaller(new Actor.User(UserId.next(), "Anne Admin"), true, "test", null);

    private final FakeEmbedders embedder = new FakeEmbedders();
    private final Wiring wiring = new Wiring().with(Embedder.class, embedder);
    private final LearnedAnswers answers = wiring.get(LearnedAnswers.class);
    private final ForgetVectors forget = wiring.get(ForgetVectors.class);

    private CallContext ebp;
    private AgentId agent;
    private DeploymentView deployment;

    @BeforeEach
    void a_deployment_that_learns() {
        ebp = TestTenants.aTenant(wiring);
        agent = TestAgents.anAgent(wiring, "shared");
        deployment = TestAgents.aDeployment(wiring, ebp, agent);
    }

    @Test
    void vectors_of_what_is_gone_are_forgotten_at_night() {
        var id = learn(QUESTION).id();
        ask();
        assertThat(modelsOfVectors(ebp)).isNotEmpty();
        assertThat(forget.of(ebp, embedder.model())).isZero();
        learn("Le devis est-il gratuit ?");
        ask();

        answers.delete(ebp, id);

        assertThat(forget.of(ebp, embedder.model())).isEqualTo(1);
        assertThat(modelsOfVectors(ebp)).containsExactly("fake/one");
    }

    @Test
    void vectors_of_another_model_are_forgotten_at_night() {
        learn(QUESTION);
        ask();
        embedder.becomes("fake/two");
        ask();

        assertThat(forget.of(ebp, embedder.model())).isEqualTo(1);

        assertThat(modelsOfVectors(ebp)).containsExactly("fake/two");
    }

    @Test
    void vectors_of_what_the_agents_no_longer_say_are_forgotten_at_night_and_the_sectors_stay() {
        var sectors = KnownSector.of("artisan").questions().getFirst().question();
        var nobodys = "Ceci n'est dit par personne ?";
        var rows = wiring.get(KnownRows.class);
        var vector = new float[] {1};
        rows.keep(ebp, true, "fake/night", Map.of(sectors, vector, nobodys, vector, QUESTION, vector));
        rows.keep(ebp, true, "fake/before", Map.of(sectors, vector));
        var copy = wiring.get(Promotions.class).propose(ebp, learn(QUESTION).id());
        wiring.get(PromotionReview.class).approve(ADMIN, agent, copy, new PromotionReview.Words(null, null));

        forget.common(ADMIN, "fake/night");

        var texts = List.of(sectors, nobodys, QUESTION);
        assertThat(rows.vectors(ebp, true, "fake/night", texts)).containsOnlyKeys(sectors, QUESTION);
        assertThat(rows.vectors(ebp, true, "fake/before", texts)).isEmpty();
    }

    private LearnedAnswerView learn(String question) {
        var draft = new LearnedAnswerDraft(question, "Oui, le samedi matin, sur rendez-vous.", "fr", null);
        return answers.learn(ebp, new LearnedCorrection(deployment.id(), null, null, draft));
    }

    /** In words that are nobody's, so that vectors are needed. */
    private void ask() {
        wiring.get(KnownAnswers.class)
                .match(ebp, deployment.id(), agent, "no-sector", Locale.FRENCH, "Vous intervenez quels jours ?");
    }
}
