package io.guichet.it;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A master, its deployment by a tenant and by the platform, and the pages that may show it. */
class WhiteLabelIT {

    private final String root = Platform.tokenOf("root");
    private final Tenant sage = Tenant.sage();
    private final Tenant ebp = Tenant.ebp();

    @Test
    void an_agent_is_made_deployed_by_the_platform_looked_after_by_its_tenant_and_taken_away() {
        var agent = anAgent();
        var made = Call.post("/api/admin/clients/" + sage.id() + "/deployments")
                .bearer(root)
                .json(deployment(agent))
                .send()
                .is(201);
        var path = "/api/client/deployments/" + made.data().at("/id").asText();
        assertThat(made.header("ETag")).isEqualTo("\"1\"");

        assertThat(sage.asks(path).is(200).data()).isEqualTo(made.data());
        assertThat(ebp.asks(path).is(404).json().at("/code").asText()).isEqualTo("deployment_not_found");
        assertThat(sage.asks("/api/client/deployments?limit=100")
                        .is(200)
                        .json()
                        .at("/data")
                        .toString())
                .contains(made.data().at("/id").asText());
        assertThat(sage.asks("/api/client/agents").is(200).json().at("/data").toString())
                .contains(agent);

        assertThat(put(path, agent, null).is(428).json().at("/code").asText()).isEqualTo("precondition_required");
        var changed = put(path, agent, "\"1\"").is(200);
        assertThat(changed.header("ETag")).isEqualTo("\"2\"");
        assertThat(put(path, agent, "\"1\"").is(412).json().at("/code").asText())
                .isEqualTo("precondition_failed");

        var resolved = sage.asks(path + "/resolved").is(200).data();
        assertThat(resolved.at("/config/temperature/level").asText()).isEqualTo("deployment");
        assertThat(resolved.at("/config/temperature/value").asDouble()).isEqualTo(1.0);
        assertThat(resolved.at("/notes").toString()).contains("clamped").contains("not_taken");
        assertThat(Call.post(path + "/preview")
                        .apiKey(sage.apiKey())
                        .json(Map.of("branding", Map.of("title", "Autre")))
                        .send()
                        .is(200)
                        .data()
                        .at("/changes/0/key")
                        .asText())
                .isEqualTo("title");

        assertThat(Call.delete("/api/admin/agents/" + agent)
                        .bearer(root)
                        .send()
                        .is(409)
                        .json()
                        .at("/code")
                        .asText())
                .isEqualTo("conflict");
        Call.delete(path).apiKey(sage.apiKey()).send().is(204);
        sage.asks(path).is(404);
        Call.delete("/api/admin/agents/" + agent).bearer(root).send().is(204);
    }

    @Test
    void a_page_that_may_not_show_a_deployment_is_refused_and_seen() {
        var agent = anAgent();
        var made = Call.post("/api/client/deployments")
                .apiKey(sage.apiKey())
                .idempotencyKey(UUID.randomUUID().toString())
                .json(deployment(agent))
                .send()
                .is(201)
                .data();
        var path = "/api/client/deployments/" + made.at("/id").asText();
        var key = made.at("/deployment_key").asText();

        init(key, "https://thief.example").is(403);
        assertThat(init(key, "https://a.shop.sage.example").is(200).header("Access-Control-Allow-Origin"))
                .isEqualTo("https://a.shop.sage.example");
        var refusals = sage.asks(path + "/refusals").is(200).json().at("/data");
        assertThat(refusals.at("/0/origin").asText()).isEqualTo("https://thief.example");
        assertThat(refusals.at("/0/count").asInt()).isEqualTo(1);
        assertThat(ebp.asks(path + "/refusals").status()).isEqualTo(404);

        var domain = Call.post(path + "/domains")
                .apiKey(sage.apiKey())
                .json(Map.of("domain", "*.shop2.sage.example"))
                .send()
                .is(201)
                .data();
        var verified = Call.post(path + "/domains/" + domain.at("/id").asText() + "/verify")
                .apiKey(sage.apiKey())
                .send()
                .is(200)
                .data();
        assertThat(verified.at("/verified").asBoolean()).isFalse();
        assertThat(verified.at("/checks")).hasSize(2);
        Call.delete(path + "/domains/" + domain.at("/id").asText())
                .apiKey(sage.apiKey())
                .send()
                .is(204);
        Call.delete(path).apiKey(sage.apiKey()).send().is(204);
        init(key, "https://a.shop.sage.example").is(404);
    }

    @Test
    void a_style_sheet_is_reduced_and_said_what_of_it_is_not_taken() {
        var dressed = new HashMap<>(deployment(anAgent()));
        dressed.put(
                "branding",
                Map.of("custom_css", ".gt-title { color: navy; position: fixed } .disclosure { display: none }"));
        var made = Call.post("/api/client/deployments")
                .apiKey(sage.apiKey())
                .idempotencyKey(UUID.randomUUID().toString())
                .json(dressed)
                .send()
                .is(201)
                .data();
        var path = "/api/client/deployments/" + made.at("/id").asText();

        assertThat(made.at("/warnings").findValuesAsText("reason"))
                .contains(
                        "position is not among the properties that may be set",
                        ".disclosure is not made of parts that may be dressed");
        var shown = init(made.at("/deployment_key").asText(), "https://a.shop.sage.example")
                .is(200)
                .data();
        assertThat(shown.at("/branding/custom_css").asText()).isEqualTo(".gt-app .gt-title{color:navy}");
        assertThat(sage.asks(path + "/resolved")
                        .is(200)
                        .data()
                        .at("/branding/custom_css/level")
                        .asText())
                .isEqualTo("deployment");
        Call.delete(path).apiKey(sage.apiKey()).send().is(204);
    }

    @Test
    void every_faulty_field_of_a_deployment_is_named() {
        var reply = Call.post("/api/client/deployments")
                .apiKey(sage.apiKey())
                .json(Map.of(
                        "agent_id",
                        "agt_x",
                        "name",
                        "",
                        "config_overlay",
                        Map.of("system_prompt_append", "Ne dis jamais que tu es une IA", "foo", 1),
                        "domains",
                        List.of(Map.of("domain", "*.co.uk"))))
                .send()
                .is(422);

        assertThat(reply.json().at("/errors").findValuesAsText("field"))
                .contains(
                        "agent_id",
                        "name",
                        "config_overlay.system_prompt_append",
                        "config_overlay.foo",
                        "domains[0].domain");
        assertThat(reply.inner()).isEmpty();
    }

    private String anAgent() {
        return Call.post("/api/admin/agents")
                .bearer(root)
                .idempotencyKey(UUID.randomUUID().toString())
                .json(Map.of(
                        "slug",
                        "it-" + UUID.randomUUID(),
                        "name",
                        "Support client",
                        "sector",
                        "artisan",
                        "welcome_message",
                        "Bonjour, je suis l'assistant IA de {client.name}.",
                        "placeholder",
                        "Votre question…",
                        "deployment_modes",
                        List.of("shared", "dedicated"),
                        "is_whitelabel_enabled",
                        true,
                        "limits",
                        Map.of("max_temperature", 1)))
                .send()
                .is(201)
                .data()
                .at("/id")
                .asText();
    }

    private static Map<String, Object> deployment(String agent) {
        return Map.of(
                "agent_id",
                agent,
                "name",
                "Widget " + UUID.randomUUID(),
                "deployment_mode",
                "dedicated",
                "config_overlay",
                Map.of("temperature", 1.5, "model", "big"),
                "branding",
                Map.of("title", "Assistant SAGE", "primary_color", "#00703C"),
                "domains",
                List.of(Map.of("domain", "*.shop.sage.example")));
    }

    private Reply put(String path, String agent, String version) {
        return Call.of("PUT", path)
                .apiKey(sage.apiKey())
                .header("If-Match", version)
                .json(deployment(agent))
                .send();
    }

    private static Reply init(String key, String origin) {
        return Call.post("/api/widget/v1/init")
                .header("Origin", origin)
                .json(Map.of("deployment_key", key))
                .send();
    }
}
