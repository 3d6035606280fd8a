package io.guichet.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static io.guichet.it.ServiceTalk.post;
import static org.assertj.core.api.Assertions.assertThat;

/** Software speaks with an agent, somebody corrects it, and the correction goes its way to the master. */
class LearningIT {

    private static final String SERVICE = ServiceTalk.PATH;

    private final Tenant tenant = OwnTenant.called("learn-" + System.nanoTime());
    private final String root = Platform.tokenOf("root");

    @Test
    void what_is_corrected_is_learned_proposed_and_approved_and_nobody_else_sees_it() {
        var talk = ServiceTalk.with(tenant);
        var answer = talk.says("Bonjour, travaillez-vous aussi le samedi ?");

        var learned = talk.corrects(answer, "Oui, le samedi matin, sur rendez-vous.");
        assertThat(learned.at("/question").asText()).isEqualTo("Bonjour, travaillez-vous aussi le samedi ?");
        var place = "/api/client/learned-answers/" + learned.at("/id").asText();
        assertThat(Tenant.sage().asks(place).status()).isEqualTo(404);
        talk.corrects(Tenant.sage(), answer, "Non.").isProblem(404, "conversation_not_found");

        post(tenant, place + "/promote", Map.of()).is(202);
        assertThat(tenant.asks(place).is(200).data().at("/promotion").asText()).isEqualTo("proposed");
        var queue = "/api/admin/agents/" + agent() + "/learned-answers";
        var proposed = proposed(queue, learned.at("/id").asText());
        assertThat(proposed.at("/client_id").asText())
                .isEqualTo(tenant.asks("/api/client/deployments")
                        .is(200)
                        .data()
                        .at("/0/client_id")
                        .asText());
        var copy = queue + "/" + proposed.at("/id").asText();
        var words = Map.of("answer", "Souvent, sur rendez-vous.");
        Call.post(copy + "/approve")
                .bearer(Platform.tokenOf("ebp-admin"))
                .json(words)
                .send()
                .isProblem(403, "forbidden");
        Call.post(copy + "/approve").bearer(root).json(words).send().is(200);
        assertThat(tenant.asks(place).data().at("/promotion").asText()).isEqualTo("approved");
        Call.post(copy + "/unpromote").bearer(root).json(Map.of()).send().is(200);
        Call.post(copy + "/unpromote").bearer(root).json(Map.of()).send().isProblem(409, "conflict");
        Call.delete(place).apiKey(tenant.apiKey()).send().is(204);
    }

    @Test
    void the_specifications_own_names_are_read_and_the_key_alone_says_whose_it_is() {
        var opened = post(
                        tenant,
                        SERVICE,
                        Map.of(
                                "action",
                                "start_conversation",
                                "siteId",
                                Tenant.ebp().id(),
                                "secteur",
                                "artisan",
                                "userInfo",
                                Map.of("nom", "Client Test", "email", "test@example.com")))
                .is(201)
                .data();
        var conversation = opened.at("/conversation/id").asText();
        var say = Map.of("action", "send_message", "conversationId", conversation, "message", "Bonjour");

        post(Tenant.ebp(), SERVICE, say).isProblem(404, "conversation_not_found");
        post(tenant, SERVICE, say).is(202);
        post(tenant, SERVICE, Map.of("action", "close_conversation", "conversation_id", conversation))
                .is(200);
        post(tenant, SERVICE, say).isProblem(409, "conversation_closed");
        assertThat(post(tenant, SERVICE, Map.of("action", "get_metrics"))
                        .is(200)
                        .data()
                        .at("/metrics/conversations")
                        .asLong())
                .isPositive();
        assertThat(tenant.asks(SERVICE + "?active=false").is(200).text()).contains(conversation);
        post(tenant, SERVICE, Map.of("action", "explode")).isProblem(422, "invalid_fields");
        post(tenant, SERVICE, Map.of()).isProblem(422, "invalid_fields");
    }

    @Test
    void knowledge_is_added_by_software_and_listed_beside_the_sectors() {
        var question = Map.of(
                "action", "add_knowledge",
                "secteur", "artisan",
                "question", "Avez-vous un magasin ?",
                "reponse", "Non, nous venons chez vous.");
        post(tenant, SERVICE, question).is(201);
        post(tenant, SERVICE, question).isProblem(409, "conflict");
        var intent = Map.of(
                "action",
                "update_intent",
                "secteur",
                "artisan",
                "intent",
                "magasin",
                "exemples",
                List.of("Je cherche votre magasin"),
                "escalade",
                true);
        var first =
                post(tenant, SERVICE, intent).is(200).data().at("/intent/id").asText();
        assertThat(post(tenant, SERVICE, intent).is(200).data().at("/intent/id").asText())
                .isEqualTo(first);

        assertThat(tenant.asks("/api/client/faq?source=own").is(200).text()).contains("avez-vous-un-magasin");
        assertThat(tenant.asks("/api/client/faq?source=sector").is(200).text())
                .contains("decennale")
                .doesNotContain("avez-vous-un-magasin");
        assertThat(Tenant.sage().asks("/api/client/intents?source=own").is(200).text())
                .doesNotContain(first);
    }

    private String agent() {
        return tenant.asks("/api/client/deployments")
                .is(200)
                .data()
                .at("/0/agent/id")
                .asText();
    }

    private JsonNode proposed(String queue, String learned) {
        for (var one :
                Call.get(queue + "?state=proposed").bearer(root).send().is(200).data()) {
            if (one.at("/learned_answer_id").asText().equals(learned)) {
                return one;
            }
        }
        throw new AssertionError(learned + " is not in " + queue);
    }
}
