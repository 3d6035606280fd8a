package io.guichet.answering;

import io.guichet.conversation.Conversations;
import io.guichet.conversation.MessageId;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Json;
import io.guichet.knowledge.DetectedIntent;
import io.guichet.knowledge.KnownAnswer;
import io.guichet.knowledge.LearnedAnswerDraft;
import io.guichet.knowledge.LearnedAnswers;
import io.guichet.knowledge.LearnedCorrection;
import io.guichet.spi.model.Prompt;
import io.guichet.spi.sector.Turn;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestTenants;
import io.guichet.work.WorkOutcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.guichet.answering.FakeKnowledge.passage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** One turn, with the craftsman's agent as it is shipped. */
@ExtendWith(RealPostgres.class)
class TakeTurnTest {

    private static final String ASSURED = "Êtes-vous assurés ?";
    private static final String PROJECT =
            "Pouvez-vous me décrire votre projet : quels travaux, dans quelle pièce, et quelle surface ?";

    private final TurnFixture it = new TurnFixture();

    @Test
    void what_the_rules_understand_asks_nobody_else() {
        it.models.says("Bonjour !");
        var said = it.says("Bonjour");

        assertThat(it.reply(said)).isEqualTo("Bonjour !\n\n" + PROJECT);
        assertThat(it.models.asked).isEmpty();
        assertThat(it.knowledge.retrieval.asked).isZero();
        assertThat(said.answered().trace().answeredBy()).isEqualTo("rules");
    }

    @Test
    void documents_are_looked_for_while_it_is_found_out_what_a_message_is_about() {
        it.knowledge.eachWaitsForTheOther();
        it.knowledge.has(true, passage("CGV", "Assurance décennale AXA.", null));
        var said = it.says(ASSURED);

        assertThat(said.answered().trace().answeredBy()).isEqualTo("knowledge");
    }

    @Test
    void a_question_that_a_person_answered_before_gets_that_answer_and_then_the_rules_go_on() {
        it.knowledge.answers(KnownAnswer.Kind.LEARNED, "Oui, en décennale, pour 120 € par an chez AXA.");
        it.models.says("Autre chose");
        var said = it.says(ASSURED);

        assertThat(it.reply(said)).isEqualTo("Oui, en décennale, pour 120 € par an chez AXA.\n\n" + PROJECT);
        assertThat(it.models.asked).isEmpty();
        assertThat(metadata(said)).contains("\"answered_by\":\"learned\"", "\"kind\":\"learned\"", "kna_1");
    }

    @Test
    void an_answer_counts_as_given_once_its_reply_is_there_and_once_only() throws Exception {
        var prepared = it.wiring
                .get(PrepareTurn.class)
                .next(it.ebp, it.conversation, it.write(ASSURED))
                .orElseThrow();
        var learned = it.wiring.get(LearnedAnswers.class);
        var id = learned.learn(
                        it.ebp,
                        new LearnedCorrection(
                                prepared.deployment().id(),
                                null,
                                null,
                                new LearnedAnswerDraft(ASSURED, "Oui, en décennale.", "fr", null)))
                .id();
        it.knowledge.answers(
                new KnownAnswer(id.toString(), KnownAnswer.Kind.LEARNED, id.value(), ASSURED, "Oui, en décennale.", 1));

        var answered = it.wiring.get(TakeTurn.class).take(it.ebp, prepared, words -> {});
        assertThat(learned.get(it.ebp, id).hits()).isZero();
        var conclude = it.wiring.get(ConcludeTurn.class);
        assertThat(conclude.conclude(it.ebp, prepared, answered, 0)).isTrue();
        assertThat(conclude.conclude(it.ebp, prepared, answered, 0)).isFalse();

        assertThat(learned.get(it.ebp, id).hits()).isEqualTo(1);
        assertThat(learned.get(it.ebp, id).lastHitAt()).isEqualTo(it.clock.instant());
    }

    @Test
    void without_a_model_a_document_answers_in_its_own_words_and_is_named() {
        it.knowledge.has(
                true,
                passage(
                        "Conditions générales.pdf",
                        "Les délais varient. Durant Peinture est assurée en décennale auprès d'AXA. Le reste suit.",
                        null));
        var said = it.says(ASSURED);

        assertThat(it.reply(said))
                .isEqualTo("Durant Peinture est assurée en décennale auprès d'AXA. Le reste suit.\n\n"
                        + "Source : Conditions générales.pdf\n\n" + PROJECT);
        assertThat(metadata(said)).contains("\"model\":\"knowledge\"", "\"kind\":\"document\"", "doc_1");
    }

    @Test
    void a_document_that_may_not_be_the_answer_is_none() {
        it.knowledge.has(false, passage("CGV", "Nous aimons la peinture.", null));

        assertThat(it.reply(it.says(ASSURED))).isEqualTo("Je n'ai pas bien compris.\n\n" + PROJECT);
    }

    @Test
    void what_was_answered_was_not_misunderstood() {
        it.knowledge.has(true, passage("CGV", "Nous sommes assurés.", null));

        for (var i = 0; i < 4; i++) {
            assertThat(it.reply(it.says(ASSURED))).endsWith(PROJECT);
        }
        assertThat(status()).isEqualTo("open");
    }

    @Test
    void what_nobody_answers_is_a_persons_as_before() {
        it.models.isUnavailable("unavailable");
        it.says(ASSURED);
        it.says(ASSURED);

        assertThat(status()).isEqualTo("waiting_for_person");
    }

    @Test
    void a_model_answers_from_documents_and_is_read_along() {
        it.knowledge.has(true, passage("CGV", "Assurance décennale AXA.", null));
        it.models.says("Oui, nous sommes assurés en décennale.\n```json-turn\n{\"sources\": [1]}\n```");
        var said = it.says(ASSURED);

        assertThat(it.reply(said)).isEqualTo("Oui, nous sommes assurés en décennale.\n\nSource : CGV\n\n" + PROJECT);
        assertThat(it.streamed.toString().strip()).isEqualTo("Oui, nous sommes assurés en");
        assertThat(metadata(said)).contains("\"model\":\"fake/m\"", "\"answered_by\":\"model\"");
        var request = it.models.asked.getFirst();
        assertThat(request.system()).startsWith(TurnFixture.INSTRUCTIONS).contains("Assurance décennale AXA.", PROJECT);
        assertThat(request.messages().getLast().text()).isEqualTo(ASSURED);
        assertThat(request.atMost()).isPositive();
    }

    @Test
    void a_model_sees_what_was_said_before() {
        it.says("Bonjour");
        it.models.says("Oui.");
        it.says(ASSURED);

        assertThat(it.models.asked.getFirst().messages()).hasSize(3);
    }

    @Test
    void photos_alone_are_the_rules_to_answer_and_stand_before_no_model() {
        it.models.says("Oui, nous sommes assurés.");
        it.understandsNothing();
        var photos = it.answered(it.sendPhotos());

        assertThat(photos.answered().by()).isEqualTo(Answered.By.RULES);
        assertThat(it.models.asked).isEmpty();

        it.says(ASSURED);

        assertThat(it.models.asked.getFirst().messages())
                .extracting(Prompt.Message::text)
                .containsExactly(ASSURED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unavailable", "cost_ceiling", "none_configured"})
    void a_model_that_refuses_leaves_it_to_the_documents(String reason) {
        it.knowledge.has(true, passage("CGV", "Nous sommes assurés.", null));
        it.models.isUnavailable(reason);
        var said = it.says(ASSURED);

        assertThat(it.reply(said)).startsWith("Nous sommes assurés.");
        assertThat(said.answered().trace().failed())
                .extracting(TurnTrace.Failed::reason)
                .contains("429", reason);
        assertThat(it.models.asked).hasSize(1);
    }

    @Test
    void where_nobody_names_a_model_nothing_failed() {
        it.knowledge.has(true, passage("CGV", "Nous sommes assurés.", null));
        var said = it.says(ASSURED);

        assertThat(it.reply(said)).startsWith("Nous sommes assurés.");
        assertThat(said.answered().trace().failed()).isEmpty();
    }

    @Test
    void a_model_that_hangs_holds_nobody_up() {
        it.knowledge.has(true, passage("CGV", "Nous sommes assurés.", null));
        it.models.hangs();

        assertThat(it.reply(it.says(ASSURED))).startsWith("Nous sommes assurés.");
    }

    @Test
    void a_model_that_cannot_even_be_looked_for_loses_no_answer() {
        it.knowledge.has(true, passage("CGV", "Nous sommes assurés.", null));
        it.models.does((request, nth) -> {
            throw new IllegalStateException("settings that cannot be opened");
        });
        var said = it.says(ASSURED);

        assertThat(it.reply(said)).startsWith("Nous sommes assurés.");
        assertThat(said.answered().trace().failed())
                .extracting(TurnTrace.Failed::reason)
                .containsExactly("failed");
    }

    @Test
    void what_the_rules_had_to_say_is_said_where_nothing_else_can_be_gathered() throws AskSectorAgent.AgentFailed {
        var message = it.write(ASSURED);
        var prepared = it.wiring
                .get(PrepareTurn.class)
                .next(it.ebp, it.conversation, message)
                .orElseThrow();
        var take = it.wiring.get(TakeTurn.class);
        take.prepare = new PrepareTurn() {
            @Override
            public Gathered gather(CallContext context, Prepared what) {
                throw new IllegalStateException("no database");
            }
        };

        var answered = take.take(it.ebp, prepared, words -> {});

        assertThat(answered.by()).isEqualTo(Answered.By.RULES);
        assertThat(answered.turn().say()).first().isEqualTo(new Turn.Part.Text("Je n'ai pas bien compris."));
        assertThat(it.models.asked).isEmpty();
    }

    @Test
    void of_half_an_answer_the_whole_sentences_are_said() {
        it.models.saysByHalf("Oui, nous sommes assurés. La police est chez");

        assertThat(it.reply(it.says(ASSURED))).isEqualTo("Oui, nous sommes assurés.\n\n" + PROJECT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "```json-turn\n{\"restatement\": \n```", "```json-turn\n{}\n```", "{", "\u0000"})
    void an_answer_that_says_nothing_is_none(String nothing) {
        it.models.says(nothing);

        assertThat(it.reply(it.says(ASSURED))).isEqualTo("Je n'ai pas bien compris.\n\n" + PROJECT);
        assertThat(it.models.asked).hasSize(2);
    }

    @Test
    void an_amount_of_a_models_own_is_repaired_once() {
        it.models.says("Cela coûte 99 € par mois.", "Le prix vous sera dit avec le pré-devis.");
        var said = it.says(ASSURED);

        assertThat(it.reply(said)).isEqualTo("Le prix vous sera dit avec le pré-devis.\n\n" + PROJECT);
        assertThat(it.streamed.toString()).doesNotContain("99");
        assertThat(said.answered().trace().guard()).containsExactly("refused:amount");
        assertThat(said.answered().trace().model()).isNotNull();
        assertThat(it.models.asked.getLast().messages().getLast().text()).contains("was refused: amount");
    }

    @Test
    void a_model_that_insists_is_silent() {
        it.models.says("Cela coûte 99 € par mois.");
        var said = it.says(ASSURED);

        assertThat(it.reply(said)).isEqualTo("Je n'ai pas bien compris.\n\n" + PROJECT);
        assertThat(it.models.asked).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"PT6S, 2", "PT7S, 1", "PT10S, 1"})
    void nothing_is_repaired_that_could_not_end_in_time(Duration first, int calls) {
        it.wiring.configured("guichet.answering.turn-timeout", "PT10S");
        it.models.does((request, nth) -> {
            it.clock.advance(first);
            return FakeModels.answer("Cela coûte 99 € par mois.", false);
        });
        it.says(ASSURED);

        assertThat(it.models.asked).hasSize(calls);
    }

    @Test
    void nobody_is_asked_when_the_time_is_over() {
        it.wiring.configured("guichet.answering.turn-timeout", "PT0.5S");
        it.knowledge.has(true, passage("CGV", "Nous sommes assurés.", null));
        it.models.says("Oui.");
        var said = it.says(ASSURED);

        assertThat(it.reply(said)).startsWith("Nous sommes assurés.");
        assertThat(said.answered().trace().failed())
                .extracting(TurnTrace.Failed::reason)
                .containsExactly("no_time");
        assertThat(it.models.asked).isEmpty();
    }

    @Test
    void a_model_that_nobody_names_did_not_fail_for_want_of_time() {
        it.wiring.configured("guichet.answering.turn-timeout", "PT0.5S");

        assertThat(it.says(ASSURED).answered().trace().failed()).isEmpty();
    }

    @Test
    void an_intent_that_is_for_people_is_handed_over() {
        it.knowledge.isAbout(new DetectedIntent("reclamation", 0.9, true, null));
        var said = it.says("Blablabla ?");

        assertThat(it.reply(said)).isEqualTo("C'est noté.");
        assertThat(status()).isEqualTo("waiting_for_person");
    }

    @Test
    void knowledge_that_fails_is_none() {
        it.knowledge.retrieval.fails = true;

        assertThat(it.reply(it.says(ASSURED))).isEqualTo("Je n'ai pas bien compris.\n\n" + PROJECT);
    }

    @Test
    void a_trace_says_how_it_was_found_and_nothing_of_what_was_said() {
        it.knowledge.has(true, passage("CGV secrètes", "Nous sommes assurés.", null));
        it.models.says("Oui, tout à fait.");
        var said = it.says(ASSURED);
        var reply = MessageId.parse(String.valueOf(it.progress(said).replyId())).orElseThrow();
        var trace = it.wiring.get(TurnTraces.class).get(it.ebp, it.conversation, reply);

        assertThat(trace).isEqualTo(said.answered().trace());
        assertThat(trace.understanding()).isEqualTo("question");
        assertThat(trace.retrieved())
                .extracting(TurnTrace.Retrieved::documentId)
                .containsExactly("doc_1");
        assertThat(Json.write(trace)).doesNotContain("assur", "CGV", "tout à fait");
        assertThatThrownBy(() ->
                        it.wiring.get(TurnTraces.class).get(TestTenants.aTenant(it.wiring), it.conversation, reply))
                .isInstanceOf(GuichetException.class);
        assertThatThrownBy(() -> it.wiring.get(TurnTraces.class).get(it.ebp, it.conversation, said.message()))
                .isInstanceOf(GuichetException.class);
    }

    @Test
    void a_turn_that_is_run_again_after_its_node_died_is_answered_once() {
        it.models.says("Oui, nous sommes assurés.");
        var message = it.write(ASSURED);
        var prepared = it.wiring.get(PrepareTurn.class).next(it.ebp, it.conversation, message);
        assertThat(prepared).isPresent();
        var answer = it.wiring.get(AnswerMessage.class);

        assertThat(answer.handle(it.ebp, it.conversation + "/" + message, 1)).isEqualTo(WorkOutcome.DONE);
        assertThat(answer.handle(it.ebp, it.conversation + "/" + message, 2)).isEqualTo(WorkOutcome.DONE);

        assertThat(it.models.asked).hasSize(1);
        assertThat(RealPostgres.<Long>inTenant(it.ebp.tenant(), c -> {
                    var row = c.createStatement().executeQuery("select count(*) from turn_traces");
                    row.next();
                    return row.getLong(1);
                }))
                .isEqualTo(1);
    }

    private String metadata(TurnFixture.Said said) {
        return String.valueOf(it.progress(said).metadata());
    }

    private String status() {
        return it.wiring.get(Conversations.class).get(it.ebp, it.conversation).status();
    }
}
