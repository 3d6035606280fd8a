package io.guichet.testkit;

import io.guichet.spi.config.ConfigProperty;
import io.guichet.spi.config.Settings;
import io.guichet.spi.model.Completion;
import io.guichet.spi.model.ModelProvider;
import io.guichet.spi.model.ModelUnavailable;
import io.guichet.spi.model.Prompt;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A right model provider passes its contract, and each wrong one breaks the sentence that it should. */
class ModelProviderContractTest {

    /** A model that says what it was told to say; nothing when it is down. */
    private static class Parrot implements ModelProvider {
        volatile String says;

        @Override
        public String name() {
            return "parrot";
        }

        @Override
        public List<ConfigProperty> settings() {
            return List.of(
                    new ConfigProperty("host", "Serveur", ConfigProperty.Type.URL, true, false, null, List.of()));
        }

        @Override
        public Completion complete(Settings settings, Prompt prompt) throws ModelUnavailable {
            if (says == null) {
                throw new ModelUnavailable("the parrot sleeps", new IOException("no answer"));
            }
            return new Completion(says, 0, says.length());
        }
    }

    abstract static class OfParrots implements ModelProviderContract {
        private final Parrot parrot;

        OfParrots(Parrot parrot) {
            this.parrot = parrot;
        }

        @Override
        public ModelProvider provider() {
            return parrot;
        }

        @Override
        public Settings settings() {
            return new Settings(Map.of("host", "http://localhost:1"));
        }

        @Override
        public void theModelAnswers(String text) {
            parrot.says = text;
        }

        @Override
        public void theModelIsDown() {
            parrot.says = null;
        }
    }

    static class Right extends OfParrots {
        Right() {
            super(new Parrot());
        }
    }

    static class Mute extends OfParrots {
        Mute() {
            super(new Parrot() {
                @Override
                public Completion stream(Settings settings, Prompt prompt, Consumer<String> onText)
                        throws ModelUnavailable {
                    return complete(settings, prompt);
                }
            });
        }
    }

    static class Excusing extends OfParrots {
        Excusing() {
            super(new Parrot() {
                @Override
                public Completion complete(Settings settings, Prompt prompt) {
                    return new Completion(says == null ? "Désolé." : says, 0, 0);
                }
            });
        }
    }

    @Test
    void a_right_model_passes() {
        var outcome = Contracts.run(Right.class);

        assertThat(outcome.broken()).isEmpty();
        assertThat(outcome.found()).isEqualTo(8);
    }

    @Test
    void a_model_that_streams_nothing_is_caught() {
        assertThat(Contracts.run(Mute.class).broken())
                .containsExactly("a_stream_passes_all_of_the_text_on_in_order_on_the_calling_thread");
    }

    @Test
    void a_model_that_excuses_itself_instead_of_failing_is_caught() {
        assertThat(Contracts.run(Excusing.class).broken()).containsExactly("a_model_that_is_down_is_unavailable");
    }
}
