package io.guichet.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Session links over HTTP, and what a tenant says of the visitors who come by them. */
class LinksIT {

    private static final String LINKS = "/api/client/sessions/links";
    private static final String CONTEXT = "/api/client/sessions/context";
    private static final String SECRETS = "/api/client/context-secrets";

    private final String one = UUID.randomUUID().toString().substring(0, 8);

    private Tenant tenant;
    private Tenant other;

    @BeforeEach
    void two_tenants() {
        tenant = OwnTenant.called("links-" + one);
        other = OwnTenant.called("links-other-" + one);
    }

    @Test
    void a_link_for_one_browser_opens_once_and_its_page_uses_nothing_up() {
        var link = links(Map.of("max_uses", 1, "title", "Salle de bain"));
        for (var i = 0; i < 3; i++) {
            Call.get(link.url()).send().is(200);
        }
        var visitor = Visitor.opens(link);

        Visitor.asksToOpen(link.token()).isProblem(410, "link_used");
        Call.get(link.url()).send().is(200);
        assertThat(visitor.says("Bonjour").content()).isNotBlank();
        var read = read(link);
        assertThat(read.at("/title").asText()).isEqualTo("Salle de bain");
        assertThat(read.at("/uses").asInt()).isOne();
        assertThat(read.at("/status").asText()).isEqualTo("started");
        assertThat(read.at("/opened_at").isTextual()).isTrue();
        assertThat(read.at("/started_at").isTextual()).isTrue();
        assertThat(read.has("completed_at")).isFalse();
    }

    @Test
    void a_project_that_is_complete_completes_its_link() {
        var link = Tenant.ebp().createsALinkFor("DUR-001");
        Visitor.opens(link).asksForHisBathroom("La maison a quinze ans.");

        var read = Tenant.ebp().asks(LINKS + "/" + link.id()).is(200).data();
        assertThat(read.at("/status").asText()).isEqualTo("completed");
        assertThat(read.at("/artisan_external_id").asText()).isEqualTo("DUR-001");
        assertThat(Tenant.ebp()
                        .asks(LINKS + "?status=completed&artisan=DUR-001&deployment_key="
                                + Tenant.ebp().deployment())
                        .is(200)
                        .data()
                        .findValuesAsText("id"))
                .contains(link.id());
    }

    @Test
    void the_list_goes_on_by_cursor_and_by_the_id_of_a_link() {
        var made = new ArrayList<String>();
        for (var i = 0; i < 5; i++) {
            made.addFirst(links(Map.of()).id());
        }
        var first = tenant.asks(LINKS + "?limit=2").is(200);
        var next = first.json().at("/page/next").asText();

        assertThat(ids(first)).isEqualTo(made.subList(0, 2));
        assertThat(ids(tenant.asks(LINKS + "?limit=3&cursor=" + next))).isEqualTo(made.subList(2, 5));
        assertThat(ids(tenant.asks(LINKS + "?before=" + made.get(1)))).isEqualTo(made.subList(2, 5));
        assertThat(ids(tenant.asks(LINKS + "?sort=created_at&limit=1"))).containsExactly(made.getLast());
        assertThat(ids(tenant.asks(LINKS + "?status=revoked"))).isEmpty();
        tenant.asks(LINKS + "?status=asleep").isProblem(422, "invalid_fields");
        tenant.asks(LINKS + "?cursor=nonsense").isProblem(400, "bad_request");
    }

    @Test
    void a_link_is_sent_by_letter_and_counted_and_not_too_often() {
        var email = "martin." + one + "@example.fr";
        var link = links(Map.of("contact", Map.of("name", "Martin", "email", email)));

        sends(link, Map.of(), "first-" + one).is(202);
        sends(link, Map.of(), "first-" + one).is(202);
        sends(link, Map.of("email", "her." + one + "@example.fr"), null).is(202);
        var letter = Mailbox.lettersTo(email, 1);
        assertThat(letter).singleElement().asString().contains(link.url(), "Bonjour Martin");
        assertThat(read(link).at("/sent_at").isTextual()).isTrue();

        sends(link, Map.of(), null).is(202);
        var refused = sends(link, Map.of(), null).isProblem(429, "rate_limited");
        assertThat(refused.header("Retry-After")).isNotBlank();
        var emails = tenant.asks("/api/client/usage").is(200).text();
        assertThat(emails).contains("\"emails\"");

        tenant.revokes(link).is(204);
        sends(link, Map.of(), null).isProblem(410, "link_gone");
        sends(links(Map.of()), Map.of("email", "nobody"), null).isProblem(422, "invalid_fields");
    }

    @Test
    void what_the_tenants_server_says_is_added_to_what_it_said() {
        var link = links(Map.of("context", Map.of("source", "form")));
        says(Map.of("link_id", link.id(), "context", Map.of("vip", true))).is(200);
        var visitor = Visitor.opens(link);
        var all = says(Map.of("conversation_id", visitor.conversation(), "context", Map.of("city", "Lyon")))
                .is(200)
                .data();

        assertThat(all.at("/conversation_id").asText()).isEqualTo(visitor.conversation());
        assertThat(all.at("/context")).isEqualTo(Json.parse("{\"source\":\"form\",\"vip\":true,\"city\":\"Lyon\"}"));
        says(Map.of("conversation_id", visitor.conversation())).isProblem(422, "invalid_fields");
        says(Map.of("context", Map.of())).isProblem(422, "invalid_fields");
        says(Map.of("link_id", "slk_x", "context", Map.of())).isProblem(404, "link_not_found");
    }

    @Test
    void what_the_tenant_signed_is_trusted_once() {
        var created = Call.post(SECRETS)
                .apiKey(tenant.apiKey())
                .json(Map.of("name", "site"))
                .send()
                .is(201)
                .data();
        var secret = created.at("/secret").asText();
        var link = links(Map.of());
        var token = jwt(Map.of("alg", "HS256"), claims(tenant.deployment()), secret);
        var opened = opens(link, token).is(200);

        var known = says(Map.of("conversation_id", Visitor.of(opened).conversation(), "context", Map.of()))
                .is(200)
                .data();
        assertThat(known.at("/context/customer").asText()).isEqualTo("C-4711");
        opens(link, token).isProblem(401, "invalid_context_token");
        opens(link, jwt(Map.of("alg", "none"), claims(tenant.deployment()), secret))
                .isProblem(401, "invalid_context_token");
        opens(link, jwt(Map.of("alg", "HS256"), claims(other.deployment()), secret))
                .isProblem(401, "invalid_context_token");
        opens(link, jwt(Map.of("alg", "HS256"), claims(tenant.deployment()), secret + "x"))
                .isProblem(401, "invalid_context_token");
        opens(link, "x".repeat(20_000)).isProblem(422, "invalid_fields");

        Call.delete(SECRETS + "/" + created.at("/key/id").asText())
                .apiKey(tenant.apiKey())
                .send()
                .is(204);
        opens(link, jwt(Map.of("alg", "HS256"), claims(tenant.deployment()), secret))
                .isProblem(401, "invalid_context_token");
    }

    @Test
    void what_is_another_tenants_is_not_there() {
        var link = links(Map.of());
        var visitor = Visitor.opens(link);
        var key = Call.post(SECRETS)
                .apiKey(tenant.apiKey())
                .json(Map.of())
                .send()
                .is(201)
                .data()
                .at("/key/id")
                .asText();

        other.asks(LINKS + "/" + link.id()).isProblem(404, "link_not_found");
        Call.post(LINKS + "/" + link.id() + "/send")
                .apiKey(other.apiKey())
                .json(Map.of("email", "a@example.fr"))
                .send()
                .isProblem(404, "link_not_found");
        Call.post(CONTEXT)
                .apiKey(other.apiKey())
                .json(Map.of("conversation_id", visitor.conversation(), "context", Map.of()))
                .send()
                .isProblem(404, "conversation_not_found");
        Call.delete(SECRETS + "/" + key).apiKey(other.apiKey()).send().isProblem(404, "not_found");
        assertThat(ids(other.asks(LINKS))).isEmpty();
        assertThat(ids(other.asks(SECRETS))).isEmpty();
    }

    private Tenant.Link links(Map<String, Object> more) {
        var body = new HashMap<>(more);
        body.put("deployment_key", tenant.deployment());
        return Tenant.Link.of(tenant.asksForALink(body).is(201).data());
    }

    private JsonNode read(Tenant.Link link) {
        return tenant.asks(LINKS + "/" + link.id()).is(200).data();
    }

    private static List<String> ids(Reply reply) {
        var ids = new ArrayList<String>();
        reply.is(200).data().forEach(row -> ids.add(row.at("/id").asText()));
        return ids;
    }

    private Reply sends(Tenant.Link link, Map<String, Object> body, String idempotencyKey) {
        return Call.post(LINKS + "/" + link.id() + "/send")
                .apiKey(tenant.apiKey())
                .idempotencyKey(idempotencyKey)
                .json(body)
                .send();
    }

    private Reply says(Map<String, Object> body) {
        return Call.post(CONTEXT).apiKey(tenant.apiKey()).json(body).send();
    }

    private static Reply opens(Tenant.Link link, String contextToken) {
        return Call.post("/api/widget/v1/init")
                .json(Map.of("session_token", link.token(), "context_token", contextToken))
                .send();
    }

    private static Map<String, Object> claims(String audience) {
        var now = Instant.now().getEpochSecond();
        return Map.of(
                "aud",
                audience,
                "iat",
                now,
                "exp",
                now + 300,
                "jti",
                UUID.randomUUID().toString(),
                "context",
                Map.of("customer", "C-4711"));
    }

    private static String jwt(Map<String, Object> header, Map<String, Object> claims, String secret) {
        var signed = encoded(Json.write(header).getBytes(StandardCharsets.UTF_8)) + "."
                + encoded(Json.write(claims).getBytes(StandardCharsets.UTF_8));
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return signed + "." + encoded(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
