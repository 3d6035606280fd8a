package io.guichet.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Documents through the whole platform: the process that reads them, the index that finds them, and whose they are. */
class KnowledgeIT {

    private static final String BOUNDARY = "----guichet";

    private final String root = Platform.tokenOf("root");
    private final Tenant sage = Tenant.sage();
    private final Tenant ebp = Tenant.ebp();
    private final String name = "it-" + UUID.randomUUID();

    @Test
    void documents_are_read_found_replaced_and_forgotten_and_are_nobody_elses() {
        var agent = anAgent();
        var own = "/api/client/deployments/" + deployment(sage, agent) + "/documents";
        var common = "/api/admin/agents/" + agent + "/documents";
        send(Call.of("POST", common).bearer(root), "tva.csv", "question;réponse\nQuelle TVA ?;Dix pour cent.")
                .is(201);
        var page = "<html><body><h1>Horaires</h1><p>L'atelier ouvre le samedi.</p></body></html>";
        var sent = send(Call.of("POST", own).apiKey(sage.apiKey()), "horaires.html", page)
                .is(201)
                .data();
        var document = own + "/" + sent.at("/id").asText();
        assertThat(sent.at("/state").asText()).isEqualTo("received");

        ready(document);
        Eventually.holds(
                "the hours",
                () -> found(own, sage, "Êtes-vous ouverts samedi ?").contains("ouvre le samedi."));
        Eventually.holds(
                "the rate", () -> found(own, sage, "Quel taux de TVA ?").contains("Dix pour cent."));
        ebp.asks(document).is(404);
        assertThat(found("/api/client/deployments/" + deployment(ebp, agent) + "/documents", ebp, "atelier samedi"))
                .doesNotContain("samedi");

        send(Call.of("PUT", document).apiKey(sage.apiKey()), "horaires.txt", "L'atelier ouvre le jeudi.")
                .is(200);
        ready(document);
        Eventually.holds(
                "the new text",
                () -> found(own, sage, "L'atelier ouvre quand ?").contains("le jeudi"));
        assertThat(found(own, sage, "atelier samedi")).doesNotContain("le samedi.");

        Call.delete(document).apiKey(sage.apiKey()).send().is(204);
        assertThat(found(own, sage, "L'atelier ouvre quand ?")).doesNotContain("atelier");
        assertThat(sage.asks(own).is(200).json().at("/data")).isEmpty();
    }

    @Test
    void a_document_that_gets_the_better_of_its_reader_fails_alone_and_says_why() {
        var own = "/api/client/deployments/" + deployment(sage, anAgent()) + "/documents";
        var broken = send(Call.of("POST", own).apiKey(sage.apiKey()), "a.pdf", "%PDF-1.7 nothing")
                .is(201)
                .data();

        var state = Eventually.get("an end", () -> {
            var now = sage.asks(own + "/" + broken.at("/id").asText()).is(200).data();
            return now.at("/state").asText().equals("failed") ? now : null;
        });
        assertThat(state.at("/failure").asText()).contains("cannot be read");
        send(Call.of("POST", own).apiKey(sage.apiKey()), "a.exe", "MZ").isProblem(422, "unsupported_file");
    }

    private void ready(String document) {
        Eventually.holds("a document that is ready", () -> {
            var now = sage.asks(document).is(200).data();
            assertThat(now.at("/state").asText()).as(now.toString()).isNotEqualTo("failed");
            return now.at("/state").asText().equals("ready");
        });
    }

    private static String found(String documents, Tenant tenant, String question) {
        return Call.post(documents + "/search")
                .apiKey(tenant.apiKey())
                .json(Map.of("question", question))
                .send()
                .is(200)
                .data()
                .toString();
    }

    private static Reply send(Call call, String file, String text) {
        var body = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + file
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n" + text + "\r\n--" + BOUNDARY + "--\r\n";
        return call.body("multipart/form-data; boundary=" + BOUNDARY, body.getBytes(StandardCharsets.UTF_8))
                .send();
    }

    private String anAgent() {
        return Call.post("/api/admin/agents")
                .bearer(root)
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
                        name,
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

    private String deployment(Tenant tenant, String agent) {
        JsonNode made = Call.post("/api/admin/clients/" + tenant.id() + "/deployments")
                .bearer(root)
                .json(Map.of(
                        "agent_id",
                        agent,
                        "name",
                        "Essai " + UUID.randomUUID(),
                        "deployment_mode",
                        "dedicated",
                        "dedicated_collection",
                        name + "-" + tenant.slug()))
                .send()
                .is(201)
                .data();
        return made.at("/id").asText();
    }
}
