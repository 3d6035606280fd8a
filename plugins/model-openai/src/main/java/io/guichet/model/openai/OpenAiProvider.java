package io.guichet.model.openai;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.guichet.model.langchain4j.LangChainProvider;
import io.guichet.spi.config.ConfigProperty;
import io.guichet.spi.config.ConfigProperty.Type;
import io.guichet.spi.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Speaks OpenAI's protocol. A server without keys, e.g. of one's own, takes any: none is sent where none is set. Its strict
 * schemas are only those that require every property: ours are a tenant's, and what is answered is checked by the platform.
 */
final class OpenAiProvider extends LangChainProvider {

    private static final String API_KEY = "api_key";
    private static final String PATH = "/v1";

    @Override
    public String name() {
        return "openai";
    }

    @Override
    public List<ConfigProperty> settings() {
        var settings = new ArrayList<ConfigProperty>();
        settings.add(new ConfigProperty(BASE_URL, "Adresse du serveur", Type.URL, true, false, null, List.of()));
        settings.add(new ConfigProperty(API_KEY, "Clé d'API", Type.TEXT, false, true, null, List.of()));
        settings.addAll(wordsBeforeTexts());
        return List.copyOf(settings);
    }

    /** OpenAI itself has another name for it by now, which others do not know. */
    @Override
    protected boolean takesLimit(Settings settings) {
        return !settings.require(BASE_URL).contains("//api.openai.com");
    }

    @Override
    protected ChatModel chat(Call call) {
        return OpenAiChatModel.builder()
                .httpClientBuilder(call.http())
                .baseUrl(baseUrl(call.settings(), PATH))
                .apiKey(key(call.settings()))
                .modelName(call.model())
                .maxCompletionTokens(takesLimit(call.settings()) ? null : call.maxTokens())
                .strictJsonSchema(false)
                .maxRetries(0)
                .build();
    }

    @Override
    protected StreamingChatModel streaming(Call call) {
        return OpenAiStreamingChatModel.builder()
                .httpClientBuilder(call.http())
                .baseUrl(baseUrl(call.settings(), PATH))
                .apiKey(key(call.settings()))
                .modelName(call.model())
                .maxCompletionTokens(takesLimit(call.settings()) ? null : call.maxTokens())
                .strictJsonSchema(false)
                .build();
    }

    @Override
    protected Optional<EmbeddingModel> embedding(Call call) {
        return Optional.of(OpenAiEmbeddingModel.builder()
                .httpClientBuilder(call.http())
                .baseUrl(baseUrl(call.settings(), PATH))
                .apiKey(key(call.settings()))
                .modelName(call.model())
                .maxRetries(0)
                .build());
    }

    private static String key(Settings settings) {
        return settings.get(API_KEY).orElse("none");
    }
}
