package io.guichet.model.anthropic;

import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import io.guichet.model.langchain4j.LangChainProvider;
import io.guichet.spi.config.ConfigProperty;
import io.guichet.spi.config.ConfigProperty.Type;
import java.util.List;

/** Speaks to Anthropic, which makes no vectors. Older models take no schema: all are told of it. */
final class AnthropicProvider extends LangChainProvider {

    private static final String API_KEY = "api_key";
    private static final String PATH = "/v1";

    @Override
    public String name() {
        return "anthropic";
    }

    @Override
    public List<ConfigProperty> settings() {
        return List.of(
                new ConfigProperty(
                        BASE_URL, "Adresse du serveur", Type.URL, true, false, "https://api.anthropic.com", List.of()),
                new ConfigProperty(API_KEY, "Clé d'API", Type.TEXT, true, true, null, List.of()));
    }

    @Override
    protected boolean takesSchema() {
        return false;
    }

    @Override
    protected ChatModel chat(Call call) {
        return AnthropicChatModel.builder()
                .httpClientBuilder(call.http())
                .baseUrl(baseUrl(call.settings(), PATH))
                .apiKey(call.settings().require(API_KEY))
                .modelName(call.model())
                .maxRetries(0)
                .build();
    }

    @Override
    protected StreamingChatModel streaming(Call call) {
        return AnthropicStreamingChatModel.builder()
                .httpClientBuilder(call.http())
                .baseUrl(baseUrl(call.settings(), PATH))
                .apiKey(call.settings().require(API_KEY))
                .modelName(call.model())
                .build();
    }
}
