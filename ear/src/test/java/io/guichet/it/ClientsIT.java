package io.guichet.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Those who run the platform and their clients; keys and the trail of what is done. */
class ClientsIT {

    private static final String CLIENTS = "/api/admin/clients";

    @Test
    void a_client_lives_from_its_registration_to_its_end() {
        var root = Platform.tokenOf("root");
        var made = register(root, body(), null).is(201);
        var client = made.data();
        var address = CLIENTS + "/" + client.at("/id").asText();
        var key = client.at("/api_key").asText();

        assertThat(made.header("Location")).endsWith(address);
        assertThat(made.header("ETag")).isEqualTo("\"1\"");
        assertThat(key).startsWith("gk_");
        Call.get("/api/client/webhooks").apiKey(key).send().is(200);
        var read = Call.get(address).bearer(root).send().is(200);
        assertThat(read.data().at("/slug").asText())
                .isEqualTo(client.at("/slug").asText());
        assertThat(read.text()).doesNotContain("\"api_key\"");
        var prefix = read.data().at("/api_key_prefix").asText();
        assertThat(prefix).startsWith("gk_");
        assertThat(key).startsWith(prefix);
        assertThat(read.data().at("/billing_status").asText()).isEqualTo("active");
        assertThat(read.data().at("/current_month_sessions").asLong(-1)).isZero();
        assertThat(read.data().at("/current_month_messages").asLong(-1)).isZero();
        assertThat(read.data().at("/total_sessions").asLong(-1)).isZero();
        assertThat(read.header("ETag")).isEqualTo("\"1\"");

        var changed = body();
        changed.put("slug", client.at("/slug").asText());
        changed.put("name", "EBP Informatique");
        changed.put("plan", "starter");
        Call.of("PUT", address)
                .bearer(root)
                .header("If-Match", "\"1\"")
                .json(changed)
                .send()
                .isProblem(422, "invalid_fields");
        changed.remove("plan");
        Call.of("PUT", address).bearer(root).json(changed).send().isProblem(428, "precondition_required");
        var replaced = Call.of("PUT", address)
                .bearer(root)
                .header("If-Match", "\"1\"")
                .json(changed)
                .send()
                .is(200);
        assertThat(replaced.header("ETag")).isEqualTo("\"2\"");
        assertThat(replaced.data().at("/name").asText()).isEqualTo("EBP Informatique");
        Call.of("PUT", address)
                .bearer(root)
                .header("If-Match", "\"1\"")
                .json(changed)
                .send()
                .isProblem(412, "precondition_failed");

        Call.post(address + "/suspend").bearer(root).json(Map.of()).send().isProblem(422, "invalid_fields");
        var suspended = Call.post(address + "/suspend")
                .bearer(root)
                .json(Map.of("reason", "Impayé"))
                .send()
                .is(200)
                .data();
        assertThat(suspended.at("/status").asText()).isEqualTo("suspended");
        Call.get("/api/client/webhooks").apiKey(key).send().isProblem(401, "invalid_api_key");
        Call.get(address).bearer(root).send().is(200);
        Call.post(address + "/reactivate").bearer(root).send().is(200);
        Call.get("/api/client/webhooks").apiKey(key).send().is(200);

        Call.delete(address).bearer(Platform.tokenOf("admin")).send().isProblem(403, "forbidden");
        Call.delete(address).bearer(root).send().is(204);
        Call.get(address).bearer(root).send().isProblem(404, "client_not_found");
        Call.get("/api/client/webhooks").apiKey(key).send().isProblem(401, "invalid_api_key");
        var again = body();
        again.put("slug", client.at("/slug").asText());
        register(root, again, null).isProblem(409, "slug_taken");
    }

    @Test
    void a_registration_asked_for_twice_gives_the_same_key() {
        var admin = Platform.tokenOf("admin");
        var body = body();
        var key = UUID.randomUUID().toString();
        var first = register(admin, body, key).is(201).data();

        assertThat(register(admin, body, key).is(201).data()).isEqualTo(first);
        register(admin, body(), key).isProblem(422, "idempotency_key_reused");
    }

    @Test
    void every_faulty_field_is_named() {
        var reply = register(Platform.tokenOf("admin"), Map.of("slug", "A B", "max_deployments", -1), null)
                .isProblem(422, "invalid_fields");

        assertThat(reply.json().at("/errors").findValuesAsText("field"))
                .containsExactlyInAnyOrder("slug", "name", "contact_email", "max_deployments");
        Call.post(CLIENTS)
                .bearer(Platform.tokenOf("admin"))
                .body("application/json", "null")
                .send()
                .isProblem(400, "malformed_json");
        register(Platform.tokenOf("admin"), Map.of("max_deployments", "many"), null)
                .isProblem(422, "invalid_fields");
    }

    @Test
    void the_list_is_searched_and_read_in_pages() {
        var admin = Platform.tokenOf("admin");
        var mark = "m" + UUID.randomUUID().toString().substring(0, 8);
        for (var i = 0; i < 3; i++) {
            var body = body();
            body.put("name", mark + " " + i);
            register(admin, body, null).is(201);
        }

        var names = new ArrayList<String>();
        var next = "";
        do {
            var page = Call.get(CLIENTS + "?limit=2&sort=-name&q=" + mark + next)
                    .bearer(admin)
                    .send()
                    .is(200)
                    .json();
            page.at("/data").forEach(c -> names.add(c.at("/name").asText()));
            next = page.at("/page/next").isNull()
                    ? ""
                    : "&cursor=" + page.at("/page/next").asText();
        } while (!next.isEmpty());
        assertThat(names).containsExactly(mark + " 2", mark + " 1", mark + " 0");
        Call.get(CLIENTS + "?sort=secret").bearer(admin).send().isProblem(422, "invalid_fields");
        Call.get(CLIENTS + "?cursor=x").bearer(admin).send().isProblem(400, "bad_request");
        Call.get(CLIENTS + "?status=odd").bearer(admin).send().isProblem(422, "invalid_fields");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ebp-admin", "durant", "metreur"})
    void who_does_not_run_the_platform_is_refused(String username) {
        var token = Platform.tokenOf(username);
        for (var path : List.of(CLIENTS, CLIENTS + "/tnt_0", "/api/admin/audit")) {
            Call.get(path).bearer(token).send().isProblem(403, "forbidden");
        }
        Call.post(CLIENTS).bearer(token).json(body()).send().isProblem(403, "forbidden");
        Call.post("/api/admin/keys/rewrap").bearer(token).send().isProblem(403, "forbidden");
        Call.get(CLIENTS).send().isProblem(401, "unauthenticated");
        Call.get(CLIENTS).apiKey(Tenant.ebp().apiKey()).send().isProblem(401, "unauthenticated");
    }

    @Test
    void an_id_that_is_none_is_not_found() {
        var root = Platform.tokenOf("root");
        for (var id : List.of("tnt_0", "x", "tnt_b490b2757b534037a9f0f6fc00551a97")) {
            for (var of : List.of(
                    "",
                    "/keys",
                    "/deployments",
                    "/invoices",
                    "/measures",
                    "/models/usage",
                    "/stats",
                    "/subscription",
                    "/usage")) {
                Call.get(CLIENTS + "/" + id + of).bearer(root).send().isProblem(404, "client_not_found");
            }
            Call.post(CLIENTS + "/" + id + "/keys/rotate")
                    .bearer(root)
                    .json(Map.of())
                    .send()
                    .isProblem(404, "client_not_found");
        }
    }

    @Test
    void a_key_takes_over_from_another() {
        var root = Platform.tokenOf("root");
        var client = register(root, body(), null).is(201).data();
        var first = client.at("/api_key").asText();

        var made = Call.post("/api/client/keys/rotate")
                .apiKey(first)
                .json(Map.of("overlap_seconds", 3600))
                .send()
                .is(201)
                .data();
        var second = made.at("/api_key").asText();
        assertThat(statuses(first)).containsExactly("active", "expiring");
        assertThat(statuses(second)).containsExactly("active", "expiring");
        Call.post("/api/client/keys/rotate")
                .apiKey(second)
                .json(Map.of())
                .send()
                .isProblem(409, "conflict");
        Call.post("/api/client/keys/rotate")
                .apiKey(second)
                .json(Map.of("overlap_seconds", 2_592_001))
                .send()
                .isProblem(422, "invalid_fields");
        Call.delete("/api/client/keys/" + made.at("/id").asText() + "0")
                .apiKey(second)
                .send()
                .isProblem(404, "not_found");
        Call.delete("/api/client/keys/" + idOf(first, "expiring"))
                .apiKey(second)
                .send()
                .is(204);
        Call.get("/api/client/keys").apiKey(first).send().isProblem(401, "invalid_api_key");
        Call.delete("/api/client/keys/" + made.at("/id").asText())
                .apiKey(second)
                .send()
                .isProblem(409, "conflict");
        Call.delete("/api/client/keys/" + made.at("/id").asText())
                .apiKey(Tenant.sage().apiKey())
                .send()
                .isProblem(404, "not_found");

        var third = Call.post(CLIENTS + "/" + client.at("/id").asText() + "/keys/rotate")
                .bearer(root)
                .json(Map.of("overlap_seconds", 0))
                .send()
                .is(201)
                .data()
                .at("/api_key")
                .asText();
        Call.get("/api/client/keys").apiKey(second).send().isProblem(401, "invalid_api_key");
        assertThat(statuses(third)).containsExactly("active", "revoked", "revoked");
    }

    @Test
    void the_trail_tells_a_tenant_its_own_and_the_platform_everybodys() throws IOException, InterruptedException {
        var root = Platform.tokenOf("root");
        var client = register(root, body(), null).is(201).data();
        var id = client.at("/id").asText();
        var key = client.at("/api_key").asText();
        Call.post(CLIENTS + "/" + id + "/suspend")
                .bearer(root)
                .json(Map.of("reason", "Impayé"))
                .send()
                .is(200);
        Call.post(CLIENTS + "/" + id + "/reactivate").bearer(root).send().is(200);

        var own = Call.get("/api/client/audit").apiKey(key).send().is(200);
        assertThat(own.data().findValuesAsText("action"))
                .containsExactly("client.reactivated", "client.suspended", "api_key.created", "client.registered");
        assertThat(own.text()).doesNotContain(key).doesNotContain("a note of the platform");
        assertThat(own.data().at("/1/after/suspended_reason").asText()).isEqualTo("Impayé");
        assertThat(actions(root, "?client=" + id + "&action=client&limit=2"))
                .containsExactly("client.reactivated", "client.suspended");
        assertThat(actions(root, "?client=" + id + "&action=api_key.created")).hasSize(1);
        assertThat(actions(root, "?client=" + id + "&to=2020-01-01T00:00:00Z")).isEmpty();
        assertThat(actions(root, "?client=tnt_0")).isEmpty();
        Call.get("/api/admin/audit?from=yesterday").bearer(root).send().isProblem(422, "invalid_fields");

        var verified =
                Call.post("/api/admin/audit/verify").bearer(root).send().is(200).data();
        assertThat(verified.at("/intact").asBoolean()).as(verified.toString()).isTrue();
        assertThat(verified.at("/chains").asInt()).isPositive();
        assertThat(scripted("verify-audit")).contains("as they were written");
    }

    private static String scripted(String command) throws IOException, InterruptedException {
        var start = new ProcessBuilder(Platform.told("SCRIPT"), command).redirectErrorStream(true);
        var environment = start.environment();
        environment.put("GUICHET_STATE", Platform.state().toString());
        environment.put("GUICHET_DIST", Platform.told("DIST"));
        environment.put("GUICHET_DB_PORT", Platform.told("DB_PORT"));
        var process = start.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static List<String> actions(String token, String query) {
        return Call.get("/api/admin/audit" + query)
                .bearer(token)
                .send()
                .is(200)
                .data()
                .findValuesAsText("action");
    }

    private static List<String> statuses(String key) {
        return Call.get("/api/client/keys").apiKey(key).send().is(200).data().findValuesAsText("status");
    }

    private static String idOf(String key, String status) {
        for (JsonNode each :
                Call.get("/api/client/keys").apiKey(key).send().is(200).data()) {
            if (each.at("/status").asText().equals(status)) {
                return each.at("/id").asText();
            }
        }
        throw new AssertionError("no key is " + status);
    }

    private static Reply register(String token, Object body, String idempotencyKey) {
        return Call.post(CLIENTS)
                .bearer(token)
                .idempotencyKey(idempotencyKey)
                .json(body)
                .send();
    }

    private static Map<String, Object> body() {
        var body = new HashMap<String, Object>();
        body.put("name", "EBP");
        body.put("slug", "it-" + UUID.randomUUID());
        body.put("contact_email", "claire@ebp.example");
        body.put("notes", "a note of the platform");
        body.put("max_deployments", 5);
        return body;
    }
}
