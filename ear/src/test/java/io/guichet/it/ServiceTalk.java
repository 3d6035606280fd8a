package io.guichet.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.UUID;

/** A conversation that a tenant's software has with an agent. */
record ServiceTalk(Tenant tenant, String id) {

    static final String PATH = "/api/agents/service-client";

    static ServiceTalk with(Tenant tenant) {
        var opened = post(tenant, PATH, Map.of("action", "start_conversation"));
        return new ServiceTalk(
                tenant, opened.is(201).data().at("/conversation/id").asText());
    }

    /** What the agent answers to its first message, whatever it is. */
    JsonNode says(String text) {
        var message = Map.of("action", "send_message", "conversation_id", id, "message", text);
        post(tenant, PATH, message).is(202);
        return Eventually.get("answer", () -> {
            for (var one : tenant.asks(PATH + "/" + id).is(200).data()) {
                if (one.at("/role").asText().equals("agent")
                        && !one.at("/reply_to").isMissingNode()) {
                    return one;
                }
            }
            return null;
        });
    }

    /** Says what an answer of the agent should have been: what was learned of that. */
    JsonNode corrects(JsonNode answer, String words) {
        return corrects(tenant, answer, words).is(201).data();
    }

    /** The same as another tenant. */
    Reply corrects(Tenant other, JsonNode answer, String words) {
        var place = "/api/client/conversations/" + id + "/messages/"
                + answer.at("/id").asText() + "/correction";
        return post(other, place, Map.of("answer", words));
    }

    static Reply post(Tenant tenant, String path, Object body) {
        return Call.post(path)
                .apiKey(tenant.apiKey())
                .idempotencyKey(UUID.randomUUID().toString())
                .json(body)
                .send();
    }
}
