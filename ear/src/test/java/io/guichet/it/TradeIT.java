package io.guichet.it;

import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A visitor orders at the bistro and books at the salon; the business's own software reads it and goes on. */
class TradeIT {

    private final Tenant bistro = Tenant.named("bistro-des-halles");
    private final Tenant salon = Tenant.named("salon-nadia");

    @Test
    void an_order_goes_from_a_sentence_to_the_kitchen() {
        var visitor = Visitor.of(Visitor.comesToThePage(bistro.deployment(), "https://bistro.example")
                .is(200));
        visitor.says("Deux margherita et un tiramisu dès que possible");
        var readBack = visitor.says("Martin, 06 12 34 56 78");
        assertThat(readBack.content()).contains("2 × Pizza margherita", "Total TTC", "au nom de Martin");

        visitor.says("Oui, je confirme");

        var order = newestOf(bistro, "orders", visitor.conversation());
        assertThat(order.at("/status").asText()).isEqualTo("placed");
        assertThat(order.at("/order/lines/0/quantity").asInt()).isEqualTo(2);
        assertThat(order.at("/customer/phone").asText()).isEqualTo("0612345678");
        var id = order.at("/id").asText();
        assertThat(goesOn(bistro, "orders", id, "accepted")
                        .is(200)
                        .data()
                        .at("/status")
                        .asText())
                .isEqualTo("accepted");
        assertThat(visitor.says("Je veux annuler ma commande").content()).contains("ne peut plus être annulée");
        goesOn(bistro, "orders", id, "placed").isProblem(409, "conflict");
        goesOn(salon, "orders", id, "done").isProblem(404, "not_found");
        assertThat(goesOn(bistro, "orders", id, "cancelled")
                        .is(200)
                        .data()
                        .at("/status")
                        .asText())
                .isEqualTo("cancelled");
    }

    @Test
    void an_appointment_is_booked_moved_and_cancelled() {
        var visitor = Visitor.of(Visitor.comesToThePage(salon.deployment(), "https://salon.example")
                .is(200));
        var offered = visitor.says("Une coupe homme la semaine prochaine");
        assertThat(offered.content()).contains("Nous avons de la place");
        visitor.says("le premier");
        var readBack = visitor.says("Julie Petit");
        assertThat(readBack.content()).contains("au nom de Julie Petit", "Coupe homme");

        visitor.says("oui");

        var booked = newestOf(salon, "appointments", visitor.conversation());
        assertThat(booked.at("/status").asText()).isEqualTo("booked");
        visitor.says("Je voudrais déplacer mon rendez-vous dans deux semaines");
        visitor.says("le dernier");
        visitor.says("oui");
        var moved = newestOf(salon, "appointments", visitor.conversation());
        assertThat(moved.at("/id").asText()).isEqualTo(booked.at("/id").asText());
        assertThat(moved.at("/starts_at").asText())
                .isGreaterThan(booked.at("/starts_at").asText());
        visitor.says("Finalement je dois annuler mon rendez-vous");
        visitor.says("Oui, annuler");
        assertThat(newestOf(salon, "appointments", visitor.conversation())
                        .at("/status")
                        .asText())
                .isEqualTo("cancelled");
    }

    @Test
    void what_a_business_says_of_itself_is_read_and_faults_are_named() {
        var said = asks(salon, "GET", "/api/client/business").send().is(200).data();
        assertThat(said.at("/hours")).isNotEmpty();

        asks(salon, "PUT", "/api/client/business")
                .json(Map.of("chairs", 0))
                .send()
                .isProblem(422, "invalid_fields");
        assertThat(asks(salon, "GET", "/api/client/business").send().is(200).data())
                .isEqualTo(said);
    }

    private static com.fasterxml.jackson.databind.JsonNode newestOf(Tenant tenant, String what, String conversation) {
        for (var row : asks(tenant, "GET", "/api/client/" + what + "?limit=100&sort=-at")
                .send()
                .is(200)
                .data()) {
            if (row.at("/conversation_id").asText().equals(conversation)) {
                return row;
            }
        }
        throw new AssertionError("no " + what + " of " + conversation);
    }

    private static Reply goesOn(Tenant tenant, String what, String id, String status) {
        return asks(tenant, "PUT", "/api/client/" + what + "/" + id + "/status")
                .json(Map.of("status", status))
                .send();
    }

    private static Call asks(Tenant tenant, String method, String path) {
        return Call.of(method, path).apiKey(tenant.apiKey());
    }
}
