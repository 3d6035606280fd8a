package io.guichet.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.HashSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A craftsman's customer gets a pre-quote, and the vendor's software hears of it. */
class JourneyIT {

    private final Tenant ebp = Tenant.ebp();
    private Receiver receiver;
    private String endpoint;
    private String secret;

    @BeforeEach
    void ebp_listens() {
        receiver = new Receiver();
        var created = ebp.listensAt(receiver.url(), "project.completed");
        endpoint = created.at("/id").asText();
        secret = created.at("/secret").asText();
    }

    @AfterEach
    void ebp_listens_no_more() {
        ebp.stopsListening(endpoint).is(204);
        receiver.close();
    }

    @Test
    void the_bathroom_of_the_specification_costs_5790_and_6948_in_a_new_house() {
        var martin = Visitor.opens(ebp.createsALinkFor("DUR-001"));
        assertThat(martin.session().at("/artisan/name").asText()).isEqualTo("Durant Peinture");
        assertThat(martin.session().at("/disclosure").asText()).contains("intelligence artificielle");
        assertThat(martin.session().at("/resumed").asBoolean()).isFalse();

        var preQuote =
                martin.asksForHisBathroom("Non, la maison a moins de deux ans.").preQuote();

        assertThat(preQuote.at("/items")).hasSize(5);
        assertThat(amount(preQuote, "/total_ht")).isEqualByComparingTo("5790");
        assertThat(amount(preQuote, "/total_ttc")).isEqualByComparingTo("6948");
        assertThat(preQuote.at("/vat")).hasSize(1);
        assertThat(amount(preQuote, "/vat/0/rate")).isEqualByComparingTo("20");
        assertThat(sumOfLines(preQuote)).isEqualByComparingTo("5790");
    }

    @Test
    void once_the_dwelling_is_certified_to_be_over_two_years_old_it_costs_6369() {
        var martin = Visitor.opens(ebp.createsALinkFor("DUR-001"));
        martin.asksForHisBathroom("Non, la maison a moins de deux ans.");

        var preQuote = martin.says("En fait, je certifie que le logement a plus de deux ans.")
                .preQuote();

        assertThat(amount(preQuote, "/total_ht")).isEqualByComparingTo("5790");
        assertThat(amount(preQuote, "/total_ttc")).isEqualByComparingTo("6369");
        assertThat(amount(preQuote, "/vat/0/rate")).isEqualByComparingTo("10");
        var deliveries = receiver.awaits(2, martin.conversation());
        assertThat(deliveries)
                .extracting(delivery ->
                        amount(delivery.json(), "/data/pre_quote/total_ttc").intValueExact())
                .containsExactlyInAnyOrder(6948, 6369);
        assertThat(deliveries).extracting(Receiver.Delivery::id).doesNotHaveDuplicates();
    }

    @Test
    void ebp_is_told_once_per_revision_by_a_webhook_that_is_signed_twice() {
        var martin = Visitor.opens(ebp.createsALinkFor("DUR-001"));
        martin.asksForHisBathroom("Non, la maison a moins de deux ans.");

        var delivery = receiver.awaits(1, martin.conversation()).getFirst();
        martin.says("Merci beaucoup !");

        assertThat(delivery.standardSignatureHolds(secret)).isTrue();
        assertThat(delivery.partnerSignatureHolds(secret)).isTrue();
        assertThat(delivery.standardSignatureHolds("whsec_" + "A".repeat(44))).isFalse();
        var event = delivery.json();
        assertThat(event.at("/event").asText()).isEqualTo("project.completed");
        assertThat(event.at("/deployment/key").asText()).isEqualTo(ebp.deployment());
        assertThat(event.at("/artisan/external_id").asText()).isEqualTo("DUR-001");
        assertThat(event.at("/session/id").asText()).startsWith("conv_").isEqualTo(martin.conversation());
        assertThat(event.at("/data/project/surface_m2").asInt()).isEqualTo(8);
        assertThat(delivery.body()).doesNotContain("sess_", martin.secret(), secret, ebp.apiKey());
        assertThat(event.has("signature")).isFalse();
        var seen = new HashSet<String>();
        assertThat(receiver.about(martin.conversation()))
                .allSatisfy(each -> assertThat(seen.add(
                                each.json().at("/data/pre_quote/revision").asText() + each.id()))
                        .isTrue());
        assertThat(receiver.about(martin.conversation())).hasSize(1);
    }

    @Test
    void the_photos_in_the_webhook_can_be_fetched_by_whoever_holds_their_address() {
        var martin = Visitor.opens(ebp.createsALinkFor("DUR-001"));
        martin.asksForHisBathroom("Non, la maison a moins de deux ans.");

        var files = receiver.awaits(1, martin.conversation()).getFirst().json().at("/data/files");

        assertThat(files).hasSize(2);
        for (var file : files) {
            var photo = Call.get(file.at("/url").asText()).send().is(200);
            assertThat(photo.header("Content-Type")).isEqualTo("image/jpeg");
            assertThat(photo.bytes()).hasSize(file.at("/size").asInt()).startsWith(0xFF, 0xD8, 0xFF);
            Call.get(file.at("/url").asText().replaceAll("signature=.", "signature=~"))
                    .send()
                    .isProblem(404, "file_not_found");
        }
    }

    @Test
    void ebp_hears_that_it_begins_of_each_message_and_file_and_that_it_is_complete() {
        var along = new Receiver();
        var hears =
                ebp.listensAt(along.url(), "session.started", "message.received", "file.uploaded", "session.completed");
        try {
            var martin = Visitor.opens(ebp.createsALinkFor("DUR-001"));
            martin.asksForHisBathroom("Non, la maison a moins de deux ans.");
            var told = along.awaits(7, martin.conversation());

            assertThat(told)
                    .extracting(event -> event.json().at("/event").asText())
                    .containsExactlyInAnyOrder(
                            "session.started",
                            "message.received",
                            "message.received",
                            "message.received",
                            "file.uploaded",
                            "file.uploaded",
                            "session.completed");
            assertThat(told).allSatisfy(event -> {
                assertThat(event.partnerSignatureHolds(hears.at("/secret").asText()))
                        .isTrue();
                assertThat(event.json().at("/artisan/external_id").asText()).isEqualTo("DUR-001");
                assertThat(event.body()).doesNotContain("moins de deux ans");
            });
        } finally {
            ebp.stopsListening(hears.at("/id").asText()).is(204);
            along.close();
        }
    }

    @Test
    void every_attempt_is_recorded() {
        var martin = Visitor.opens(ebp.createsALinkFor("DUR-001"));
        martin.asksForHisBathroom("Non, la maison a moins de deux ans.");
        var delivered = receiver.awaits(1, martin.conversation()).getFirst();

        var record = Eventually.get("record of the delivery", () -> {
            var deliveries = ebp.asks("/api/client/webhooks/" + endpoint + "/deliveries")
                    .is(200)
                    .data();
            return deliveries.at("/0/status").asText().equals("delivered") ? deliveries.get(0) : null;
        });

        assertThat(record.toString()).contains(delivered.id());
        assertThat(record.at("/attempts")).hasSize(1);
    }

    private static BigDecimal amount(JsonNode json, String path) {
        var number = json.at(path);
        assertThat(number.isNumber()).as(path + " is a number in " + json).isTrue();
        return number.decimalValue();
    }

    private static BigDecimal sumOfLines(JsonNode preQuote) {
        var sum = BigDecimal.ZERO;
        for (var line : preQuote.at("/items")) {
            sum = sum.add(line.at("/price_ht").decimalValue());
        }
        return sum;
    }
}
