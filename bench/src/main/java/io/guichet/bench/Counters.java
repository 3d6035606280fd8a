package io.guichet.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The demo's EBP as partners and visitors use it: the kinds of request whose cost is watched. */
final class Counters {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ORIGIN = "http://localhost:8081";
    private static final int SESSIONS = 64;

    private Counters() {}

    /** Opens some sessions, and says which requests can be sent. */
    static List<Traffic.Kind> of(Settings settings) throws IOException {
        var ebp = tenant(settings);
        var key = Map.of("X-API-Key", ebp.path("apiKey").asText());
        var deployment = ebp.path("deployments").path(0).path("key").asText();
        var sessions = new ArrayList<Map<String, String>>();
        try (var connection = new KeepAlive(settings.api())) {
            for (var i = 0; i < SESSIONS; i++) {
                var link = connection.post(
                        "/api/client/sessions/create-link", key, "{\"deployment_key\":\"" + deployment + "\"}");
                var opened = connection.post(
                        "/api/widget/v1/init",
                        Map.of(),
                        "{\"session_token\":\""
                                + data(link).path("session_token").asText() + "\"}");
                sessions.add(
                        Map.of("X-Session-ID", data(opened).path("session_id").asText()));
            }
        }
        return List.of(
                new Traffic.Kind(
                        "open a conversation",
                        "/api/widget/v1/init",
                        List.of(Map.of("Origin", ORIGIN)),
                        "{\"deployment_key\":\"" + deployment + "\"}",
                        200),
                new Traffic.Kind(
                        "write a message",
                        "/api/widget/v1/message",
                        sessions,
                        "{\"content\":\"Bonjour, je voudrais refaire ma salle de bain.\"}",
                        202),
                new Traffic.Kind("read the webhooks", "/api/client/webhooks", List.of(key), "", 200),
                // The oldest one: what else there is is not in the answer, and may not be in its cost.
                new Traffic.Kind(
                        "read the deployments",
                        "/api/client/deployments?sort=created_at&limit=1",
                        List.of(key),
                        "",
                        200),
                new Traffic.Kind("read the usage", "/api/client/usage", List.of(key), "", 200));
    }

    private static JsonNode tenant(Settings settings) throws IOException {
        for (var tenant : JSON.readTree(settings.demoFile().toFile()).path("tenants")) {
            if (tenant.path("slug").asText().equals("ebp")) {
                return tenant;
            }
        }
        throw new Settings.Wrong("the demo's data have no tenant ebp: " + settings.demoFile());
    }

    private static JsonNode data(KeepAlive.Answer answer) throws IOException {
        if (answer.status() / 100 != 2) {
            throw new IllegalStateException("the demo's EBP cannot be used: " + answer);
        }
        return JSON.readTree(answer.body()).path("data");
    }
}
