package io.guichet.knowledge;

import io.guichet.agent.DeploymentView;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import io.guichet.testing.MovingClock;
import io.guichet.testing.Pages;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestAgents;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Frequent questions and intents: what sectors bring, and what a tenant says instead. */
@ExtendWith(RealPostgres.class)
class FrequentQuestionsTest {

    private final FakeEmbedders embedder = new FakeEmbedders();
    private final Wiring wiring = new Wiring()
            .with(Clock.class, new MovingClock("2026-11-02T08:00:00Z"))
            .with(Embedder.class, embedder);
    private final FrequentQuestions questions = wiring.get(FrequentQuestions.class);
    private final Intents intents = wiring.get(Intents.class);
    private final KnownAnswers known = wiring.get(KnownAnswers.class);

    private CallContext ebp;
    private CallContext sage;
    private DeploymentView deployment;

    @BeforeEach
    void two_tenants() {
        ebp = TestTenants.aTenant(wiring);
        sage = TestTenants.aTenant(wiring);
        deployment = TestAgents.aDeployment(wiring, ebp);
        embedder.breaks();
    }

    static List<String> sectors() {
        return KnownSector.names();
    }

    @ParameterizedTest
    @MethodSource("sectors")
    void a_sector_brings_questions_and_intents_that_find_themselves(String sector) {
        var brought = KnownSector.of(sector);

        assertThat(brought.questions().stream().filter(q -> q.locale().equals("fr")))
                .hasSizeGreaterThanOrEqualTo(15);
        assertThat(brought.intents())
                .hasSizeGreaterThanOrEqualTo(10)
                .allSatisfy(intent -> assertThat(intent.examples()).hasSizeGreaterThanOrEqualTo(5));
        for (var question : brought.questions()) {
            for (var phrase : question.entry().phrases()) {
                assertThat(phrase.sentence().isEmpty()).as(phrase.text()).isFalse();
                assertThat(asked(sector, question.locale(), phrase.text()))
                        .as(phrase.text())
                        .hasValueSatisfying(found -> assertThat(found.id()).isEqualTo(question.name()));
            }
            assertThat(LearnedPersonalData.in(question.answer())).isEmpty();
            assertThat(question.answer()).doesNotContain("€").doesNotContainPattern("\\d+ ?euros");
        }
    }

    @ParameterizedTest
    @MethodSource("sectors")
    void every_example_of_an_intent_is_understood_as_it(String sector) {
        for (var intent : KnownSector.of(sector).intents()) {
            for (var example : intent.examples()) {
                assertThat(wanted(sector, intent.locale(), example)).as(example).hasValueSatisfying(found -> {
                    assertThat(found.name()).isEqualTo(intent.name());
                    assertThat(found.escalates()).isEqualTo(intent.escalates());
                });
            }
        }
    }

    @Test
    void a_tenants_own_stands_instead_of_what_the_sector_brings_for_it_alone() {
        var question = "Comment réserver une table ?";
        assertThat(asked("restaurant", "fr", question).orElseThrow().answer()).contains("j'enregistre");

        questions.create(ebp, draft("restaurant", "reserver", question, "Par téléphone seulement.", true), null);

        assertThat(asked("restaurant", "fr", question).orElseThrow().answer()).isEqualTo("Par téléphone seulement.");
        assertThat(known.match(sage, deployment.id(), deployment.agent(), "restaurant", Locale.FRENCH, question)
                        .orElseThrow()
                        .answer())
                .contains("j'enregistre");
    }

    @Test
    void how_often_a_tenants_own_was_given_is_counted_and_nobody_counts_the_sectors() {
        var question = "Comment réserver une table ?";
        var rows = wiring.get(KnownRows.class);
        rows.given(ebp, asked("restaurant", "fr", question).orElseThrow());
        var own = questions.create(ebp, draft("restaurant", "reserver", question, "Par téléphone.", true), null);

        rows.given(ebp, asked("restaurant", "fr", question).orElseThrow());

        assertThat(questions.get(ebp, own.id()).hits()).isEqualTo(1);
    }

    @Test
    void one_that_is_switched_off_takes_the_sectors_with_it_until_it_is_removed() {
        var question = "Comment réserver une table ?";
        var id = questions
                .create(ebp, draft("restaurant", "reserver", question, "Non.", false), null)
                .id();
        assertThat(asked("restaurant", "fr", question)).isEmpty();

        questions.delete(ebp, id);

        assertThat(asked("restaurant", "fr", question)).isPresent();
    }

    @Test
    void the_list_has_both_and_each_name_once() {
        questions.create(ebp, draft("artisan", "devis", "Comment avoir un devis ?", "Écrivez ici.", true), null);

        var page = questions.list(ebp, Pages.first(5), null, null);
        var all = new java.util.ArrayList<>(page.items());
        for (var next = page.next(); next != null; ) {
            var more = questions.list(ebp, Pages.after(next, 5), null, null);
            all.addAll(more.items());
            next = more.next();
        }

        assertThat(all).hasSize(KnownSector.of("artisan").questions().size());
        assertThat(all.stream().filter(q -> q.source().equals("own")))
                .singleElement()
                .satisfies(q -> {
                    assertThat(q.name()).isEqualTo("devis");
                    assertThat(q.id()).isNotNull();
                });
        assertThat(questions.list(ebp, Pages.first(), null, "own").items()).hasSize(1);
        assertThat(questions.list(sage, Pages.first(), null, null).items()).isEmpty();
    }

    @Test
    void a_name_is_made_of_the_question_and_taken_once() {
        var first = questions.create(ebp, draft("restaurant", null, "Avez-vous une terrasse ?", "Oui.", true), null);

        assertThat(first.name()).isEqualTo("avez-vous-une-terrasse");
        assertProblem(
                ProblemCode.CONFLICT,
                () -> questions.create(ebp, draft("restaurant", null, "Avez-vous une terrasse ?", "Non.", true), null));
        assertProblem(
                ProblemCode.NOT_FOUND,
                () -> questions.replace(
                        sage,
                        first.id(),
                        draft("restaurant", null, "Avez-vous une terrasse ?", "Non.", true),
                        OptionalInt.empty()));
        assertProblem(ProblemCode.NOT_FOUND, () -> questions.get(sage, first.id()));
        assertProblem(ProblemCode.NOT_FOUND, () -> questions.delete(sage, first.id()));
    }

    @Test
    void an_intent_is_made_or_changed_by_its_name_and_understood_at_once() {
        var draft = intent("terrasse", List.of("Je voudrais manger dehors", "Une table en terrasse"), true);
        var made = intents.put(ebp, draft);
        var changed = intents.put(ebp, intent("terrasse", List.of("Je voudrais manger dehors"), false));

        assertThat(changed.id()).isEqualTo(made.id());
        assertThat(changed.version()).isEqualTo(2);
        assertThat(wanted("restaurant", "fr", "bonjour, je voudrais manger dehors à midi"))
                .hasValueSatisfying(found -> {
                    assertThat(found.name()).isEqualTo("terrasse");
                    assertThat(found.escalates()).isFalse();
                });
        assertThat(known.intent(sage, "restaurant", Locale.FRENCH, "Je voudrais manger dehors"))
                .isEmpty();
    }

    @Test
    void every_faulty_field_is_named_at_once() {
        assertThatThrownBy(() -> questions.create(
                        ebp,
                        new FrequentQuestionDraft(
                                "?", "Un Nom", "de", "", List.of("ok", "Mme Martin vient ?"), " ", null),
                        null))
                .isInstanceOfSatisfying(
                        GuichetException.class,
                        e -> assertThat(e.fields())
                                .extracting(GuichetException.FieldError::field)
                                .contains("sector", "name", "locale", "question", "variants[1]", "answer"));
    }

    private Optional<KnownAnswer> asked(String sector, String locale, String text) {
        return known.match(ebp, deployment.id(), deployment.agent(), sector, Locale.forLanguageTag(locale), text);
    }

    private Optional<DetectedIntent> wanted(String sector, String locale, String text) {
        return known.intent(ebp, sector, Locale.forLanguageTag(locale), text);
    }

    private static FrequentQuestionDraft draft(
            String sector, @Nullable String name, String question, String answer, boolean active) {
        return new FrequentQuestionDraft(sector, name, "fr", question, null, answer, active);
    }

    private static IntentDraft intent(String name, List<String> examples, boolean escalates) {
        return new IntentDraft("restaurant", name, "fr", List.copyOf(examples), null, escalates, null);
    }

    private static void assertProblem(ProblemCode code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
