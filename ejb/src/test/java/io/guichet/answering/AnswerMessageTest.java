package io.guichet.answering;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guichet.conversation.ReceiveMessage;
import io.guichet.conversation.ReceiveMessage.NewMessage;
import io.guichet.conversation.SetContext;
import io.guichet.kernel.Json;
import io.guichet.spi.sector.Fact;
import io.guichet.spi.sector.Facts;
import io.guichet.spi.sector.Turn;
import io.guichet.spi.sector.TurnRequest;
import io.guichet.testing.RealPostgres;
import io.guichet.work.WorkOutcome;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(RealPostgres.class)
class AnswerMessageTest {

    private AnsweringScene scene;

    @BeforeEach
    void a_visitor() {
        scene = new AnsweringScene();
    }

    @Test
    void the_agent_is_given_what_is_known_and_its_reply_is_the_answer() {
        scene.plugins.answers(r -> new Turn(
                List.of(
                        new Turn.Part.Text("Vous voulez : " + r.text()),
                        new Turn.Part.Text("Quelle surface ?"),
                        new Turn.Part.QuickReplies(List.of("8 m²"))),
                r.known().with("turns", new Fact.Measure(count(r).add(BigDecimal.ONE), "n")),
                List.of()));
        scene.write("une douche");
        var second = scene.write("et du carrelage");

        assertThat(scene.work()).allMatch(WorkOutcome.Done.class::isInstance);

        var progress = scene.progress(second);
        assertThat(progress.status()).isEqualTo("completed");
        assertThat(progress.content()).isEqualTo("Vous voulez : et du carrelage\n\nQuelle surface ?");
        assertThat(progress.preQuote()).isNull();
        assertThat(Json.tree(String.valueOf(progress.metadata())).get("sector").asText())
                .isEqualTo("artisan");
        assertThat(scene.plugins.asked)
                .extracting(AnswerMessageTest::count)
                .containsExactly(BigDecimal.ZERO, BigDecimal.ONE);
        assertThat(scene.plugins.asked.getFirst().priceBook().items()).hasSize(3);
        assertThat(scene.plugins.asked.getFirst().speaksFor()).isEqualTo("Durant Peinture");
        assertThat(scene.told()).hasSize(2).allSatisfy(t -> {
            assertThat(t.conversation()).isEqualTo(scene.conversation);
            assertThat(t.completed()).isNull();
            assertThat(t.handOver()).isNull();
        });
    }

    @Test
    void a_message_is_done_once_it_is_written_down_what_its_models_cost() {
        scene.plugins.answers(r -> AnsweringScene.saying("Bonjour"));
        scene.write("Bonjour");
        scene.work();

        assertThat(scene.models.settled).isOne();
    }

    @Test
    void the_agent_is_given_what_the_tenant_vouches_for_apart_from_what_the_page_says() {
        scene.plugins.answers(r -> AnsweringScene.saying("Bonjour"));
        var said = (ObjectNode) Json.tree("{\"vip\":false}");
        scene.wiring.get(SetContext.class).set(scene.ebp, new SetContext.NewContext(scene.conversation, null, said));
        var message = new NewMessage("Bonjour", List.of(), null, "{\"vip\":true}");
        scene.wiring.get(ReceiveMessage.class).receive(scene.session, message, "test");
        scene.work();

        assertThat(scene.plugins.asked.getFirst().context().trusted()).isEqualTo(Map.of("vip", false));
        assertThat(scene.plugins.asked.getFirst().context().untrusted()).isEqualTo(Map.of("vip", true));
    }

    @Test
    void a_pre_quote_has_the_prices_of_the_book_and_no_others() {
        scene.plugins.answers(r -> AnsweringScene.proposing("SOL", "8", new Turn.Action.CompleteProject()));
        var message = scene.write("8 m² de carrelage");
        scene.work();

        var progress = scene.progress(message);
        var quote = Json.tree(String.valueOf(progress.preQuote()));
        assertThat(quote.get("total_ht").decimalValue()).isEqualByComparingTo("640");
        assertThat(quote.get("total_ttc").decimalValue()).isEqualByComparingTo("768");
        assertThat(quote.get("items").get(0).get("label").asText()).isEqualTo("Carrelage sol");
        assertThat(progress.content()).contains("Voici :", "Carrelage sol", "640,00");
        assertThat(scene.told())
                .singleElement()
                .satisfies(t -> assertThat(t.completed()).isNotNull());
        var project = Json.tree(String.valueOf(scene.view().project()));
        assertThat(project.get("type").asText()).isEqualTo("renovation_salle_de_bain");
    }

    @Test
    void the_pre_quote_that_stands_is_shown_again_without_a_new_revision() {
        scene.plugins.answers(r -> AnsweringScene.proposing("SOL", "8"));
        scene.write("8 m² de carrelage");
        scene.work();
        scene.plugins.answers(r ->
                new Turn(List.of(new Turn.Part.Text("Le voici."), new Turn.Part.PreQuote()), r.known(), List.of()));
        var again = scene.write("Montrez-le encore");
        scene.work();

        assertThat(Json.tree(String.valueOf(scene.progress(again).preQuote()))
                        .get("revision")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void run_twice_it_answers_once() {
        scene.plugins.answers(r -> AnsweringScene.saying("Bonjour"));
        var message = scene.write("Bonjour");
        var subject = scene.conversation + "/" + message;

        assertThat(scene.answer.handle(scene.ebp, subject, 1)).isEqualTo(WorkOutcome.DONE);
        assertThat(scene.answer.handle(scene.ebp, subject, 2)).isEqualTo(WorkOutcome.DONE);

        assertThat(scene.messages()).hasSize(2);
        assertThat(scene.told()).hasSize(1);
        assertThat(scene.plugins.asked).hasSize(1);
    }

    @Test
    void answered_by_another_meanwhile_nothing_is_said_twice_and_no_revision_is_left() {
        var message = scene.write("8 m²");
        var subject = scene.conversation + "/" + message;
        scene.plugins.answers(r -> {
            scene.plugins.answers(again -> AnsweringScene.saying("Le premier"));
            scene.answer.handle(scene.ebp, subject, 1);
            return AnsweringScene.proposing("SOL", "8");
        });

        scene.answer.handle(scene.ebp, subject, 1);

        assertThat(scene.progress(message).content()).isEqualTo("Le premier");
        assertThat(scene.messages()).hasSize(2);
        assertThat(scene.preQuote()).isEmpty();
        assertThat(scene.told()).hasSize(1);
    }

    @Test
    void an_agent_hands_over_with_its_reason() {
        scene.plugins.answers(r -> new Turn(
                List.of(new Turn.Part.Text("Je passe la main.")),
                Facts.NONE,
                List.of(new Turn.Action.HandOver(Turn.HandOverReason.ASKED_FOR_A_PERSON))));
        scene.write("Je veux parler à quelqu'un");
        scene.work();

        var view = scene.view();
        assertThat(view.status()).isEqualTo("waiting_for_person");
        assertThat(view.statusReason()).isEqualTo("asked_for_a_person");
        assertThat(scene.told())
                .singleElement()
                .satisfies(t -> assertThat(t.handOver()).isEqualTo("asked_for_a_person"));
    }

    @Test
    void a_reply_has_an_end() {
        scene.plugins.answers(r -> AnsweringScene.saying("x".repeat(20_000)));
        var message = scene.write("Bonjour");
        scene.work();

        assertThat(scene.progress(message).content()).hasSize(8_000);
    }

    private static BigDecimal count(TurnRequest request) {
        return request.known().measure("turns").orElse(BigDecimal.ZERO);
    }
}
