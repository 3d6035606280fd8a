package io.guichet.answering.models;

import io.guichet.spi.model.ModelUnavailable.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;

import static io.guichet.answering.models.PlayedProvider.answers;
import static io.guichet.answering.models.PlayedProvider.fails;
import static io.guichet.answering.models.PlayedProvider.onlyThinks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** When a server that does not answer is asked no more, and what says nothing against it. */
class ServerLeftAloneTest extends ModelsScene {

    @Test
    void a_server_that_fails_is_left_alone() {
        played.wiring.configured("guichet.models.breaker-delay", "PT1H").configured("guichet.models.retries", "0");
        played.free.otherwise = fails(Reason.BROKEN);

        for (var i = 0; i < 8; i++) {
            assertThatThrownBy(() -> ask("free/petit", null)).isInstanceOf(NoModelAnswered.class);
        }
        var none = catchThrowableOfType(NoModelAnswered.class, () -> ask("free/petit", null));

        assertThat(none.attempts()).extracting(FailedAttempt::reason).containsExactly("open_circuit");
        assertThat(played.free.calls).hasValue(8);
        assertThat(usage()).singleElement().matches(day -> day.calls() == 8 && day.failed() == 8);
    }

    @Test
    void a_server_that_answers_again_is_asked_again() throws NoModelAnswered {
        played.wiring.configured("guichet.models.breaker-delay", "PT0S").configured("guichet.models.retries", "0");
        played.free.otherwise = fails(Reason.BROKEN);
        for (var i = 0; i < 8; i++) {
            assertThatThrownBy(() -> ask("free/petit", null)).isInstanceOf(NoModelAnswered.class);
        }

        played.free.otherwise = answers("Me revoilà.");

        assertThat(ask("free/petit", null).text()).isEqualTo("Me revoilà.");
        assertThat(ask("free/petit", null).text()).isEqualTo("Me revoilà.");
    }

    @Test
    void what_was_given_too_little_time_says_nothing_against_its_server() throws NoModelAnswered {
        played.wiring.configured("guichet.models.breaker-delay", "PT1H");
        var hurried = request(choice("free/petit", null), Duration.ofSeconds(4));
        for (var i = 0; i < 20; i++) {
            played.free.plays(fails(Reason.TIMED_OUT));
            assertThatThrownBy(() -> models().ask(durant, hurried, NOBODY)).isInstanceOf(NoModelAnswered.class);
        }

        assertThat(ask("free/petit", null).text()).isEqualTo("ok");
    }

    @Test
    void a_server_that_is_slow_with_time_enough_is_left_alone() {
        played.wiring.configured("guichet.models.breaker-delay", "PT1H");
        played.free.otherwise = fails(Reason.TIMED_OUT);
        for (var i = 0; i < 8; i++) {
            assertThatThrownBy(() -> ask("free/petit", null)).isInstanceOf(NoModelAnswered.class);
        }

        var none = catchThrowableOfType(NoModelAnswered.class, () -> ask("free/petit", null));

        assertThat(none.attempts()).extracting(FailedAttempt::reason).containsExactly("open_circuit");
    }

    @Test
    void what_a_model_refuses_says_nothing_against_its_server() throws NoModelAnswered {
        played.wiring.configured("guichet.models.breaker-delay", "PT1H");
        for (var i = 0; i < 20; i++) {
            played.free.plays(fails(Reason.REFUSED));
            assertThatThrownBy(() -> ask("free/petit", null)).isInstanceOf(NoModelAnswered.class);
        }

        assertThat(ask("free/petit", null).text()).isEqualTo("ok");
    }

    @Test
    void empty_answers_say_nothing_against_their_server() throws NoModelAnswered {
        played.wiring.configured("guichet.models.breaker-delay", "PT1H");
        for (var i = 0; i < 20; i++) {
            played.free.plays(onlyThinks());
            assertThatThrownBy(() -> ask("free/petit", null)).isInstanceOf(NoModelAnswered.class);
        }

        assertThat(ask("free/petit", null).text()).isEqualTo("ok");
    }
}
