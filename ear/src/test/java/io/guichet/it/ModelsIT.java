package io.guichet.it;

import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The bundled providers of models, and a tenant's own account with them. */
class ModelsIT {

    private static final String MODELS = "/api/client/models";
    private static final String SECRET = "sk-nobody-reads-this";

    private static Tenant own;
    private static Tenant other;

    @BeforeAll
    static void tenants() {
        own = OwnTenant.called("modeles-un");
        other = OwnTenant.called("modeles-deux");
    }

    @Test
    void every_bundled_provider_is_there_with_its_form() {
        var providers = Eventually.get("the bundled providers", () -> {
            var data = Call.get(MODELS).apiKey(own.apiKey()).send().is(200).data();
            return data.size() >= 5 ? data : null;
        });

        assertThat(StreamSupport.stream(providers.spliterator(), false)
                        .map(provider -> provider.at("/provider").asText()))
                .contains("anthropic", "minilm", "mistral", "ollama", "openai");
        assertThat(Call.get(MODELS + "/mistral")
                        .apiKey(own.apiKey())
                        .send()
                        .is(200)
                        .data()
                        .at("/settings"))
                .hasSize(2);
        Call.get(MODELS + "/nobody").apiKey(own.apiKey()).send().isProblem(404, "not_found");
    }

    /** Nothing is set back by a body that says nothing. */
    @Test
    void a_body_that_is_null_is_none() {
        Call.of("PUT", MODELS + "/mistral")
                .apiKey(own.apiKey())
                .body("application/json", "null")
                .send()
                .isProblem(400, "malformed_json");
        Call.of("PUT", "/api/admin/clients/" + Tenant.ebp().id() + "/models/ceiling")
                .bearer(Platform.tokenOf("root"))
                .body("application/json", "null")
                .send()
                .isProblem(400, "malformed_json");
    }

    @Test
    void an_account_is_kept_shown_without_its_key_and_forgotten() {
        var address = MODELS + "/mistral";
        var set = Call.of("PUT", address)
                .apiKey(own.apiKey())
                .json(Map.of("settings", Map.of("api_key", SECRET)))
                .send()
                .is(200);
        assertThat(set.data().at("/own").asBoolean()).isTrue();
        assertThat(set.text()).doesNotContain(SECRET);

        for (var reply : new Reply[] {
            Call.get(address).apiKey(own.apiKey()).send().is(200),
            Call.get(MODELS).apiKey(own.apiKey()).send().is(200),
            Call.get("/api/client/audit").apiKey(own.apiKey()).send().is(200)
        }) {
            assertThat(reply.text()).doesNotContain(SECRET);
        }
        assertThat(Call.get(address)
                        .apiKey(other.apiKey())
                        .send()
                        .is(200)
                        .data()
                        .at("/own")
                        .asBoolean())
                .isFalse();

        Call.of("DELETE", address).apiKey(other.apiKey()).send().isProblem(404, "not_found");
        Call.of("DELETE", address).apiKey(own.apiKey()).send().is(204);
        Call.of("DELETE", address).apiKey(own.apiKey()).send().isProblem(404, "not_found");
    }

    @Test
    void what_no_provider_asks_for_is_refused() {
        Call.of("PUT", MODELS + "/ollama")
                .apiKey(own.apiKey())
                .json(Map.of("settings", Map.of("base_url", "https://169.254.169.254/")))
                .send()
                .isProblem(422, "unreachable_url");
        Call.of("PUT", MODELS + "/mistral")
                .apiKey(own.apiKey())
                .json(Map.of("settings", Map.of("api_key", SECRET, "proxy", "x")))
                .send()
                .isProblem(422, "invalid_fields");
    }

    @Test
    void what_nobody_asked_cost_nothing() {
        var usage =
                Call.get(MODELS + "/usage?days=7").apiKey(other.apiKey()).send().is(200);

        assertThat(usage.data().at("/today_cost_micros").asLong(-1)).isZero();
        assertThat(usage.data().at("/days")).isEmpty();
        Call.get(MODELS + "/usage?days=0").apiKey(other.apiKey()).send().isProblem(422, "invalid_fields");
    }
}
