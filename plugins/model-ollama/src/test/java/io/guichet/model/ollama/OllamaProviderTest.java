package io.guichet.model.ollama;

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

class OllamaProviderTest extends ScriptedModelContract {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public ModelProvider provider() {
        return new OllamaProvider();
    }

    @Override
    public Settings settings() {
        return new Settings(Map.of("base_url", scripted.url().toString(), "api_key", "cle-du-proxy"));
    }

    @Override
    protected Script completion(Sent sent, String text, boolean cutOff) {
        var why = cutOff ? "length" : "stop";
        if (!sent.body().replaceAll("\\s", "").contains("\"stream\":true")) {
            return Script.json(line(text, true, why));
        }
        var lines = new ArrayList<String>();
        for (var piece : text.split("(?<= )")) {
            lines.add(line(piece, false, why) + "\n");
        }
        lines.add(line("", true, why) + "\n");
        return new Script(200, Map.of("Content-Type", "application/x-ndjson"), lines, Script.After.END);
    }

    private static String line(String text, boolean done, String why) {
        var end = done ? ",\"done_reason\":\"" + why + "\",\"prompt_eval_count\":31,\"eval_count\":7" : "";
        return "{\"model\":\"a-model\",\"created_at\":\"2026-11-02T08:00:00Z\",\"message\":{\"role\":\"assistant\",\"content\":"
                + JSON.valueToTree(text) + "},\"done\":" + done + end + "}";
    }

    @Override
    public Optional<String> embeddingModel() {
        return Optional.of("nomic-embed-text");
    }

    @Override
    public void theModelEmbeds(List<float[]> vectors) {
        scripted.plays(Script.json(JSON.valueToTree(Map.of("model", "nomic-embed-text", "embeddings", vectors))
                .toString()));
    }

    @Test
    void a_schema_is_the_format_that_is_asked_for() throws ModelUnavailable {
        theModelAnswers("{}");

        provider().complete(server(), prompt("{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}"));

        assertThat(lastRequest().replaceAll("\\s", "")).contains("\"format\":{\"type\":\"object\"");
    }

    @Test
    void words_before_a_text_are_sent_with_it_by_its_use() throws ModelUnavailable {
        theModelEmbeds(List.of(new float[] {1, 0}));
        var settings = new HashMap<>(settings().values());
        settings.put("query_prefix", "search_query: ");
        var server = new ModelServer(new Settings(settings), server().http(), server().atMost());

        provider().embed(server, "nomic-embed-text", List.of("douche"), TextUse.ASKED);

        assertThat(lastRequest()).contains("search_query: douche");
    }

    @Test
    void the_key_of_a_proxy_goes_with_each_call() throws ModelUnavailable {
        theModelAnswers("ok");

        provider().complete(server(), prompt());

        assertThat(scripted.received()).singleElement().satisfies(sent -> {
            assertThat(sent.path()).isEqualTo("/api/chat");
            assertThat(sent.header("Authorization")).isEqualTo("Bearer cle-du-proxy");
        });
    }
}
