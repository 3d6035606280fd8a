package io.guichet.knowledge;

import io.guichet.kernel.ProblemCode;
import io.guichet.knowledge.index.IndexedPassage;
import io.guichet.work.WorkOutcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

import static io.guichet.knowledge.KnowledgeFixtures.text;
import static org.assertj.core.api.Assertions.assertThat;

/** Documents from their arrival until they are found, and until they are no longer. */
class DocumentsTest extends DocumentsScene {

    @Test
    void a_document_is_found_by_its_tenant_once_it_was_taken_apart() {
        var added = documents.add(durant, deployment, text("horaires.txt", "# Horaires\nOuvert le samedi."), null);
        assertThat(added.state()).isEqualTo("received");
        assertThat(found(durant, "samedi")).isEmpty();

        work(durant);

        assertThat(get(added)).satisfies(d -> {
            assertThat(d.state()).isEqualTo("ready");
            assertThat(d.passages()).isEqualTo(1);
        });
        assertThat(found(durant, "êtes-vous ouverts samedi ?")).singleElement().satisfies(p -> {
            assertThat(p.text()).isEqualTo("Ouvert le samedi.");
            assertThat(p.heading()).isEqualTo("Horaires");
            assertThat(p.title()).isEqualTo("horaires.txt");
            assertThat(p.common()).isFalse();
            assertThat(p.similarity()).isNotNull();
        });
    }

    @Test
    void a_question_is_turned_into_a_vector_once_whoever_looks_for_an_answer() {
        documents.add(durant, deployment, text("a.txt", "Le garage ferme à midi."), null);
        work(durant);
        var question = "Le garage ferme-t-il à midi ?";

        wiring.get(KnownAnswers.class).match(durant, deployment, agent, "artisan", Locale.FRENCH, " " + question);
        assertThat(found(durant, question))
                .singleElement()
                .satisfies(p -> assertThat(p.similarity()).isPositive());

        assertThat(embedder.asked).containsOnlyOnce(question);
    }

    @Test
    void another_tenant_that_names_the_same_collection_finds_nothing_of_it() {
        var theirs = KnowledgeFixtures.aDeployment(wiring, martin, agent, collection);
        documents.add(durant, deployment, text("a.txt", "Le code du coffre est 1234."), null);
        work(durant);

        assertThat(found(durant, "code du coffre")).hasSize(1);
        assertThat(found(martin, "code du coffre")).isEmpty();
        assertThat(documents.list(martin, theirs, page()).items()).isEmpty();
    }

    @Test
    void what_an_index_has_on_the_wrong_shelf_is_still_not_shown() {
        var added = documents.add(durant, deployment, text("a.txt", "Le code du coffre est 1234."), null);
        work(durant);
        var passages =
                wiring.get(ReadPassages.class).ofDocument(durant, KnowledgeFixtures.uuid(added), embedder.model());
        var misplaced = passages.stream()
                .map(p -> new IndexedPassage(
                        p.id(), p.document(), Shelf.of(martin, collection).key(), p.heading(), p.text(), p.vector()))
                .toList();
        index.index().replace(KnowledgeFixtures.uuid(added).toString(), misplaced);

        assertThat(index.byWords("coffre", List.of(Shelf.of(martin, collection).key()), 5))
                .hasSize(1);
        assertThat(found(martin, "coffre")).isEmpty();
    }

    @Test
    void another_tenants_document_is_not_there() {
        var added = documents.add(durant, deployment, text("a.txt", "Bonjour."), null);
        var id = DocumentId.parse(added.id()).orElseThrow();
        var theirs = KnowledgeFixtures.aDeployment(wiring, martin, agent, collection);

        assertProblem(ProblemCode.DOCUMENT_NOT_FOUND, () -> documents.get(martin, theirs, id));
        assertProblem(ProblemCode.DOCUMENT_NOT_FOUND, () -> documents.remove(martin, theirs, id));
        assertProblem(ProblemCode.DOCUMENT_NOT_FOUND, () -> documents.replace(martin, theirs, id, text("b.txt", "b")));
        assertProblem(ProblemCode.DEPLOYMENT_NOT_FOUND, () -> documents.get(martin, deployment, id));
    }

    @Test
    void what_is_common_is_found_by_every_tenant_and_changed_by_none() {
        var added = common.add(OPERATOR, agent, text("tva.txt", "La TVA réduite est de dix pour cent."), null);
        work(nobody());
        var id = DocumentId.parse(added.id()).orElseThrow();

        assertThat(common.get(OPERATOR, agent, id).state()).isEqualTo("ready");
        for (var tenant : List.of(durant, martin)) {
            assertThat(found(tenant, "TVA réduite", collection + "-common"))
                    .singleElement()
                    .satisfies(p -> assertThat(p.common()).isTrue());
        }
        assertProblem(ProblemCode.DOCUMENT_NOT_FOUND, () -> documents.remove(durant, deployment, id));
        assertThat(retrieval
                        .search(OPERATOR, question("TVA", collection + "-common"))
                        .passages())
                .hasSize(1);
    }

    @Test
    void a_deployment_without_a_collection_of_its_own_keeps_no_documents() {
        var plain = io.guichet.testing.TestAgents.aDeployment(wiring, durant).id();

        assertProblem(ProblemCode.CONFLICT, () -> documents.add(durant, plain, text("a.txt", "a"), null));
        assertProblem(ProblemCode.CONFLICT, () -> documents.list(durant, plain, page()));
        var without = KnowledgeFixtures.anAgent(wiring, null);
        assertProblem(ProblemCode.CONFLICT, () -> common.add(OPERATOR, without, text("a.txt", "a"), null));
    }

    @Test
    void what_is_replaced_is_found_until_the_new_one_is() {
        var added = documents.add(durant, deployment, text("a.txt", "Le garage ferme à midi."), null);
        work(durant);
        var id = DocumentId.parse(added.id()).orElseThrow();

        var replaced = documents.replace(durant, deployment, id, text("b.txt", "Le garage ferme à minuit."));
        assertThat(replaced.version()).isEqualTo(2);
        index.follow();
        assertThat(found(durant, "garage")).extracting(Passage::text).containsExactly("Le garage ferme à midi.");
        work(durant);

        assertThat(found(durant, "garage")).extracting(Passage::text).containsExactly("Le garage ferme à minuit.");
    }

    @Test
    void what_is_removed_is_not_found_even_before_the_index_knows() {
        var added = documents.add(durant, deployment, text("a.txt", "Le garage ferme à midi."), null);
        work(durant);

        documents.remove(durant, deployment, DocumentId.parse(added.id()).orElseThrow());
        assertThat(found(durant, "garage")).isEmpty();

        index.follow();
        assertThat(index.byWords("garage", List.of(Shelf.of(durant, collection).key()), 5))
                .isEmpty();
    }

    @Test
    void a_document_takes_room_of_the_plan_and_gives_it_back() {
        var added = documents.add(durant, deployment, text("a.txt", "x".repeat(1000)), null);
        assertThat(used()).isEqualTo(1000);

        var id = DocumentId.parse(added.id()).orElseThrow();
        documents.replace(durant, deployment, id, text("a.txt", "x".repeat(300)));
        assertThat(used()).isEqualTo(300);
        documents.remove(durant, deployment, id);
        assertThat(used()).isZero();
    }

    @Test
    void the_same_request_twice_is_one_document() {
        var first = documents.add(durant, deployment, text("a.txt", "Bonjour."), "key");
        var second = documents.add(durant, deployment, text("a.txt", "Bonjour."), "key");

        assertThat(second).isEqualTo(first);
        assertProblem(
                ProblemCode.IDEMPOTENCY_KEY_REUSED,
                () -> documents.add(durant, deployment, text("a.txt", "Bonsoir."), "key"));
        assertThat(documents.list(durant, deployment, page()).items()).hasSize(1);
    }

    @Test
    void what_cannot_be_read_says_why_and_holds_up_nothing() {
        var hostile = documents.add(durant, deployment, text("a.txt", "HOSTILE"), null);
        var good = documents.add(durant, deployment, text("b.txt", "Bonjour le garage."), null);
        work(durant);

        assertThat(get(hostile)).satisfies(d -> {
            assertThat(d.state()).isEqualTo("failed");
            assertThat(d.failure()).isEqualTo("It could not be read within 30 seconds.");
        });
        assertThat(get(good).state()).isEqualTo("ready");
        assertThat(contents()).isZero();
    }

    @Test
    void a_page_whose_address_may_not_be_fetched_is_refused_at_once_or_says_why() {
        assertProblem(
                ProblemCode.UNREACHABLE_URL,
                () -> documents.add(durant, deployment, new PageDraft("http://127.0.0.1/secret", null), null));
        assertProblem(
                ProblemCode.INVALID_FIELDS, () -> documents.add(durant, deployment, new PageDraft(" ", null), null));
    }

    @Test
    void work_that_is_done_twice_or_for_an_old_version_changes_nothing() {
        var added = documents.add(durant, deployment, text("a.txt", "Un garage."), null);
        var handler = wiring.get(TakeApart.class);
        var subject = KnowledgeFixtures.uuid(added) + " 1";
        assertThat(handler.handle(durant, subject, 1)).isEqualTo(WorkOutcome.DONE);
        assertThat(handler.handle(durant, subject, 2)).isEqualTo(WorkOutcome.DONE);
        work(durant);
        assertThat(found(durant, "garage")).hasSize(1);

        documents.replace(durant, deployment, DocumentId.parse(added.id()).orElseThrow(), text("a.txt", "Un atelier."));
        handler.handle(durant, subject, 1);
        handler.givenUp(durant, subject, "old");
        work(durant);

        assertThat(get(added).state()).isEqualTo("ready");
        assertThat(found(durant, "atelier")).hasSize(1);
    }

    @Test
    void without_a_model_words_are_found_and_meanings_follow_once_it_is_back() {
        embedder.away = true;
        var added = documents.add(durant, deployment, text("a.txt", "Le garage ferme à midi."), null);
        work(durant);

        assertThat(get(added).state()).isEqualTo("ready");
        assertThat(found(durant, "garage"))
                .singleElement()
                .satisfies(p -> assertThat(p.similarity()).isNull());

        embedder.away = false;
        clock.advance(java.time.Duration.ofMinutes(2));
        work(durant);
        assertThat(found(durant, "garage"))
                .singleElement()
                .satisfies(p -> assertThat(p.similarity()).isPositive());
    }

    @Test
    void vectors_of_another_model_are_not_compared_and_are_made_anew() {
        documents.add(durant, deployment, text("a.txt", "Le garage ferme à midi."), null);
        work(durant);
        embedder.model = "letters/2";

        index.follow();
        assertThat(index.byMeaning(
                        vector("garage"), List.of(Shelf.of(durant, collection).key()), 5))
                .isEmpty();
        assertThat(found(durant, "garage"))
                .singleElement()
                .satisfies(p -> assertThat(p.similarity()).isNull());

        work(durant);
        assertThat(found(durant, "garage"))
                .singleElement()
                .satisfies(p -> assertThat(p.similarity()).isPositive());
    }

    @Test
    void a_lost_index_is_made_anew_and_one_that_was_away_catches_up() {
        documents.add(durant, deployment, text("a.txt", "Le garage ferme à midi."), null);
        work(durant);
        index.close();
        documents.add(durant, deployment, text("b.txt", "Le garage ouvre à huit heures."), null);
        work(durant);
        assertThat(found(durant, "garage")).hasSize(2);

        index.startOver();
        assertThat(found(durant, "garage")).isEmpty();
        index.follow();

        assertThat(found(durant, "garage")).hasSize(2);
    }

    @Test
    void what_is_committed_late_is_not_missed() throws Exception {
        var marked = new CountDownLatch(1);
        var followed = new CountDownLatch(1);
        var theirs = KnowledgeFixtures.aDeployment(wiring, martin, agent, collection + "-m");
        var late = documents.add(durant, deployment, text("late.txt", "Tardif garage."), null);
        work(durant);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var change = threads.submit(() -> wiring.inTenant(durant, () -> {
                documents.remove(durant, deployment, DocumentId.parse(late.id()).orElseThrow());
                marked.countDown();
                followed.await();
                return true;
            }));
            marked.await();
            documents.add(martin, theirs, text("soon.txt", "Garage ouvert."), null);
            work(martin);
            index.follow();
            index.follow();
            followed.countDown();
            change.get();
        }
        index.follow();

        assertThat(index.byWords("tardif", List.of(Shelf.of(durant, collection).key()), 5))
                .isEmpty();
    }

    @Test
    void a_file_is_taken_for_what_it_is_and_not_for_its_name() {
        var pdf = "%PDF-1.7 …".getBytes(StandardCharsets.UTF_8);
        for (var name : List.of("a.exe", "a", "a.txt", "a.docx", "../../a.md")) {
            assertProblem(ProblemCode.UNSUPPORTED_FILE, () -> ReceivedDocument.check(name, null, pdf));
        }
        assertProblem(ProblemCode.UNSUPPORTED_FILE, () -> text("a.txt", "NUL \0 inside"));
        assertProblem(
                ProblemCode.FILE_TOO_LARGE,
                () -> ReceivedDocument.check("a.txt", null, new byte[ReceivedDocument.LARGEST + 1]));
        assertThat(ReceivedDocument.check("C:\\docs\\..\\a.pdf", " \n", pdf).title())
                .isEqualTo("a.pdf");
    }
}
