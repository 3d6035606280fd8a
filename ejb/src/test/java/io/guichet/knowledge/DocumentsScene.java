package io.guichet.knowledge;

import io.guichet.agent.AgentId;
import io.guichet.agent.DeploymentId;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.PlatformCaller;
import io.guichet.kernel.ProblemCode;
import io.guichet.knowledge.extraction.Extractor;
import io.guichet.testing.DueWork;
import io.guichet.testing.MovingClock;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Two tenants who deploy one agent, an index, and a model that knows letters. */
@ExtendWith(RealPostgres.class)
class DocumentsScene {

    static final PlatformCaller OPERATOR = PlatformCaller.itself("test", "test");

    @TempDir
    Path folder;

    final MovingClock clock = new MovingClock("2026-11-02T08:00:00Z");
    final KnowledgeFixtures.LettersEmbedder embedder = new KnowledgeFixtures.LettersEmbedder();

    Wiring wiring;
    Documents documents;
    CommonDocuments common;
    KnowledgeIndex index;
    Retrieval retrieval;
    CallContext durant;
    CallContext martin;
    AgentId agent;
    String collection;
    DeploymentId deployment;

    @BeforeEach
    void two_tenants_whose_collections_have_one_name() {
        wiring = new Wiring()
                .with(Clock.class, clock)
                .with(Embedder.class, embedder)
                .with(Extractor.class, new KnowledgeFixtures.LinesExtractor())
                .configured(
                        "guichet.knowledge.index-dir", folder.resolve("index").toString());
        documents = wiring.get(Documents.class);
        common = wiring.get(CommonDocuments.class);
        index = wiring.get(KnowledgeIndex.class);
        retrieval = wiring.get(Retrieval.class);
        durant = TestTenants.aTenant(wiring);
        martin = TestTenants.aTenant(wiring);
        collection = "c-" + durant.tenant().value();
        agent = KnowledgeFixtures.anAgent(wiring, collection + "-common");
        deployment = KnowledgeFixtures.aDeployment(wiring, durant, agent, collection);
    }

    @AfterEach
    void the_index_is_closed() {
        index.close();
    }

    void work(CallContext context) {
        new DueWork(wiring.get(TakeApart.class), clock).run(context);
        new DueWork(wiring.get(GiveMeaning.class), clock).run(context);
        index.follow();
    }

    DocumentView get(DocumentView added) {
        return documents.get(durant, deployment, DocumentId.parse(added.id()).orElseThrow());
    }

    List<Passage> found(CallContext context, String question) {
        return found(context, question, collection);
    }

    List<Passage> found(CallContext context, String question, String in) {
        return retrieval.search(context, question(question, in)).passages();
    }

    static Question question(String text, String collection) {
        return new Question(text, Locale.FRENCH, List.of(collection), 5);
    }

    float[] vector(String text) {
        try {
            return embedder.embed(null, Embedder.Use.KEPT, List.of(text)).getFirst();
        } catch (EmbeddingUnavailable e) {
            throw new AssertionError(e);
        }
    }

    static CallContext nobody() {
        return CallContext.platform(DocumentRows.NOBODY, "test", "test");
    }

    static PageRequest page() {
        return PageRequest.of(null, null);
    }

    long used() {
        return number("select coalesce(sum(used), 0) from usage_levels where metric = 'storage_bytes'");
    }

    long contents() {
        return number("select count(*) from document_contents");
    }

    long number(String sql) {
        return RealPostgres.inTenant(durant.tenant(), c -> {
            var row = c.createStatement().executeQuery(sql);
            row.next();
            return row.getLong(1);
        });
    }

    static void assertProblem(ProblemCode code, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
