package io.guichet.model.mistral;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.mistralai.MistralAiChatModel;
import dev.langchain4j.model.mistralai.MistralAiEmbeddingModel;
import dev.langchain4j.model.mistralai.MistralAiStreamingChatModel;
import io.guichet.model.langchain4j.LangChainProvider;
import io.guichet.spi.config.ConfigProperty;
import io.guichet.spi.config.ConfigProperty.Type;
import java.util.List;
import java.util.Optional;

/** Speaks to Mistral AI. */
final class MistralProvider extends LangChainProvider {

    private static final String API_KEY = "api_key";
    private static final String PATH = "/v1";

    @Override
    public String name() {
        return "mistral";
    }

    @Override
    public List<ConfigProperty> settings() {
        return List.of(
                new ConfigProperty(
                        BASE_URL, "Adresse du serveur", Type.URL, true, false, "https://api.mistral.ai", List.of()),
                new ConfigProperty(API_KEY, "Clé d'API", Type.TEXT, true, true, null, List.of()));
    }

    @Override
    protected ChatModel chat(Call call) {
        return MistralAiChatModel.builder()
                .httpClientBuilder(call.http())
                .baseUrl(baseUrl(call.settings(), PATH))
                .apiKey(call.settings().require(API_KEY))
                .modelName(call.model())
                .strictJsonSchema(false)
                .maxRetries(0)
                .build();
    }

    @Override
    protected StreamingChatModel streaming(Call call) {
        return MistralAiStreamingChatModel.builder()
                .httpClientBuilder(call.http())
                .baseUrl(baseUrl(call.settings(), PATH))
                .apiKey(call.settings().require(API_KEY))
                .modelName(call.model())
                .strictJsonSchema(false)
                .build();
    }

    @Override
    protected Optional<EmbeddingModel> embedding(Call call) {
        return Optional.of(MistralAiEmbeddingModel.builder()
                .httpClientBuilder(call.http())
                .baseUrl(baseUrl(call.settings(), PATH))
                .apiKey(call.settings().require(API_KEY))
                .modelName(call.model())
                .maxRetries(0)
                .build());
    }
}
