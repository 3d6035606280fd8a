package io.guichet.model.ollama;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.ollama.OllamaEmbeddingModel;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import io.guichet.model.langchain4j.LangChainProvider;
import io.guichet.spi.config.ConfigProperty;
import io.guichet.spi.config.ConfigProperty.Type;
import io.guichet.spi.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Speaks to an Ollama, which has no keys of its own: one is for a proxy in front of it. */
final class OllamaProvider extends LangChainProvider {

    private static final String API_KEY = "api_key";

    @Override
    public String name() {
        return "ollama";
    }

    @Override
    public List<ConfigProperty> settings() {
        var settings = new ArrayList<ConfigProperty>();
        settings.add(new ConfigProperty(BASE_URL, "Adresse du serveur", Type.URL, true, false, null, List.of()));
        settings.add(new ConfigProperty(API_KEY, "Clé du proxy", Type.TEXT, false, true, null, List.of()));
        settings.addAll(wordsBeforeTexts());
        return List.copyOf(settings);
    }

    /** The last line says that it is the last; older servers do not say why. */
    @Override
    protected boolean saysWhyItEnds() {
        return false;
    }

    @Override
    protected ChatModel chat(Call call) {
        return OllamaChatModel.builder()
                .httpClientBuilder(call.http())
                .baseUrl(baseUrl(call.settings(), ""))
                .customHeaders(headers(call.settings()))
                .modelName(call.model())
                .maxRetries(0)
                .build();
    }

    @Override
    protected StreamingChatModel streaming(Call call) {
        return OllamaStreamingChatModel.builder()
                .httpClientBuilder(call.http())
                .baseUrl(baseUrl(call.settings(), ""))
                .customHeaders(headers(call.settings()))
                .modelName(call.model())
                .build();
    }

    @Override
    protected Optional<EmbeddingModel> embedding(Call call) {
        return Optional.of(OllamaEmbeddingModel.builder()
                .httpClientBuilder(call.http())
                .baseUrl(baseUrl(call.settings(), ""))
                .customHeaders(headers(call.settings()))
                .modelName(call.model())
                .maxRetries(0)
                .build());
    }

    private static Map<String, String> headers(Settings settings) {
        return settings.get(API_KEY)
                .map(key -> Map.of("Authorization", "Bearer " + key))
                .orElse(Map.of());
    }
}
