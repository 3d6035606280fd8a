package io.guichet.model.mistral;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.guichet.spi.config.Settings;
import io.guichet.spi.model.ModelProvider;
import io.guichet.spi.model.ModelServer;
import io.guichet.spi.model.ModelUnavailable;
import io.guichet.spi.model.TextUse;
import io.guichet.testkit.ScriptedModelContract;
import io.guichet.testkit.ScriptedServer.Script;
import io.guichet.testkit.ScriptedServer.Sent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MistralProviderTest extends ScriptedModelContract {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public ModelProvider provider() {
        return new MistralProvider();
    }

    @Override
    public Settings settings() {
        return new Settings(Map.of("base_url", scripted.url().toString(), "api_key", "cle-secrete"));
    }

    @Override
    protected Script completion(Sent sent, String text, boolean cutOff) {
        var why = cutOff ? "length" : "stop";
        if (!sent.body().replaceAll("\\s", "").contains("\"stream\":true")) {
            return Script.json("""
                    {"id":"1","object":"chat.completion","created":1,"model":"a-model","choices":[{"index":0,
                     "message":{"role":"assistant","content":%s},"finish_reason":"%s"}],
                     "usage":{"prompt_tokens":31,"completion_tokens":7,"total_tokens":38}}""".formatted(JSON.valueToTree(text), why));
        }
        var events = new ArrayList<String>();
        for (var piece : text.split("(?<= )")) {
            events.add(chunk(piece, "null", ""));
        }
        events.add(chunk(
                "",
                "\"" + why + "\"",
                ",\"usage\":{\"prompt_tokens\":31,\"completion_tokens\":7,\"total_tokens\":38}"));
        events.add("[DONE]");
        return Script.events(events);
    }

    private static String chunk(String text, String why, String usage) {
        return "{\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"a-model\",\"choices\":[{\"index\":0,"
                + "\"delta\":{\"role\":\"assistant\",\"content\":" + JSON.valueToTree(text) + "},\"finish_reason\":"
                + why
                + "}]" + usage + "}";
    }

    @Override
    public Optional<String> embeddingModel() {
        return Optional.of("mistral-embed");
    }

    @Override
    public void theModelEmbeds(List<float[]> vectors) {
        var data = new ArrayList<Map<String, Object>>();
        vectors.forEach(vector -> data.add(Map.of("object", "embedding", "index", data.size(), "embedding", vector)));
        scripted.plays(Script.json(JSON.valueToTree(Map.of(
                        "id",
                        "1",
                        "object",
                        "list",
                        "model",
                        "mistral-embed",
                        "data",
                        data,
                        "usage",
                        Map.of("prompt_tokens", 5, "completion_tokens", 0, "total_tokens", 5)))
                .toString()));
    }

    @Test
    void words_before_a_text_are_sent_with_it_though_no_setting_names_them() throws ModelUnavailable {
        theModelEmbeds(List.of(new float[] {1, 0}));
        var settings = new HashMap<>(settings().values());
        settings.put("passage_prefix", "passage: ");
        var server = new ModelServer(new Settings(settings), server().http(), server().atMost());

        provider().embed(server, "mistral-embed", List.of("douche"), TextUse.KEPT);

        assertThat(lastRequest()).contains("passage: douche");
    }
}
