package io.guichet.testkit;

import io.guichet.spi.config.Settings;
import io.guichet.spi.model.ModelProvider;
import io.guichet.spi.model.ModelUnavailable;
import io.guichet.spi.model.Prompt;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What every {@link ModelProvider} does. The test plays the model's server, and says what it answers. */
public interface ModelProviderContract {

    /** The provider under test. */
    ModelProvider provider();

    /** Settings that reach the server of the test. */
    Settings settings();

    /** From now on the model answers this text, whatever it is asked. */
    void theModelAnswers(String text);

    /** From now on the server cannot be reached, or answers that it is overloaded. */
    void theModelIsDown();

    /** A prompt as the platform writes it. */
    default Prompt prompt() {
        return new Prompt(
                "a-model",
                "Tu réponds en français.",
                List.of(new Prompt.Message(Prompt.Role.CONTACT, "Bonjour, je veux refaire ma salle de bain.")),
                0.2,
                500,
                null);
    }

    @Test
    default void the_name_is_lower_case_letters_digits_and_hyphens() {
        assertThat(provider().name()).matches("[a-z0-9][a-z0-9-]{0,63}");
    }

    @Test
    default void its_settings_can_be_drawn_and_checked() {
        ProviderSettings.areWellFormed(provider().settings(), settings());
    }

    @Test
    default void a_completion_says_what_the_model_wrote() throws ModelUnavailable {
        theModelAnswers("Quelle est la surface, en m² ? 🛁");

        var completion = provider().complete(settings(), prompt());

        assertThat(completion.text()).isEqualTo("Quelle est la surface, en m² ? 🛁");
        assertThat(completion.inputTokens()).isNotNegative();
        assertThat(completion.outputTokens()).isNotNegative();
    }

    @Test
    default void a_schema_may_be_given() throws ModelUnavailable {
        theModelAnswers("{\"surface\":8}");
        var plain = prompt();
        var schema = "{\"type\":\"object\",\"properties\":{\"surface\":{\"type\":\"number\"}}}";

        var completion = provider()
                .complete(
                        settings(),
                        new Prompt(
                                plain.model(),
                                plain.system(),
                                plain.messages(),
                                plain.temperature(),
                                plain.maxTokens(),
                                schema));

        assertThat(completion.text()).isEqualTo("{\"surface\":8}");
    }

    @Test
    default void a_stream_passes_all_of_the_text_on_in_order_on_the_calling_thread() throws ModelUnavailable {
        theModelAnswers("Merci ! Je prépare votre pré-devis.");
        var text = new StringBuilder();
        var threads = new HashSet<Thread>();

        var completion = provider().stream(settings(), prompt(), piece -> {
            text.append(piece);
            threads.add(Thread.currentThread());
        });

        assertThat(completion.text()).isEqualTo("Merci ! Je prépare votre pré-devis.");
        assertThat(text.toString()).isEqualTo(completion.text());
        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @Test
    default void a_model_that_is_down_is_unavailable() {
        theModelIsDown();

        assertThatThrownBy(() -> provider().complete(settings(), prompt())).isInstanceOf(ModelUnavailable.class);
        assertThatThrownBy(() -> provider().stream(settings(), prompt(), piece -> {}))
                .isInstanceOf(ModelUnavailable.class);
    }

    @Test
    default void hostile_text_is_passed_on() throws ModelUnavailable {
        theModelAnswers("ok");
        for (var text : HostileTexts.all()) {
            var prompt = new Prompt("a-model", "", List.of(new Prompt.Message(Prompt.Role.CONTACT, text)), 0, 10, null);
            assertThat(provider().complete(settings(), prompt).text()).isEqualTo("ok");
        }
    }

    @Test
    default void parallel_calls_are_all_answered() throws Exception {
        theModelAnswers("ok");
        var provider = provider();

        assertThat(Together.call(() -> provider.complete(settings(), prompt()).text()))
                .allMatch("ok"::equals);
    }
}
