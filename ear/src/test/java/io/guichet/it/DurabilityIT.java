package io.guichet.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What was accepted is done, and done once, though processes are killed. Runs last: it starts the platform again. */
class DurabilityIT {

    @Test
    void messages_that_were_accepted_are_answered_once_though_the_server_is_killed() throws Exception {
        var visitors = IntStream.range(0, 8).mapToObj(i -> Visitor.ofEbp()).toList();
        var accepted = new ArrayList<String>();
        for (var visitor : visitors) {
            accepted.add(visitor.writes("Je veux refaire ma salle de bain de 8 m²"));
        }
        Machine.killServer();

        Machine.startAgain();

        for (var i = 0; i < visitors.size(); i++) {
            var visitor = visitors.get(i);
            assertThat(visitor.answerTo(accepted.get(i)).content()).isNotBlank();
            assertThat(visitor.messages())
                    .extracting(m -> m.at("/role").asText())
                    .containsExactly("visitor", "agent");
            assertThat(visitor.says("Elle a moins de deux ans").content()).isNotBlank();
        }
    }

    @Test
    void a_partner_is_told_though_the_server_is_killed_right_after_the_last_word() throws Exception {
        var ebp = Tenant.ebp();
        try (var receiver = new Receiver()) {
            var endpoint = ebp.listensAt(receiver.url(), "project.completed");
            var visitor = Visitor.ofEbp();
            visitor.says("Je souhaite refaire ma salle de bain, 8m², douche italienne, carrelage mural et sol");
            visitor.says("Non, moins de deux ans");
            visitor.sendsPhoto("mur.jpg", Photos.jpeg()).is(201);
            var last = visitor.writes("Voici une photo");
            Machine.killServer();

            Machine.startAgain();

            assertThat(visitor.answerTo(last).preQuote().at("/total_ttc").decimalValue())
                    .isEqualByComparingTo("6948");
            var deliveries = receiver.awaits(1, visitor.conversation());
            assertThat(deliveries)
                    .extracting(Receiver.Delivery::id)
                    .containsOnly(deliveries.getFirst().id());
            assertThat(deliveries)
                    .allMatch(
                            d -> d.standardSignatureHolds(endpoint.at("/secret").asText()));
            ebp.stopsListening(endpoint.at("/id").asText()).is(204);
        }
    }

    @Test
    void a_start_after_the_death_of_everything_has_lost_nothing() throws Exception {
        var link = Tenant.ebp().createsALinkFor("DUR-001");
        var visitor = Visitor.opens(link);
        visitor.says("Je veux refaire ma salle de bain de 8 m²");
        var photo = visitor.sendsPhoto("mur.jpg", Photos.jpeg())
                .is(201)
                .data()
                .at("/url")
                .asText();
        var before = said(visitor);
        var last = visitor.writes("Elle a moins de deux ans");
        Machine.killEverything();

        Machine.startAgain();

        visitor.answerTo(last);
        assertThat(said(visitor)).startsWith(before.toArray(String[]::new)).hasSize(4);
        Call.get(photo).send().is(200);
        assertThat(Visitor.opens(link).conversation()).isEqualTo(visitor.conversation());
        Call.get("/api/me").bearer(Platform.tokenOf("durant")).send().is(200);
    }

    @Test
    void a_file_in_pieces_and_a_document_that_is_taken_apart_go_on_though_the_server_is_killed() throws Exception {
        var name = "it-" + UUID.randomUUID();
        var documents = Documents.of(Tenant.sage(), Documents.anAgent(name), name + "-own");
        var visitor = Visitor.ofEbp();
        var photo = Photos.jpegOf(700_000);
        var upload = visitor.announces("mur.jpg", photo.length)
                .is(201)
                .data()
                .at("/upload_id")
                .asText();
        visitor.sendsPiece(upload, 0, Arrays.copyOf(photo, 400_000)).is(204);
        String document;
        try (var held = Documents.holdPassages()) {
            document = documents.adds("horaires.txt", "L'atelier ouvre le samedi.");
            Eventually.holds(
                    "a document that is taken apart",
                    () -> documents.get(document).at("/state").asText().equals("parsing"));
            Machine.killServer();
            held.rollback();
        }

        Machine.startAgain();

        assertThat(visitor.tus("HEAD", "/" + upload).send().is(200).header("Upload-Offset"))
                .isEqualTo("400000");
        var file = visitor.sendsPiece(upload, 400_000, Arrays.copyOfRange(photo, 400_000, photo.length))
                .is(200)
                .data();
        Call.get(file.at("/url").asText()).send().is(200);
        documents.isReady(document);
        assertThat(documents.get(document).at("/passages").asInt()).isEqualTo(1);
        Eventually.holds(
                "its one passage",
                () -> documents.found("L'atelier ouvre le samedi ?").findValuesAsText("text").stream()
                                .filter("L'atelier ouvre le samedi."::equals)
                                .count()
                        == 1);
    }

    private static List<String> said(Visitor visitor) {
        return visitor.messages().stream().map(DurabilityIT::words).toList();
    }

    private static String words(JsonNode message) {
        return message.at("/role").asText() + ": " + message.at("/content").asText();
    }
}
