package io.guichet.knowledge;

import io.guichet.agent.DeploymentId;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import io.guichet.knowledge.extraction.Extractor;
import io.guichet.knowledge.index.SearchServer;
import io.guichet.testing.DueWork;
import io.guichet.testing.MovingClock;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static io.guichet.knowledge.KnowledgeFixtures.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Two nodes and one index on OpenSearch. */
@Timeout(180)
@ExtendWith(RealPostgres.class)
class SharedIndexTest {

    private final MovingClock clock = new MovingClock("2026-11-02T08:00:00Z");
    private final KnowledgeFixtures.LettersEmbedder embedder = new KnowledgeFixtures.LettersEmbedder();
    private final String prefix = "t" + UUID.randomUUID();
    private Wiring one;
    private Wiring other;
    private CallContext durant;
    private String collection;
    private DeploymentId deployment;

    @BeforeEach
    void two_nodes() throws IOException {
        one = node();
        other = node();
        durant = TestTenants.aTenant(one);
        collection = "c-" + durant.tenant().value();
        deployment = KnowledgeFixtures.aDeployment(
                one, durant, KnowledgeFixtures.anAgent(one, collection + "-common"), collection);
    }

    private Wiring node() throws IOException {
        return new Wiring()
                .with(Clock.class, clock)
                .with(Embedder.class, embedder)
                .with(Extractor.class, new KnowledgeFixtures.LinesExtractor())
                .configured("guichet.search.backend", "opensearch")
                .configured(
                        "guichet.search.hosts", SearchServer.shared().address().toString())
                .configured("guichet.search.index", prefix);
    }

    @AfterEach
    void what_was_made_is_removed() throws Exception {
        index(one).close();
        index(other).close();
        delete();
    }

    @Test
    void one_node_follows_and_all_find() {
        documents("horaires.txt", "Ouvert le samedi.");

        assertThat(index(one).follow()).isPositive();
        assertThat(index(other).follow()).isZero();

        assertThat(found(one, "samedi")).containsExactly("Ouvert le samedi.");
        assertThat(found(other, "samedi")).containsExactly("Ouvert le samedi.");
    }

    @Test
    void where_the_one_that_followed_is_gone_another_goes_on_from_there() {
        documents("a.txt", "Ouvert le samedi.");
        index(one).follow();
        index(other).follow();
        documents("b.txt", "Fermé le dimanche.");
        index(other).follow();
        assertThat(found(other, "dimanche")).isEmpty();

        clock.advance(IndexLead.TERM);
        index(other).follow();

        assertThat(found(other, "dimanche")).containsExactly("Fermé le dimanche.");
        assertThat(found(other, "samedi")).containsExactly("Ouvert le samedi.");
        assertThat(index(one).follow()).isZero();
        assertThat(found(one, "dimanche")).containsExactly("Fermé le dimanche.");
    }

    @Test
    void an_index_that_is_lost_is_made_anew() throws Exception {
        documents("a.txt", "Ouvert le samedi.");
        index(one).follow();

        delete();
        assertThatThrownBy(() -> found(one, "samedi"))
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.UNAVAILABLE));
        assertThatThrownBy(() -> index(one).follow()).isInstanceOf(RuntimeException.class);
        index(one).startOver();
        index(one).follow();

        assertThat(found(one, "samedi")).containsExactly("Ouvert le samedi.");
    }

    @Test
    void a_node_that_cannot_follow_takes_nothing_from_the_others() {
        documents("a.txt", "Ouvert le samedi.");
        index(one).follow();
        index(other).follow();

        index(other).startOver();
        index(other).follow();

        assertThat(found(one, "samedi")).containsExactly("Ouvert le samedi.");
        assertThat(found(other, "samedi")).containsExactly("Ouvert le samedi.");
    }

    @Test
    void a_node_of_another_model_has_an_index_of_its_own_meanwhile() {
        documents("a.txt", "Ouvert le samedi.");
        index(one).follow();
        embedder.model = "letters/2";

        assertThat(index(other).follow()).isPositive();

        assertThat(found(other, "samedi")).containsExactly("Ouvert le samedi.");
        embedder.model = "letters/1";
        assertThat(found(one, "samedi")).containsExactly("Ouvert le samedi.");
    }

    private static KnowledgeIndex index(Wiring node) {
        return node.get(KnowledgeIndex.class);
    }

    private void documents(String name, String text) {
        one.get(Documents.class).add(durant, deployment, text(name, text), null);
        new DueWork(one.get(TakeApart.class), clock).run(durant);
        new DueWork(one.get(GiveMeaning.class), clock).run(durant);
    }

    private List<String> found(Wiring node, String words) {
        var question = new Question(words, Locale.FRENCH, List.of(collection), 5);
        return node.get(Retrieval.class).search(durant, question).passages().stream()
                .filter(passage -> passage.text().toLowerCase(Locale.FRENCH).contains(words))
                .map(Passage::text)
                .toList();
    }

    private void delete() throws Exception {
        var server = SearchServer.shared().address();
        try (var http = HttpClient.newHttpClient()) {
            var names = http.send(
                    request(server.resolve("/_cat/indices/" + prefix + "-*?h=index"))
                            .GET()
                            .build(),
                    BodyHandlers.ofString());
            for (var name : names.body().lines().map(String::strip).toList()) {
                var answer =
                        http.send(request(server.resolve("/" + name)).DELETE().build(), BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(200);
            }
        }
    }

    private static HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri);
    }
}
