package io.guichet.knowledge;

import io.guichet.testing.DueWork;
import io.guichet.work.WorkOutcome;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

import static io.guichet.knowledge.KnowledgeFixtures.text;
import static org.assertj.core.api.Assertions.assertThat;

/** Documents that the model of today has not read, whatever else happens to them. */
class DocumentsReadAgainTest extends DocumentsScene {

    @Test
    void one_that_was_replaced_is_taken_apart_though_the_model_changed_meanwhile() {
        var added = documents.add(durant, deployment, text("a.txt", "Le garage ferme à midi."), null);
        work(durant);
        embedder.model = "letters/2";
        documents.replace(durant, deployment, id(added), text("a.txt", "Le garage ferme à minuit."));

        index.follow();
        meanings().run(durant);

        assertThat(get(added).state()).isEqualTo("received");
        work(durant);
        assertThat(get(added).state()).isEqualTo("ready");
        assertThat(found(durant, "garage")).singleElement().satisfies(p -> {
            assertThat(p.text()).isEqualTo("Le garage ferme à minuit.");
            assertThat(p.similarity()).isPositive();
        });
    }

    @Test
    void one_that_failed_stays_failed_while_its_passages_of_before_are_read() {
        var added = documents.add(durant, deployment, text("a.txt", "Le garage ferme à midi."), null);
        work(durant);
        documents.replace(durant, deployment, id(added), text("a.txt", "HOSTILE"));
        work(durant);
        embedder.model = "letters/2";

        index.follow();
        assertThat(meanings().run(durant)).containsExactly(WorkOutcome.DONE);
        index.follow();

        assertThat(get(added)).satisfies(d -> {
            assertThat(d.state()).isEqualTo("failed");
            assertThat(d.failure()).isEqualTo("It could not be read within 30 seconds.");
        });
        assertThat(found(durant, "garage"))
                .singleElement()
                .satisfies(p -> assertThat(p.similarity()).isPositive());
    }

    @Test
    void whoever_takes_one_apart_a_second_time_and_comes_too_late_changes_nothing() {
        var added = documents.add(durant, deployment, text("a.txt", "Le garage ferme à midi."), null);
        var progress = wiring.get(DocumentProgress.class);
        var step = new DocumentProgress.Step(KnowledgeFixtures.uuid(added), 1);
        assertThat(progress.begin(durant, step)).isPresent();
        work(durant);

        progress.store(durant, step, List.of(new Chunking.Chunk(null, "Le garage ferme à midi.")), null);
        progress.fail(durant, step, "It could not be read.");

        assertThat(get(added).state()).isEqualTo("ready");
        assertThat(found(durant, "garage"))
                .singleElement()
                .satisfies(p -> assertThat(p.similarity()).isPositive());
    }

    @Test
    void what_no_model_read_in_an_hour_is_read_once_there_is_one_again_without_a_new_start() {
        embedder.away = true;
        var added = documents.add(durant, deployment, text("a.txt", "Le garage ferme à midi."), null);
        work(durant);
        while (!meanings().waiting(durant).isEmpty()) {
            clock.advance(Duration.ofMinutes(35));
            meanings().run(durant);
        }
        assertThat(get(added).state()).isEqualTo("ready");

        embedder.away = false;
        index.follow();
        work(durant);

        assertThat(found(durant, "garage"))
                .singleElement()
                .satisfies(p -> assertThat(p.similarity()).isPositive());
    }

    @Test
    void what_would_cost_its_tenant_too_much_is_found_by_its_words_and_read_another_day() {
        embedder.spent = durant.tenant();
        var added = documents.add(durant, deployment, text("a.txt", "Le garage ferme à midi."), null);
        new DueWork(wiring.get(TakeApart.class), clock).run(durant);
        assertThat(meanings().run(durant)).containsExactly(WorkOutcome.DONE);
        index.follow();

        assertThat(get(added).state()).isEqualTo("ready");
        assertThat(found(durant, "garage"))
                .singleElement()
                .satisfies(p -> assertThat(p.similarity()).isNull());

        embedder.spent = null;
        clock.advance(Duration.ofHours(20));
        index.follow();
        work(durant);

        assertThat(found(durant, "garage fermé"))
                .singleElement()
                .satisfies(p -> assertThat(p.similarity()).isPositive());
    }

    @Test
    void a_tenant_that_may_spend_no_more_keeps_no_other_from_being_understood() {
        documents.add(durant, deployment, text("a.txt", "Le garage ferme à midi."), null);
        var other = KnowledgeFixtures.aDeployment(wiring, martin, agent, collection);
        documents.add(martin, other, text("b.txt", "Le garage ferme à minuit."), null);
        work(durant);
        work(martin);

        embedder.spent = durant.tenant();

        assertThat(found(durant, "garage"))
                .singleElement()
                .satisfies(p -> assertThat(p.similarity()).isNull());
        assertThat(found(martin, "garage"))
                .singleElement()
                .satisfies(p -> assertThat(p.similarity()).isPositive());
    }

    @Test
    void whoever_owns_a_text_pays_for_its_reading_and_the_platform_for_its_own() {
        documents.add(durant, deployment, text("a.txt", "Le garage ferme à midi."), null);
        work(durant);
        assertThat(embedder.owners).containsOnly(durant.tenant());

        embedder.owners.clear();
        common.add(OPERATOR, agent, text("b.txt", "Le garage ouvre à huit heures."), null);
        work(nobody());
        assertThat(embedder.owners).containsOnly(DocumentRows.NOBODY);

        embedder.owners.clear();
        found(martin, "garage", collection + "-common");
        assertThat(embedder.owners).containsExactly(martin.tenant());
    }

    @Test
    void they_are_found_some_at_a_time_and_each_once() {
        var first = documents.add(durant, deployment, text("a.txt", "Le garage ferme à midi."), null);
        var second = documents.add(durant, deployment, text("b.txt", "Le garage ouvre à huit heures."), null);
        work(durant);
        var marks = wiring.get(DocumentMarks.class);

        var of = marks.readByOthers(OPERATOR, "letters/3", before(first), 1);
        assertThat(of).extracting(DocumentMarks.Mark::document).containsExactly(KnowledgeFixtures.uuid(first));
        of = marks.readByOthers(OPERATOR, "letters/3", of.getFirst().document(), 1);
        assertThat(of).extracting(DocumentMarks.Mark::document).containsExactly(KnowledgeFixtures.uuid(second));
        assertThat(marks.readByOthers(OPERATOR, embedder.model(), before(first), 9))
                .extracting(DocumentMarks.Mark::document)
                .doesNotContain(KnowledgeFixtures.uuid(first), KnowledgeFixtures.uuid(second));
    }

    private DueWork meanings() {
        return new DueWork(wiring.get(GiveMeaning.class), clock);
    }

    private static UUID before(DocumentView view) {
        var id = KnowledgeFixtures.uuid(view);
        return new UUID(id.getMostSignificantBits(), 0);
    }

    private static DocumentId id(DocumentView view) {
        return DocumentId.parse(view.id()).orElseThrow();
    }
}
