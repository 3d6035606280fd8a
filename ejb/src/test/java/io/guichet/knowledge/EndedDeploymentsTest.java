package io.guichet.knowledge;

import io.guichet.agent.ChangeDeployments;
import io.guichet.agent.CollectionLeft;
import io.guichet.agent.DeploymentDraft;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Json;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.guichet.knowledge.KnowledgeFixtures.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What becomes of documents when no deployment is there any more through which somebody sees them. */
class EndedDeploymentsTest extends DocumentsScene {

    private ChangeDeployments change;
    private ForgetDocumentsNightly night;
    private DocumentView document;

    @BeforeEach
    void a_document_in_a_collection() {
        change = wiring.get(ChangeDeployments.class);
        night = wiring.get(ForgetDocumentsNightly.class);
        wiring.told().to(CollectionLeft.class, wiring.get(KeepDocuments.class)::left);
        document = documents.add(durant, deployment, text("a.txt", "Le garage ferme à midi."), null);
        work(durant);
    }

    @Test
    void it_stays_a_while_after_its_deployment_was_ended_and_then_gives_back_its_room() {
        change.remove(durant, deployment);
        assertThat(night.forget(durant)).isZero();
        assertThat(found(durant, "garage")).hasSize(1);

        clock.advance(Duration.ofDays(30).plusSeconds(1));

        assertThat(night.forget(durant)).isEqualTo(1);
        assertThat(used()).isZero();
        assertThat(found(durant, "garage")).isEmpty();
    }

    @Test
    void it_stays_while_a_deployment_that_is_there_has_its_collection() {
        var second = KnowledgeFixtures.aDeployment(wiring, durant, KnowledgeFixtures.anAgent(wiring, null), collection);
        change.remove(durant, deployment);
        clock.advance(Duration.ofDays(60));

        assertThat(night.forget(durant)).isZero();
        assertThat(documents.list(durant, second, page()).items()).hasSize(1);

        change.remove(durant, second);
        clock.advance(Duration.ofDays(29));
        assertThat(night.forget(durant)).isZero();
        clock.advance(Duration.ofDays(2));
        assertThat(night.forget(durant)).isEqualTo(1);
    }

    @Test
    void nothing_of_another_tenant_goes_with_it() {
        var theirs = KnowledgeFixtures.aDeployment(wiring, martin, agent, collection);
        documents.add(martin, theirs, text("b.txt", "Un garage."), null);
        change.remove(durant, deployment);
        clock.advance(Duration.ofDays(60));

        assertThat(night.forget(martin)).isZero();
        assertThat(night.forget(durant)).isEqualTo(1);
        assertThat(documents.list(martin, theirs, page()).items()).hasSize(1);
    }

    @Test
    void a_deployment_leaves_a_collection_once_there_are_no_documents_in_it() {
        for (var other : new String[] {"\"" + collection + "-2\"", "null"}) {
            assertThatThrownBy(() -> replace(other))
                    .isInstanceOfSatisfying(
                            GuichetException.class,
                            e -> assertThat(e.fields())
                                    .extracting(GuichetException.FieldError::field)
                                    .containsExactly("dedicated_collection"));
        }
        replace("\"" + collection + "\"");
        documents.remove(durant, deployment, DocumentId.parse(document.id()).orElseThrow());

        replace("\"" + collection + "-2\"");

        assertThat(documents.list(durant, deployment, page()).items()).isEmpty();
    }

    private void replace(String named) {
        var draft = "{\"name\":\"Le site\",\"deployment_mode\":\"dedicated\",\"dedicated_collection\":" + named + "}";
        change.replace(durant, deployment, Json.read(draft, DeploymentDraft.class), OptionalInt.empty());
    }
}
