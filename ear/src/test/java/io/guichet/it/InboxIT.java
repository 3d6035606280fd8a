package io.guichet.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** A person goes on with a conversation: by the API, and in the portal while the visitor looks at his page. */
class InboxIT {

    private static Playwright playwright;
    private static Browser browser;

    @BeforeAll
    static void open_a_browser() {
        playwright = PortalVisit.playwright();
        browser = PortalVisit.chromium(playwright);
    }

    @AfterAll
    static void close_the_browser() {
        playwright.close();
    }

    @Test
    void a_person_takes_over_by_the_api_and_gives_it_back() {
        var tenant = OwnTenant.called("inbox-" + System.nanoTime() % 1_000_000);
        var visitor = visitorOf(tenant);
        visitor.says("C'est inadmissible !");
        var waiting = only(tenant.asks("/api/client/hand-overs").is(200).data());
        assertThat(waiting.at("/reason").asText()).isEqualTo("anger");
        assertThat(waiting.at("/conversation_id").asText()).isEqualTo(visitor.conversation());

        var taken = takesTheNext(tenant).is(200).data();
        assertThat(taken.at("/state").asText()).isEqualTo("with_person");
        assertThat(takesTheNext(tenant).is(200).data().at("/id")).isEqualTo(taken.at("/id"));
        var asked = visitor.writes("Vous êtes là ?");
        var conversation = "/api/client/conversations/" + visitor.conversation();
        var said = post(
                tenant, conversation + "/messages", Map.of("content", "Oui, Claire à l'appareil.", "name", "Claire"));
        assertThat(said.is(201).data().at("/author").asText()).isEqualTo("Claire");
        post(tenant, conversation + "/notes", Map.of("content", "Client pressé"))
                .is(201);

        assertThat(visitor.answerTo(asked).content()).isEqualTo("Oui, Claire à l'appareil.");
        assertThat(visitor.messages()).noneMatch(m -> m.at("/content").asText().contains("pressé"));
        assertThat(visitor.messages())
                .filteredOn(m -> m.at("/role").asText().equals("person"))
                .extracting(m -> m.at("/author").asText())
                .containsExactly("Claire");

        post(tenant, "/api/client/hand-overs/" + taken.at("/id").asText() + "/release", Map.of())
                .is(200);
        assertThat(visitor.says("refaire ma salle de bain, 8 m²").content()).isNotBlank();
        post(tenant, "/api/client/hand-overs/" + taken.at("/id").asText() + "/take", Map.of())
                .isProblem(409, "conflict");
    }

    @Test
    void closed_it_is_rated_once_and_measured() {
        var tenant = OwnTenant.called("rated-" + System.nanoTime() % 1_000_000);
        var visitor = visitorOf(tenant);
        visitor.says("Je veux parler à un humain");
        var handOver = only(tenant.asks("/api/client/hand-overs").is(200).data())
                .at("/id")
                .asText();
        post(tenant, "/api/client/hand-overs/" + handOver + "/close", Map.of()).is(200);

        visitor.sends(Map.of("content", "Encore"), null).isProblem(409, "conversation_closed");
        rates(visitor, 9).isProblem(422, "invalid_fields");
        rates(visitor, 4).is(200);
        assertThat(visitor.asks("/api/widget/v1/rating")
                        .is(200)
                        .data()
                        .at("/rating/score")
                        .asInt())
                .isEqualTo(4);

        var row = only(tenant.asks("/api/client/measures").is(200).data());
        assertThat(row.at("/conversations").asInt()).isEqualTo(1);
        assertThat(row.at("/resolved").asInt()).isZero();
        assertThat(row.at("/hand_over_reasons/asked_for_a_person").asInt()).isEqualTo(1);
        assertThat(row.at("/rating_average").asDouble()).isEqualTo(4);
        assertThat(tenant.asks("/api/client/measures?format=csv").is(200).text())
                .startsWith("day,agent_id,")
                .contains("asked_for_a_person=1");
    }

    @Test
    void the_settings_of_support_are_the_tenants_own() {
        var tenant = OwnTenant.called("hours-" + System.nanoTime() % 1_000_000);
        var wanted = Map.of(
                "hours", Map.of("week", Map.of("monday", List.of(Map.of("from", "09:00", "to", "18:00")))),
                "keywords", List.of("avocat"));
        Call.of("PUT", "/api/client/support")
                .apiKey(tenant.apiKey())
                .json(wanted)
                .send()
                .is(200);

        var settings = tenant.asks("/api/client/support").is(200).data();
        assertThat(settings.at("/hours/week/monday/0/from").asText()).isEqualTo("09:00");
        assertThat(settings.at("/misunderstandings").asInt()).isEqualTo(3);
        var refused = Call.of("PUT", "/api/client/support")
                .apiKey(tenant.apiKey())
                .json(Map.of(
                        "hours",
                        Map.of("week", Map.of("lundi", List.of())),
                        "keywords",
                        Collections.singletonList(null),
                        "misunderstandings",
                        0,
                        "confidence",
                        2))
                .send()
                .isProblem(422, "invalid_fields");
        assertThat(refused.json().at("/errors").findValuesAsText("field"))
                .contains("hours.week", "keywords", "misunderstandings", "confidence");
    }

    @Test
    void a_craftsman_answers_his_customer_in_the_portal_while_the_customer_looks_on() {
        var ebp = Tenant.ebp();
        var link = ebp.createsALinkFor("DUR-001");
        try (var customer = new PortalVisit(browser, 390, 844);
                var portal = new PortalVisit(browser, 1280, 900)) {
            customer.page.navigate(link.url());
            customer.say("Je voudrais parler à un humain", "IA");

            portal.signIn("durant");
            var conversation = conversationOf(ebp, link);
            portal.open("/inbox?tenant=" + ebp.id() + "&id=" + conversation);
            assertThat(portal.heading("Boîte de réception")).isVisible();
            assertThat(portal.barriers()).isEmpty();
            button(portal, "Prendre").click();
            assertThat(button(portal, "Prendre")).hasCount(0);
            portal.page.getByLabel("Votre message au client").fill("Bonjour, je vous réponds moi-même.");
            button(portal, "Envoyer au client").click();

            assertThat(customer.page.getByText("Denis Durant, une personne, vous répond"))
                    .isVisible();
            assertThat(customer.page
                            .getByText("Bonjour, je vous réponds moi-même.")
                            .first())
                    .isVisible();
            assertThat(portal.page.locator(".from-person").first()).containsText("Denis Durant");
            button(portal, "Terminer").click();
            assertThat(customer.page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("5 sur 5")))
                    .isVisible();
            assertThat(customer.barriers()).isEmpty();
            customer.page
                    .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("5 sur 5"))
                    .click();
            assertThat(customer.page.getByText("Merci, votre avis est enregistré"))
                    .isVisible();
            assertThat(portal.faults).isEmpty();
        }
    }

    private static Locator button(PortalVisit portal, String name) {
        return portal.page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static String conversationOf(Tenant tenant, Tenant.Link link) {
        return tenant.asks("/api/client/sessions/links/" + link.id())
                .is(200)
                .data()
                .at("/conversation_id")
                .asText();
    }

    private static Visitor visitorOf(Tenant tenant) {
        return Visitor.opens(Tenant.Link.of(tenant.asksForALink(Map.of("deployment_key", tenant.deployment()))
                .is(201)
                .data()));
    }

    private static Reply rates(Visitor visitor, int score) {
        return visitor.call("POST", "/api/widget/v1/rating")
                .json(Map.of("score", score))
                .send();
    }

    private static Reply post(Tenant tenant, String path, Map<String, String> body) {
        var call = Call.post(path).apiKey(tenant.apiKey());
        return (body.isEmpty() ? call : call.json(body)).send();
    }

    private static Reply takesTheNext(Tenant tenant) {
        return Call.post("/api/client/hand-overs/next/take")
                .apiKey(tenant.apiKey())
                .idempotencyKey("next")
                .send();
    }

    private static JsonNode only(JsonNode list) {
        assertThat(list).hasSize(1);
        return list.get(0);
    }
}
