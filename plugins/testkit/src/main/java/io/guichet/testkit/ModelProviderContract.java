package io.guichet.testkit;

import io.guichet.spi.config.Settings;
import io.guichet.spi.model.Completion.Ending;
import io.guichet.spi.model.ModelProvider;
import io.guichet.spi.model.ModelServer;
import io.guichet.spi.model.ModelUnavailable;
import io.guichet.spi.model.ModelUnavailable.Reason;
import io.guichet.spi.model.Prompt;
import io.guichet.spi.model.TextUse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * What every {@link ModelProvider} does. The test plays the model's server, and says what it answers; {@link
 * ScriptedServer} is one that a test may play with.
 */
@Timeout(60)
public interface ModelProviderContract {

    /** The provider under test. */
    ModelProvider provider();

    /** Settings that reach the server of the test. */
    Settings settings();

    /** From now on the model answers this text, whatever it is asked. */
    void theModelAnswers(String text);

    /** From now on the model writes this text, and stops since it may write no more. */
    void theModelIsCutOffAfter(String text);

    /** From now on the server cannot be reached, or answers that it is not there. */
    void theModelIsDown();

    /** From now on the server answers that it was asked too often, and to come back after a while. */
    void theModelIsOverloaded(Duration retryAfter);

    /** From now on the server takes no key. */
    void theModelRefuses();

    /** From now on the server hangs up in the middle of its answer, which began with this text. */
    void theModelHangsUpAfter(String text);

    /** From now on the model ends without a word. */
    void theModelAnswersNothing();

    /** From now on what the server answers is in no language that the provider speaks. */
    void theModelAnswersRubbish();

    /** From now on the server takes what it is sent, and never answers. */
    void theModelHangs();

    /** All that the server was sent last: what stands in its body. */
    String lastRequest();

    /** The name of a model that makes vectors, where the provider has one; {@link #theModelEmbeds} comes before. */
    default Optional<String> embeddingModel() {
        return Optional.empty();
    }

    /** From now on the model makes these vectors of the texts it is given. */
    default void theModelEmbeds(List<float[]> vectors) {}

    /** Whether the provider completes; one that makes vectors alone does not. */
    default boolean completes() {
        return true;
    }

    /** Where the model is asked: settings of the test, and time enough. */
    default ModelServer server() {
        return server(Duration.ofSeconds(30));
    }

    default ModelServer server(Duration atMost) {
        return new ModelServer(settings(), new LoopbackHttp(atMost), atMost);
    }

    /** A prompt as the platform writes it. */
    default Prompt prompt() {
        return prompt(null);
    }

    default Prompt prompt(@Nullable String jsonSchema) {
        return new Prompt(
                "a-model",
                "Tu réponds en français.",
                List.of(
                        new Prompt.Message(Prompt.Role.CONTACT, "Bonjour !"),
                        new Prompt.Message(Prompt.Role.AGENT, "Bonjour, que puis-je faire pour vous ?"),
                        new Prompt.Message(Prompt.Role.CONTACT, "Je veux refaire ma salle de bain.")),
                0.2,
                500,
                jsonSchema);
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
        assumeTrue(completes());
        theModelAnswers("Quelle est la surface, en m² ? 🛁");

        var completion = provider().complete(server(), prompt());

        assertThat(completion.text()).isEqualTo("Quelle est la surface, en m² ? 🛁");
        assertThat(completion.ending()).isEqualTo(Ending.COMPLETE);
    }

    @Test
    default void the_model_is_told_all_that_was_said() throws ModelUnavailable {
        assumeTrue(completes());
        theModelAnswers("ok");

        provider().complete(server(), prompt());

        assertThat(lastRequest())
                .contains(
                        "a-model",
                        "Tu réponds en français.",
                        "Bonjour !",
                        "que puis-je faire",
                        "refaire ma salle",
                        "500");
    }

    @Test
    default void a_schema_is_passed_on() throws ModelUnavailable {
        assumeTrue(completes());
        theModelAnswers("{\"surface\":8}");
        var schema =
                "{\"type\":\"object\",\"properties\":{\"surface\":{\"type\":\"number\"}},\"required\":[\"surface\"],\"additionalProperties\":false}";

        assertThat(provider().complete(server(), prompt(schema)).text()).isEqualTo("{\"surface\":8}");
        assertThat(lastRequest()).contains("surface", "properties");
    }

    @Test
    default void a_stream_passes_all_of_the_text_on_in_order_on_the_calling_thread() throws ModelUnavailable {
        assumeTrue(completes());
        theModelAnswers("Merci ! Je prépare votre pré-devis.");
        var text = new StringBuilder();
        var threads = new HashSet<Thread>();

        var completion = provider().stream(server(), prompt(), piece -> {
            text.append(piece);
            threads.add(Thread.currentThread());
        });

        assertThat(completion.text()).isEqualTo("Merci ! Je prépare votre pré-devis.");
        assertThat(completion.ending()).isEqualTo(Ending.COMPLETE);
        assertThat(text.toString()).isEqualTo(completion.text());
        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @Test
    default void what_was_cut_off_says_so() throws ModelUnavailable {
        assumeTrue(completes());
        theModelIsCutOffAfter("La douche à l'italienne se");

        assertThat(provider().complete(server(), prompt()).ending()).isEqualTo(Ending.CUT_OFF);
        assertThat(provider().stream(server(), prompt(), piece -> {}).ending()).isEqualTo(Ending.CUT_OFF);
    }

    @Test
    default void a_model_that_is_down_is_unavailable() {
        theModelIsDown();

        assertUnavailable(List.of(Reason.UNREACHABLE, Reason.OVERLOADED, Reason.UNSUPPORTED));
    }

    @Test
    default void one_that_was_asked_too_often_says_when_to_come_back() {
        assumeTrue(completes());
        theModelIsOverloaded(Duration.ofSeconds(7));

        var overloaded =
                catchThrowableOfType(ModelUnavailable.class, () -> provider().complete(server(), prompt()));

        assertThat(overloaded.reason()).isEqualTo(Reason.OVERLOADED);
        assertThat(overloaded.retryAfter()).contains(Duration.ofSeconds(7));
        assertUnavailable(List.of(Reason.OVERLOADED));
    }

    @Test
    default void a_refusal_is_one_and_tells_no_secret() {
        assumeTrue(completes());
        theModelRefuses();

        var refused =
                catchThrowableOfType(ModelUnavailable.class, () -> provider().complete(server(), prompt()));

        assertThat(refused.reason()).isEqualTo(Reason.REFUSED);
        var secrets = ProviderSettings.secrets(provider().settings(), settings());
        for (Throwable each = refused; each != null; each = each.getCause()) {
            assertThat(String.valueOf(each.getMessage())).doesNotContain("salle de bain");
            secrets.forEach(
                    secret -> assertThat(String.valueOf(refused.getMessage())).doesNotContain(secret));
        }
    }

    @Test
    default void half_an_answer_is_none() {
        assumeTrue(completes());
        theModelHangsUpAfter("Je vous pro");

        var half = new ArrayList<String>();
        assertReason(List.of(Reason.BROKEN), () -> provider().complete(server(), prompt()));
        assertReason(List.of(Reason.BROKEN), () -> provider().stream(server(), prompt(), half::add));
        assertThat("Je vous pro").startsWith(String.join("", half));
    }

    @Test
    default void a_model_that_ends_without_a_word_has_ended_all_the_same() throws ModelUnavailable {
        assumeTrue(completes());
        theModelAnswersNothing();

        assertThat(provider().complete(server(), prompt()).text()).isBlank();
        assertThat(provider().stream(server(), prompt(), piece -> {}).text()).isBlank();
    }

    @Test
    default void what_cannot_be_understood_is_no_answer() {
        assumeTrue(completes());
        theModelAnswersRubbish();

        assertUnavailable(List.of(Reason.BROKEN));
    }

    @Test
    default void one_that_never_answers_is_left_when_the_time_is_over() {
        assumeTrue(completes());
        theModelHangs();
        var soon = Duration.ofMillis(300);

        assertReason(List.of(Reason.TIMED_OUT), () -> provider().complete(server(soon), prompt()));
        assertReason(List.of(Reason.TIMED_OUT), () -> provider().stream(server(soon), prompt(), piece -> {}));
    }

    @Test
    default void hostile_text_is_passed_on() throws ModelUnavailable {
        assumeTrue(completes());
        theModelAnswers("ok");
        for (var text : HostileTexts.all()) {
            var prompt = new Prompt("a-model", "", List.of(new Prompt.Message(Prompt.Role.CONTACT, text)), 0, 10, null);
            assertThat(provider().complete(server(), prompt).text()).isEqualTo("ok");
        }
    }

    @Test
    default void parallel_calls_are_all_answered() throws Exception {
        assumeTrue(completes());
        theModelAnswers("ok");
        var provider = provider();

        assertThat(Together.call(() -> provider.complete(server(), prompt()).text()))
                .allMatch("ok"::equals);
    }

    @Test
    default void vectors_come_in_the_order_of_their_texts() throws ModelUnavailable {
        var model = embeddingModel();
        if (model.isEmpty()) {
            assertReason(List.of(Reason.UNSUPPORTED), () -> provider().embed(server(), "a-model", List.of("douche")));
            return;
        }
        theModelEmbeds(List.of(new float[] {1, 0, 0}, new float[] {0, 0.5f, 0}));

        var vectors = provider()
                .embed(server(), model.get(), List.of("douche", "peinture"))
                .vectors();

        assertThat(vectors).hasSize(2);
        assertThat(vectors.get(0)).hasSameSizeAs(vectors.get(1)).isNotEqualTo(vectors.get(1));
    }

    @Test
    default void vectors_come_whatever_their_texts_are_for() throws ModelUnavailable {
        var model = embeddingModel();
        assumeTrue(model.isPresent());
        for (var use : TextUse.values()) {
            theModelEmbeds(List.of(new float[] {1, 0, 0}));

            assertThat(provider()
                            .embed(server(), model.orElseThrow(), List.of("douche"), use)
                            .vectors())
                    .hasSize(1);
        }
    }

    @Test
    default void a_text_has_more_tokens_the_longer_it_is() {
        assertThat(provider().countTokens("a-model", "")).isBetween(0, 10);
        assertThat(provider().countTokens("a-model", "Je veux refaire ma salle de bain."))
                .isBetween(4, 40);
        assertThat(provider().countTokens("a-model", "été 🛁 ".repeat(1_000))).isBetween(1_000, 20_000);
    }

    private void assertUnavailable(List<Reason> reasons) {
        assertReason(reasons, () -> provider().complete(server(), prompt()));
        assertReason(reasons, () -> provider().stream(server(), prompt(), piece -> {}));
    }

    private static void assertReason(List<Reason> reasons, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ModelUnavailable.class,
                        unavailable -> assertThat(reasons).contains(unavailable.reason()));
    }
}
