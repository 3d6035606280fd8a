package io.guichet.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The documents of a deployment that is made for a test.
 *
 * @param path of its API
 */
record Documents(Tenant tenant, String path) {

    private static final String BOUNDARY = "----guichet";

    /** Of an agent that lets its deployments have a collection. */
    static Documents of(Tenant tenant, String agent, String collection) {
        var deployment = Call.post("/api/admin/clients/" + tenant.id() + "/deployments")
                .bearer(Platform.tokenOf("root"))
                .json(Map.of(
                        "agent_id",
                        agent,
                        "name",
                        "Essai " + UUID.randomUUID(),
                        "deployment_mode",
                        "dedicated",
                        "dedicated_collection",
                        collection))
                .send()
                .is(201)
                .data();
        return new Documents(
                tenant, "/api/client/deployments/" + deployment.at("/id").asText() + "/documents");
    }

    /** An agent with a collection, whose deployments may have one, too. */
    static String anAgent(String collection) {
        return Call.post("/api/admin/agents")
                .bearer(Platform.tokenOf("root"))
                .json(Map.of(
                        "slug",
                        "it-" + UUID.randomUUID(),
                        "name",
                        "Expert",
                        "sector",
                        "artisan",
                        "welcome_message",
                        "Bonjour, je suis une IA.",
                        "placeholder",
                        "…",
                        "collection",
                        collection,
                        "deployment_modes",
                        List.of("dedicated"),
                        "is_whitelabel_enabled",
                        true,
                        "whitelabel_config",
                        Map.of("allow_rag_override", true)))
                .send()
                .is(201)
                .data()
                .at("/id")
                .asText();
    }

    /** The deployment's id. */
    String deployment() {
        return path.split("/", -1)[4];
    }

    static Reply send(Call call, String file, String text) {
        var body = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + file
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n" + text + "\r\n--" + BOUNDARY + "--\r\n";
        return call.body("multipart/form-data; boundary=" + BOUNDARY, body.getBytes(StandardCharsets.UTF_8))
                .send();
    }

    /** Adds one: its id. */
    String adds(String file, String text) {
        return sends(file, text).is(201).data().at("/id").asText();
    }

    Reply sends(String file, String text) {
        return send(Call.of("POST", path).apiKey(tenant.apiKey()), file, text);
    }

    Reply replaces(String id, String file, String text) {
        return send(Call.of("PUT", path + "/" + id).apiKey(tenant.apiKey()), file, text);
    }

    Reply removes(String id) {
        return Call.delete(path + "/" + id).apiKey(tenant.apiKey()).send();
    }

    JsonNode get(String id) {
        return tenant.asks(path + "/" + id).is(200).data();
    }

    /** Waits for one. */
    void isReady(String id) {
        Eventually.holds("a document that is ready", () -> {
            var now = get(id);
            assertThat(now.at("/state").asText()).as(now.toString()).isNotEqualTo("failed");
            return now.at("/state").asText().equals("ready");
        });
    }

    /** What answers a question. */
    JsonNode found(String question) {
        return Call.post(path + "/search")
                .apiKey(tenant.apiKey())
                .json(Map.of("question", question))
                .send()
                .is(200)
                .data();
    }

    /** Has whatever is taken apart wait with its passages until the connection ends. */
    static Connection holdPassages() throws SQLException {
        var connection = DriverManager.getConnection(
                Platform.told("DB_URL"), Platform.told("DB_OWNER_USER"), Platform.told("DB_OWNER_PASSWORD"));
        connection.setAutoCommit(false);
        try (var lock = connection.createStatement()) {
            lock.execute("lock table passages in share mode");
        }
        return connection;
    }
}
