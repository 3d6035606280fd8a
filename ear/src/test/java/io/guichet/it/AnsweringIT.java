package io.guichet.it;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the rules have no answer to is answered by what a person wrote, and how that was found can be read. */
class AnsweringIT {

    private static final String SERVICE = "/api/agents/service-client";

    private final Tenant tenant = OwnTenant.called("answering-" + System.nanoTime());

    @Test
    void a_question_beyond_the_rules_is_answered_and_traced_for_its_tenant_alone() {
        post(Map.of(
                        "action", "add_knowledge",
                        "secteur", "artisan",
                        "question", "Êtes-vous assurés en décennale ?",
                        "reponse", "Oui, auprès de notre assureur."))
                .is(201);
        var conversation = post(Map.of("action", "start_conversation", "secteur", "artisan"))
                .is(201)
                .data()
                .at("/conversation/id")
                .asText();
        post(Map.of(
                        "action", "send_message",
                        "conversation_id", conversation,
                        "message", "Êtes-vous assurés en décennale ?"))
                .is(202);

        var reply = answerTo(conversation);
        var trace = "/api/client/conversations/" + conversation + "/messages/" + reply + "/trace";
        assertThat(tenant.asks(trace).is(200).data().at("/answered_by").asText())
                .isEqualTo("frequent");
        assertThat(tenant.asks(trace).text()).doesNotContain("assureur");
        Tenant.sage().asks(trace).isProblem(404, "conversation_not_found");
        tenant.asks("/api/client/conversations/" + conversation + "/messages/msg_0/trace")
                .isProblem(404, "message_not_found");
    }

    private String answerTo(String conversation) {
        return Eventually.get("answer", () -> {
            for (var message : tenant.asks(SERVICE + "/" + conversation).is(200).data()) {
                if (message.at("/role").asText().equals("agent")
                        && !message.at("/reply_to").isMissingNode()) {
                    assertThat(message.at("/content").asText()).contains("auprès de notre assureur");
                    return message.at("/id").asText();
                }
            }
            return null;
        });
    }

    private Reply post(Map<String, Object> body) {
        return Call.post(SERVICE)
                .apiKey(tenant.apiKey())
                .idempotencyKey(UUID.randomUUID().toString())
                .json(body)
                .send();
    }
}
