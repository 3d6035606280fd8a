package io.guichet.answering;

import io.guichet.conversation.MessageId;
import io.guichet.testing.RealPostgres;
import io.guichet.work.WorkOutcome;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of a message whose agent fails: it is tried again, and then a person goes on. */
@ExtendWith(RealPostgres.class)
class FailingAgentTest {

    private AnsweringScene scene;

    @BeforeEach
    void a_visitor() {
        scene = new AnsweringScene();
    }

    @Test
    void an_item_that_the_book_does_not_have_is_tried_again_and_then_handed_to_a_person() {
        scene.plugins.answers(r -> AnsweringScene.proposing("CADEAU", "1"));
        handedToAPerson(scene.write("un cadeau"));
        assertThat(scene.preQuote()).isEmpty();
    }

    @Test
    void an_agent_that_throws_is_tried_again_and_then_a_person_goes_on() {
        scene.plugins.answers(r -> {
            throw new IllegalStateException("broken");
        });
        handedToAPerson(scene.write("Bonjour"));
    }

    @Test
    void an_agent_that_answers_nothing_is_tried_again_and_then_a_person_goes_on() {
        scene.plugins.answers(r -> null);
        handedToAPerson(scene.write("Bonjour"));
    }

    @Test
    void a_sector_that_no_plugin_offers_is_tried_again_and_then_a_person_goes_on() {
        scene.plugins.answers(null);
        handedToAPerson(scene.write("Bonjour"));
    }

    @Test
    void an_agent_that_comes_back_answers_what_waited() {
        scene.plugins.answers(null);
        var message = scene.write("Bonjour");
        assertThat(scene.work()).allMatch(WorkOutcome.Retry.class::isInstance);
        assertThat(scene.progress(message).status()).isEqualTo("processing");

        scene.plugins.answers(r -> AnsweringScene.saying("Me voici"));
        scene.clock.advance(Duration.ofMinutes(1));
        scene.work();

        assertThat(scene.progress(message).content()).isEqualTo("Me voici");
    }

    @Test
    void an_agent_that_hangs_holds_nobody_up() throws Exception {
        var interrupted = new CountDownLatch(1);
        var never = new CountDownLatch(1);
        scene.plugins.answers(r -> {
            try {
                never.await();
                return AnsweringScene.saying("trop tard");
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw new IllegalStateException(e);
            }
        });
        var message = scene.write("Bonjour");

        assertThat(scene.work())
                .singleElement()
                .isInstanceOfSatisfying(
                        WorkOutcome.Retry.class, r -> assertThat(r.reason()).contains("did not answer"));
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        handedToAPerson(message);
    }

    private void handedToAPerson(MessageId message) {
        for (var i = 0; i < 10 && scene.waits(); i++) {
            assertThat(scene.progress(message).status()).isNotEqualTo("failed");
            scene.work();
            scene.clock.advance(Duration.ofMinutes(5));
        }
        assertThat(scene.waits()).isFalse();
        assertThat(scene.progress(message).status()).isEqualTo("failed");
        assertThat(scene.told()).singleElement().satisfies(t -> {
            assertThat(t.message()).isEqualTo(message);
            assertThat(t.reply()).isNull();
            assertThat(t.handOver()).isEqualTo("answer_failed");
        });
        assertThat(RealPostgres.<String>inTenant(scene.ebp.tenant(), c -> {
                    var row = c.createStatement()
                            .executeQuery("select status || ' ' || status_reason from conversations");
                    row.next();
                    return row.getString(1);
                }))
                .isEqualTo("waiting_for_person answer_failed");
    }
}
