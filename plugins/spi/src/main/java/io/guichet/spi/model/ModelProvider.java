package io.guichet.spi.model;

import io.guichet.spi.config.ConfigProperty;
import java.util.List;
import java.util.function.Consumer;

/**
 * Calls models of one kind of server, by the platform's HTTP client alone. Called from many threads at once; blocks until
 * the model answered. Tries nothing twice: the platform does, where it makes sense.
 */
public interface ModelProvider {

    /** The setting that says where the server is, where there is one: an agent or a deployment may name another. */
    String BASE_URL = "base_url";

    /**
     * Names the provider in an agent's configuration.
     *
     * @return lower-case letters, digits and hyphens, e.g. {@code ollama}
     */
    String name();

    /** What must be set before it works: {@link #BASE_URL}, a key. */
    List<ConfigProperty> settings();

    /**
     * Asks for one completion.
     *
     * @throws ModelUnavailable if there is none
     */
    Completion complete(ModelServer server, Prompt prompt) throws ModelUnavailable;

    /**
     * Asks for one completion and passes its text on as it is written.
     *
     * @param onText receives each new piece of text, in order, on the calling thread
     * @throws ModelUnavailable as {@link #complete}; pieces passed on before stay passed on
     */
    default Completion stream(ModelServer server, Prompt prompt, Consumer<String> onText) throws ModelUnavailable {
        var completion = complete(server, prompt);
        onText.accept(completion.text());
        return completion;
    }

    /**
     * Turns texts into vectors.
     *
     * @param model the model's name at its server
     * @param texts at least one
     * @throws ModelUnavailable if there are none; {@link ModelUnavailable.Reason#UNSUPPORTED} where it never does this
     */
    default Embeddings embed(ModelServer server, String model, List<String> texts) throws ModelUnavailable {
        throw new ModelUnavailable(
                ModelUnavailable.Reason.UNSUPPORTED, "the provider " + name() + " makes no vectors", null);
    }

    /**
     * Turns texts into vectors that are all for one use. Unless overridden the other one is given the texts with
     * {@linkplain TextUse#prefix the words that the settings put before them}, whether or not {@link #settings} names any.
     *
     * @param model the model's name at its server
     * @param texts at least one
     * @param use what they are for
     * @throws ModelUnavailable as the other one
     */
    default Embeddings embed(ModelServer server, String model, List<String> texts, TextUse use)
            throws ModelUnavailable {
        var prefix = use.prefix(server.settings());
        return embed(server, model, texts.stream().map(text -> prefix + text).toList());
    }

    /**
     * How many tokens a text is for a model, for when its server does not say. Asks nobody.
     *
     * @return an estimate: unless overridden, a token for every three bytes of UTF-8, which is more than most models
     *     make of French
     */
    default int countTokens(String model, String text) {
        return Math.toIntExact((text.chars().mapToLong(ModelProvider::bytes).sum() + 2) / 3);
    }

    private static int bytes(int character) {
        return character < 0x80 ? 1 : character < 0x800 || Character.isSurrogate((char) character) ? 2 : 3;
    }
}
