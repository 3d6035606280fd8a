package io.guichet.it;

import java.util.UUID;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Documents through the whole platform: the process that reads them, the index that finds them, and whose they are. */
class KnowledgeIT {

    private final Tenant sage = Tenant.sage();
    private final Tenant ebp = Tenant.ebp();
    private final String name = "it-" + UUID.randomUUID();

    @Test
    void documents_are_read_found_replaced_and_forgotten_and_are_nobody_elses() {
        var agent = Documents.anAgent(name);
        var own = of(sage, agent);
        var common =
                Call.of("POST", "/api/admin/agents/" + agent + "/documents").bearer(Platform.tokenOf("root"));
        Documents.send(common, "tva.csv", "question;réponse\nQuelle TVA ?;Dix pour cent.")
                .is(201);
        var page = "<html><body><h1>Horaires</h1><p>L'atelier ouvre le samedi.</p></body></html>";
        var sent = own.sends("horaires.html", page).is(201).data();
        var document = sent.at("/id").asText();
        assertThat(sent.at("/state").asText()).isEqualTo("received");

        own.isReady(document);
        Eventually.holds(
                "the hours", () -> found(own, "Êtes-vous ouverts samedi ?").contains("ouvre le samedi."));
        Eventually.holds("the rate", () -> found(own, "Quel taux de TVA ?").contains("Dix pour cent."));
        ebp.asks(own.path() + "/" + document).is(404);
        assertThat(found(of(ebp, agent), "atelier samedi")).doesNotContain("samedi");

        own.replaces(document, "horaires.txt", "L'atelier ouvre le jeudi.").is(200);
        own.isReady(document);
        Eventually.holds(
                "the new text", () -> found(own, "L'atelier ouvre quand ?").contains("le jeudi"));
        assertThat(found(own, "atelier samedi")).doesNotContain("le samedi.");

        own.removes(document).is(204);
        assertThat(found(own, "L'atelier ouvre quand ?")).doesNotContain("atelier");
        assertThat(sage.asks(own.path()).is(200).json().at("/data")).isEmpty();
    }

    @Test
    void a_document_that_gets_the_better_of_its_reader_fails_alone_and_says_why() {
        var own = of(sage, Documents.anAgent(name));
        var broken = own.adds("a.pdf", "%PDF-1.7 nothing");

        var state = Eventually.get("an end", () -> {
            var now = own.get(broken);
            return now.at("/state").asText().equals("failed") ? now : null;
        });
        assertThat(state.at("/failure").asText()).contains("cannot be read");
        own.sends("a.exe", "MZ").isProblem(422, "unsupported_file");
    }

    private Documents of(Tenant tenant, String agent) {
        return Documents.of(tenant, agent, name + "-" + tenant.slug());
    }

    private static String found(Documents documents, String question) {
        return documents.found(question).toString();
    }
}
