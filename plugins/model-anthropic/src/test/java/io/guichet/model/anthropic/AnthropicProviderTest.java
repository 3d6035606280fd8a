package io.guichet.model.anthropic;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.guichet.spi.config.Settings;
import io.guichet.spi.model.ModelProvider;
import io.guichet.spi.model.ModelUnavailable;
import io.guichet.testkit.ScriptedModelContract;
import io.guichet.testkit.ScriptedServer.Script;
import io.guichet.testkit.ScriptedServer.Sent;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AnthropicProviderTest extends ScriptedModelContract {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public ModelProvider provider() {
        return new AnthropicProvider();
    }

    @Override
    public Settings settings() {
        return new Settings(Map.of("base_url", scripted.url().toString(), "api_key", "cle-secrete"));
    }

    @Override
    protected Script completion(Sent sent, String text, boolean cutOff) {
        var why = cutOff ? "max_tokens" : "end_turn";
        if (!sent.body().replaceAll("\\s", "").contains("\"stream\":true")) {
            return Script.json("""
                    {"id":"msg_1","type":"message","role":"assistant","model":"a-model",
                     "content":[{"type":"text","text":%s}],"stop_reason":"%s","stop_sequence":null,
                     "usage":{"input_tokens":31,"output_tokens":7}}""".formatted(JSON.valueToTree(text), why));
        }
        var events = new ArrayList<String>();
        events.add(event("message_start", """
                {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"a-model",\
                "content":[],"stop_reason":null,"usage":{"input_tokens":31,"output_tokens":1}}}"""));
        events.add(event("content_block_start", """
                {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}"""));
        for (var piece : text.split("(?<= )")) {
            events.add(event(
                    "content_block_delta",
                    "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":"
                            + JSON.valueToTree(piece) + "}}"));
        }
        events.add(event("content_block_stop", "{\"type\":\"content_block_stop\",\"index\":0}"));
        events.add(event("message_delta", """
                {"type":"message_delta","delta":{"stop_reason":"%s","stop_sequence":null},"usage":{"output_tokens":7}}""".formatted(why)));
        events.add(event("message_stop", "{\"type\":\"message_stop\"}"));
        return new Script(200, Map.of("Content-Type", "text/event-stream"), events, Script.After.END);
    }

    private static String event(String name, String data) {
        return "event: " + name + "\ndata: " + data + "\n\n";
    }

    @Test
    void the_key_is_in_the_header_of_the_protocol() throws ModelUnavailable {
        theModelAnswers("ok");

        provider().complete(server(), prompt());

        assertThat(scripted.received()).singleElement().satisfies(sent -> {
            assertThat(sent.path()).isEqualTo("/v1/messages");
            assertThat(sent.header("x-api-key")).isEqualTo("cle-secrete");
        });
    }
}
