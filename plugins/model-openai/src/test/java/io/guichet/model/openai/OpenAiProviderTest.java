package io.guichet.model.openai;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.guichet.spi.config.Settings;
import io.guichet.spi.model.ModelProvider;
import io.guichet.spi.model.ModelUnavailable;
import io.guichet.testkit.ScriptedModelContract;
import io.guichet.testkit.ScriptedServer.Script;
import io.guichet.testkit.ScriptedServer.Sent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OpenAiProviderTest extends ScriptedModelContract {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public ModelProvider provider() {
        return new OpenAiProvider();
    }

    @Override
    public Settings settings() {
        return new Settings(Map.of("base_url", scripted.url().toString(), "api_key", "sk-secrete"));
    }

    @Override
    protected Script completion(Sent sent, String text, boolean cutOff) {
        var why = cutOff ? "length" : "stop";
        if (!sent.body().replace(" ", "").contains("\"stream\":true")) {
            return Script.json("""
                    {"id":"1","object":"chat.completion","created":1,"model":"a-model","choices":[{"index":0,
                     "message":{"role":"assistant","content":%s},"finish_reason":"%s"}],
                     "usage":{"prompt_tokens":31,"completion_tokens":7,"total_tokens":38}}""".formatted(json(text), why));
        }
        var events = new ArrayList<String>();
        for (var piece : text.split("(?<= )")) {
            events.add(chunk("{\"content\":" + json(piece) + "}", "null"));
        }
        events.add(chunk("{}", "\"" + why + "\""));
        events.add(
                "{\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"a-model\",\"choices\":[],"
                        + "\"usage\":{\"prompt_tokens\":31,\"completion_tokens\":7,\"total_tokens\":38}}");
        events.add("[DONE]");
        return Script.events(events);
    }

    private static String chunk(String delta, String why) {
        return "{\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"a-model\",\"choices\":[{\"index\":0,"
                + "\"delta\":" + delta + ",\"finish_reason\":" + why + "}]}";
    }

    private static String json(String text) {
        return JSON.valueToTree(text).toString();
    }

    @Override
    public Optional<String> embeddingModel() {
        return Optional.of("text-embedding-3-small");
    }

    @Override
    public void theModelEmbeds(List<float[]> vectors) {
        var data = new ArrayList<Map<String, Object>>();
        vectors.forEach(vector -> data.add(Map.of("object", "embedding", "index", data.size(), "embedding", vector)));
        scripted.plays(Script.json(JSON.valueToTree(Map.of(
                        "object",
                        "list",
                        "model",
                        "text-embedding-3-small",
                        "data",
                        data,
                        "usage",
                        Map.of("prompt_tokens", 5, "total_tokens", 5)))
                .toString()));
    }

    @Test
    void tokens_are_those_that_the_server_counted() throws ModelUnavailable {
        theModelAnswers("Bonjour !");

        assertThat(provider().complete(server(), prompt()))
                .matches(c -> c.inputTokens() == 31 && c.outputTokens() == 7);
        assertThat(provider().stream(server(), prompt(), piece -> {}))
                .matches(c -> c.inputTokens() == 31 && c.outputTokens() == 7);
    }

    @Test
    void the_key_goes_with_each_call_to_the_place_of_the_protocol() throws ModelUnavailable {
        theModelAnswers("ok");

        provider().complete(server(), prompt());

        assertThat(scripted.received()).singleElement().satisfies(sent -> {
            assertThat(sent.path()).isEqualTo("/v1/chat/completions");
            assertThat(sent.header("Authorization")).isEqualTo("Bearer sk-secrete");
        });
    }

    @Test
    void a_schema_is_one_of_the_protocol() throws ModelUnavailable {
        theModelAnswers("{}");

        provider().complete(server(), prompt("{\"type\":\"object\",\"properties\":{}}"));

        assertThat(lastRequest().replaceAll("\\s", ""))
                .contains("\"type\":\"json_schema\"", "\"schema\":{\"type\":\"object\"")
                .doesNotContain("\"strict\":true");
    }
}
