package io.guichet.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What was accepted is done, and done once, though processes are killed: the server with all of its work at once, then
 * everything. Runs last: it starts the platform again.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DurabilityIT {

    private static final String BATHROOM = "Je veux refaire ma salle de bain de 8 m²";

    private final Tenant ebp = Tenant.ebp();
    private final Receiver receiver = new Receiver();
    private final Visitor complete = Visitor.ofEbp();
    private final Visitor sending = Visitor.ofEbp();
    private final List<Visitor> visitors =
            IntStream.range(0, 8).mapToObj(i -> Visitor.ofEbp()).toList();
    private final List<String> accepted = new ArrayList<>();
    private final byte[] photo = Photos.jpegOf(700_000);

    private Documents documents;
    private HalfClosedMonth month;
    private JsonNode endpoint;
    private String upload;
    private String document;
    private String last;

    @BeforeAll
    void the_server_is_killed_with_all_of_this_to_do() throws Exception {
        var name = "it-" + UUID.randomUUID();
        documents = Documents.of(Tenant.sage(), Documents.anAgent(name), name + "-own");
        endpoint = ebp.listensAt(receiver.url(), "project.completed");
        complete.says("Je souhaite refaire ma salle de bain, 8m², douche italienne, carrelage mural et sol");
        complete.says("Non, moins de deux ans");
        complete.sendsPhoto("mur.jpg", Photos.jpeg()).is(201);
        upload = sending.announces("mur.jpg", photo.length)
                .is(201)
                .data()
                .at("/upload_id")
                .asText();
        sending.sendsPiece(upload, 0, Arrays.copyOf(photo, 400_000)).is(204);
        try (var closing = HalfClosedMonth.begun();
                var held = Documents.holdPassages()) {
            month = closing;
            document = documents.adds("horaires.txt", "L'atelier ouvre le samedi.");
            Eventually.holds(
                    "a document that is taken apart",
                    () -> documents.get(document).at("/state").asText().equals("parsing"));
            last = complete.writes("Voici une photo");
            visitors.forEach(visitor -> accepted.add(visitor.writes(BATHROOM)));
            Machine.killServer();
            held.rollback();
        }
        Machine.startAgain();
    }

    @AfterAll
    void nobody_listens_any_more() {
        receiver.close();
    }

    @Test
    @Order(1)
    void messages_that_were_accepted_are_answered_once() {
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
    @Order(1)
    void a_partner_is_told_though_the_server_was_killed_right_after_the_last_word() throws Exception {
        assertThat(complete.answerTo(last).preQuote().at("/total_ttc").decimalValue())
                .isEqualByComparingTo("6948");
        var deliveries = receiver.awaits(1, complete.conversation());
        assertThat(deliveries)
                .extracting(Receiver.Delivery::id)
                .containsOnly(deliveries.getFirst().id());
        assertThat(deliveries)
                .allMatch(d -> d.standardSignatureHolds(endpoint.at("/secret").asText()));
        ebp.stopsListening(endpoint.at("/id").asText()).is(204);
    }

    @Test
    @Order(1)
    void a_file_in_pieces_goes_on_where_it_was() {
        assertThat(sending.tus("HEAD", "/" + upload).send().is(200).header("Upload-Offset"))
                .isEqualTo("400000");
        var file = sending.sendsPiece(upload, 400_000, Arrays.copyOfRange(photo, 400_000, photo.length))
                .is(200)
                .data();
        Call.get(file.at("/url").asText()).send().is(200);
    }

    @Test
    @Order(1)
    void a_document_that_was_taken_apart_is_ready_once() {
        documents.isReady(document);
        assertThat(documents.get(document).at("/passages").asInt()).isEqualTo(1);
        Eventually.holds(
                "its one passage",
                () -> documents.found("L'atelier ouvre le samedi ?").findValuesAsText("text").stream()
                                .filter("L'atelier ouvre le samedi."::equals)
                                .count()
                        == 1);
    }

    @Test
    @Order(1)
    void a_month_is_closed_once_for_each_client_though_the_server_was_killed_while_it_wrote() {
        month.isClosedOnceForEach();
    }

    @Test
    @Order(2)
    void a_start_after_the_death_of_everything_has_lost_nothing() throws Exception {
        var link = Tenant.ebp().createsALinkFor("DUR-001");
        var visitor = Visitor.opens(link);
        visitor.says(BATHROOM);
        var photo = visitor.sendsPhoto("mur.jpg", Photos.jpeg())
                .is(201)
                .data()
                .at("/url")
                .asText();
        var before = said(visitor);
        var awaited = visitor.writes("Elle a moins de deux ans");
        Machine.killEverything();

        Machine.startAgain();

        visitor.answerTo(awaited);
        assertThat(said(visitor)).startsWith(before.toArray(String[]::new)).hasSize(4);
        Call.get(photo).send().is(200);
        assertThat(Visitor.opens(link).conversation()).isEqualTo(visitor.conversation());
        Call.get("/api/me").bearer(Platform.tokenOf("durant")).send().is(200);
    }

    private static List<String> said(Visitor visitor) {
        return visitor.messages().stream().map(DurabilityIT::words).toList();
    }

    private static String words(JsonNode message) {
        return message.at("/role").asText() + ": " + message.at("/content").asText();
    }
}
