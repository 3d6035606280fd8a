package io.guichet.model.langchain4j;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.FinishReason;
import io.guichet.spi.config.ConfigProperty;
import io.guichet.spi.config.ConfigProperty.Type;
import io.guichet.spi.config.Settings;
import io.guichet.spi.model.Completion;
import io.guichet.spi.model.Completion.Ending;
import io.guichet.spi.model.Embeddings;
import io.guichet.spi.model.ModelProvider;
import io.guichet.spi.model.ModelServer;
import io.guichet.spi.model.ModelUnavailable;
import io.guichet.spi.model.ModelUnavailable.Reason;
import io.guichet.spi.model.Prompt;
import io.guichet.spi.model.TextUse;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A provider whose servers LangChain4j knows how to speak to. A model of LangChain4j is made for each call. */
public abstract class LangChainProvider implements ModelProvider {

    /**
     * What a model of LangChain4j is made of.
     *
     * @param http its only way out
     * @param maxTokens how much it may write; 0 where it writes nothing
     */
    protected record Call(Settings settings, HttpClientBuilder http, String model, int maxTokens) {}

    /** A model that answers in one piece, and tries nothing twice. */
    protected abstract ChatModel chat(Call call);

    /** A model that answers bit by bit. */
    protected abstract StreamingChatModel streaming(Call call);

    /** A model of vectors that tries nothing twice; nothing where the server has none. */
    protected Optional<EmbeddingModel> embedding(Call call) {
        return Optional.empty();
    }

    /** The settings that say what a model of vectors wants before a text. */
    protected static List<ConfigProperty> wordsBeforeTexts() {
        return List.of(
                new ConfigProperty(
                        TextUse.ASKED.setting(), "Mots devant une question", Type.TEXT, false, false, null, List.of()),
                new ConfigProperty(
                        TextUse.KEPT.setting(), "Mots devant un passage", Type.TEXT, false, false, null, List.of()));
    }

    /** Whether the server takes a JSON Schema; where it does not, the model is told of it. */
    protected boolean takesSchema() {
        return true;
    }

    /** Whether the end of an answer is known by its reason alone. */
    protected boolean saysWhyItEnds() {
        return true;
    }

    /** Whether the server takes the limit of what may be written as all do; where it does not, the model is made with it. */
    protected boolean takesLimit(Settings settings) {
        return true;
    }

    /** Where the server is: without a slash at its end, and with a path where none is given. */
    protected static String baseUrl(Settings settings, String path) {
        var url = settings.require(BASE_URL).strip().replaceFirst("/+$", "");
        var given = URI.create(url).getRawPath();
        return given == null || given.isEmpty() ? url + path : url;
    }

    @Override
    public Completion complete(ModelServer server, Prompt prompt) throws ModelUnavailable {
        var client = new PlatformClient(server);
        try {
            var response = chat(new Call(server.settings(), client.builder(), prompt.model(), prompt.maxTokens()))
                    .chat(request(prompt, server.settings()));
            var text = response.aiMessage().text();
            return completion(response, text == null ? "" : text);
        } catch (RuntimeException e) {
            throw unavailable(client, e);
        }
    }

    @Override
    public Completion stream(ModelServer server, Prompt prompt, Consumer<String> onText) throws ModelUnavailable {
        var client = new PlatformClient(server);
        var written = new Written(onText);
        try {
            streaming(new Call(server.settings(), client.builder(), prompt.model(), prompt.maxTokens()))
                    .chat(request(prompt, server.settings()), written);
        } catch (RuntimeException e) {
            throw unavailable(client, e);
        }
        written.throwWhatTheListenerThrew();
        var response = written.response();
        if (client.failure() != null || response == null) {
            throw unavailable(client, written.error());
        }
        return completion(response, written.text());
    }

    @Override
    public Embeddings embed(ModelServer server, String model, List<String> texts) throws ModelUnavailable {
        var client = new PlatformClient(server);
        var embedding = embedding(new Call(server.settings(), client.builder(), model, 0));
        if (embedding.isEmpty()) {
            throw new ModelUnavailable(Reason.UNSUPPORTED, "the provider " + name() + " makes no vectors", null);
        }
        try {
            var response = embedding
                    .get()
                    .embedAll(texts.stream().map(TextSegment::from).toList());
            var usage = response.tokenUsage();
            return new Embeddings(
                    response.content().stream().map(Embedding::vector).toList(),
                    usage == null ? 0 : count(usage.inputTokenCount()));
        } catch (RuntimeException e) {
            throw unavailable(client, e);
        }
    }

    private ChatRequest request(Prompt prompt, Settings settings) {
        var messages = new ArrayList<ChatMessage>();
        var schema = prompt.jsonSchema();
        var system = schema == null || takesSchema() ? prompt.system() : prompt.system() + told(schema);
        if (!system.isBlank()) {
            messages.add(SystemMessage.from(system));
        }
        for (var message : prompt.messages()) {
            switch (message.role()) {
                case CONTACT -> messages.add(UserMessage.from(message.text()));
                case AGENT -> messages.add(AiMessage.from(message.text()));
            }
        }
        var request = ChatRequest.builder()
                .messages(messages)
                .modelName(prompt.model())
                .temperature(prompt.temperature());
        if (takesLimit(settings)) {
            request.maxOutputTokens(prompt.maxTokens());
        }
        if (schema != null && takesSchema()) {
            request.responseFormat(ResponseFormat.builder()
                    .type(ResponseFormatType.JSON)
                    .jsonSchema(JsonSchema.builder()
                            .name("answer")
                            .rootElement(JsonRawSchema.from(schema))
                            .build())
                    .build());
        }
        return request.build();
    }

    private static String told(String schema) {
        return "\n\nAnswer with one JSON value and nothing else: no words around it, no code fence. It satisfies this JSON"
                + " Schema:\n" + schema;
    }

    private Completion completion(ChatResponse response, String text) throws ModelUnavailable {
        var ending = ending(response.finishReason(), text);
        var usage = response.tokenUsage();
        return new Completion(
                text,
                ending,
                usage == null ? 0 : count(usage.inputTokenCount()),
                usage == null ? 0 : count(usage.outputTokenCount()));
    }

    private Ending ending(@Nullable FinishReason reason, String text) throws ModelUnavailable {
        if (reason == null) {
            if (saysWhyItEnds() || text.isBlank()) {
                throw new ModelUnavailable(Reason.BROKEN, "the answer broke off", null);
            }
            return Ending.COMPLETE;
        }
        return switch (reason) {
            case STOP, TOOL_EXECUTION, OTHER -> Ending.COMPLETE;
            case LENGTH -> Ending.CUT_OFF;
            case CONTENT_FILTER -> Ending.REFUSED;
        };
    }

    /** What LangChain4j threw may repeat what the server said, and so the prompt: it is not passed on. */
    private static ModelUnavailable unavailable(PlatformClient client, @Nullable Throwable thrown) {
        var failure = client.failure();
        return failure != null
                ? failure
                : new ModelUnavailable(
                        Reason.BROKEN,
                        "the answer could not be understood"
                                + (thrown == null
                                        ? ""
                                        : ": " + thrown.getClass().getSimpleName()),
                        null);
    }

    private static int count(@Nullable Integer tokens) {
        return tokens == null ? 0 : tokens;
    }
}
