package io.guichet.testkit;

import io.guichet.spi.config.ConfigProperty;
import io.guichet.spi.config.Settings;
import io.guichet.spi.model.Completion;
import io.guichet.spi.model.Completion.Ending;
import io.guichet.spi.model.ModelProvider;
import io.guichet.spi.model.ModelServer;
import io.guichet.spi.model.ModelUnavailable;
import io.guichet.spi.model.ModelUnavailable.Reason;
import io.guichet.spi.model.Prompt;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A right model provider passes its contract, and each wrong one breaks the sentence that it should. */
class ModelProviderContractTest {

    /** A model that says what it was told to say, or fails as it was told to fail. */
    private static class Parrot implements ModelProvider {
        volatile String says = "";
        volatile Ending ends = Ending.COMPLETE;
        volatile Reason fails;
        volatile Duration retryAfter;
        volatile String heard = "";

        @Override
        public String name() {
            return "parrot";
        }

        @Override
        public List<ConfigProperty> settings() {
            return List.of(
                    new ConfigProperty(BASE_URL, "Serveur", ConfigProperty.Type.URL, true, false, null, List.of()),
                    new ConfigProperty("api_key", "Clé", ConfigProperty.Type.TEXT, true, true, null, List.of()));
        }

        @Override
        public Completion complete(ModelServer server, Prompt prompt) throws ModelUnavailable {
            heard = prompt.toString();
            if (fails != null) {
                throw new ModelUnavailable(fails, "the parrot is " + fails, retryAfter, null);
            }
            return new Completion(says, ends, 0, says.length());
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
            return new Settings(Map.of(ModelProvider.BASE_URL, "http://localhost:1", "api_key", "graines"));
        }

        @Override
        public void theModelAnswers(String text) {
            parrot.says = text;
        }

        @Override
        public void theModelIsCutOffAfter(String text) {
            parrot.says = text;
            parrot.ends = Ending.CUT_OFF;
        }

        @Override
        public void theModelIsDown() {
            parrot.fails = Reason.UNREACHABLE;
        }

        @Override
        public void theModelIsOverloaded(Duration retryAfter) {
            parrot.fails = Reason.OVERLOADED;
            parrot.retryAfter = retryAfter;
        }

        @Override
        public void theModelRefuses() {
            parrot.fails = Reason.REFUSED;
        }

        @Override
        public void theModelHangsUpAfter(String text) {
            parrot.fails = Reason.BROKEN;
        }

        @Override
        public void theModelAnswersNothing() {
            parrot.says = "";
        }

        @Override
        public void theModelAnswersRubbish() {
            parrot.fails = Reason.BROKEN;
        }

        @Override
        public void theModelHangs() {
            parrot.fails = Reason.TIMED_OUT;
        }

        @Override
        public String lastRequest() {
            return parrot.heard;
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
                public Completion stream(ModelServer server, Prompt prompt, Consumer<String> onText)
                        throws ModelUnavailable {
                    return complete(server, prompt);
                }
            });
        }
    }

    static class Excusing extends OfParrots {
        Excusing() {
            super(new Parrot() {
                @Override
                public Completion complete(ModelServer server, Prompt prompt) throws ModelUnavailable {
                    return fails == Reason.UNREACHABLE
                            ? new Completion("Désolé.", Ending.COMPLETE, 0, 0)
                            : super.complete(server, prompt);
                }
            });
        }
    }

    static class Telling extends OfParrots {
        Telling() {
            super(new Parrot() {
                @Override
                public Completion complete(ModelServer server, Prompt prompt) throws ModelUnavailable {
                    if (fails == Reason.REFUSED) {
                        throw new ModelUnavailable(
                                fails, "not with the key " + server.settings().require("api_key"), null);
                    }
                    return super.complete(server, prompt);
                }
            });
        }
    }

    @Test
    void a_right_model_passes() {
        var outcome = Contracts.run(Right.class);

        assertThat(outcome.broken()).isEmpty();
        assertThat(outcome.found()).isEqualTo(19);
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

    @Test
    void a_model_that_tells_its_key_is_caught() {
        assertThat(Contracts.run(Telling.class).broken()).containsExactly("a_refusal_is_one_and_tells_no_secret");
    }
}
