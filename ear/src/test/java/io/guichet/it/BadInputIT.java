package io.guichet.it;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** What a stranger sends by mistake or on purpose: a problem with a code and no stack, and the conversation goes on. */
class BadInputIT {

    private static final String JSON = "application/json";

    private final Tenant ebp = Tenant.ebp();
    private final Tenant sage = Tenant.sage();
    private Visitor visitor;

    @BeforeEach
    void somebody_is_in_a_conversation() {
        visitor = Visitor.ofEbp();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "gk_unknown", "é", "gk_' or 1=1 --"})
    void a_key_that_is_missing_or_unknown_opens_nothing(String key) {
        for (var path : new String[] {"/api/client/sessions/links", "/api/client/webhooks", "/api/client/price-book"}) {
            Call.get(path).send().isProblem(401, "invalid_api_key");
            Call.get(path)
                    .apiKey(key.equals("é") ? "x".repeat(5000) : key)
                    .send()
                    .isProblem(401, "invalid_api_key");
        }
    }

    @Test
    void a_key_that_was_revoked_opens_nothing() {
        Database.revokeKeys(sage);
        try {
            sage.asks("/api/client/sessions/links").isProblem(401, "invalid_api_key");
            sage.asksForALink(sage.linkFor("A-7834")).isProblem(401, "invalid_api_key");
        } finally {
            Database.allowKeys(sage);
        }
        sage.asks("/api/client/sessions/links").is(200);
    }

    @Test
    void what_another_tenant_has_is_not_there() {
        var foreign = ebp.linkFor("DUR-001");
        sage.asksForALink(foreign).isProblem(404, "deployment_not_found");
        sage.asksForALink(sage.linkFor("DUR-001")).isProblem(404, "member_not_found");
        var link = ebp.createsALinkFor("DUR-001");
        sage.revokes(link).isProblem(404, "link_not_found");
        var endpoint = ebp.listensAt("http://127.0.0.1:9/hook", "project.completed")
                .at("/id")
                .asText();
        sage.stopsListening(endpoint).isProblem(404, "not_found");
        sage.asks("/api/client/webhooks/" + endpoint + "/deliveries").isProblem(404, "not_found");
        Call.post("/api/client/webhooks/" + endpoint + "/enable")
                .apiKey(sage.apiKey())
                .send()
                .isProblem(404, "not_found");
        assertThat(sage.asks("/api/client/webhooks").text()).doesNotContain(endpoint);
        assertThat(sage.asks("/api/client/sessions/links").text()).doesNotContain(link.id());

        ebp.stopsListening(endpoint).is(204);
        Visitor.opens(link);
    }

    @Test
    void what_another_visitor_said_is_not_there() {
        var other = Visitor.opens(sage.createsALinkFor("A-7834"));
        var said = other.writes("Bonjour");
        var photo = other.sendsPhoto("mur.jpg", Photos.jpeg()).is(201).data();

        visitor.statusOf(said).isProblem(404, "message_not_found");
        visitor.asks("/api/widget/v1/session/" + other.conversation() + "/messages")
                .isProblem(404, "conversation_not_found");
        visitor.messagesAfter(said).is(200);
        visitor.sends(
                        Map.of("content", "la photo", "file_ids", new String[] {
                            photo.at("/file_id").asText()
                        }),
                        null)
                .isProblem(404, "file_not_found");
        var address = photo.at("/url").asText();
        var tenantOfAddress = address.replaceAll(".*/(tnt_[0-9a-f]+)/.*", "$1");
        Call.get(address.replace(tenantOfAddress, ebp.id())).send().isProblem(404, "file_not_found");
        Call.get(address.replaceAll("expires=\\d+", "expires=99999999999"))
                .send()
                .isProblem(404, "file_not_found");
        Call.get(address.replaceAll("\\?.*", "")).send().isProblem(404, "file_not_found");
        Call.get(address).send().is(200);
    }

    @Test
    void a_link_that_was_revoked_is_gone_and_so_are_its_sessions() {
        var link = ebp.createsALinkFor("DUR-001");
        var opened = Visitor.opens(link);
        ebp.revokes(link).is(204);

        Visitor.asksToOpen(link.token()).isProblem(410, "link_gone");
        Call.get(link.url()).send().is(410);
        opened.sends(Map.of("content", "Bonjour"), null).isProblem(401, "invalid_session");
        ebp.revokes(link).is(204);
    }

    @Test
    void a_link_that_expired_is_gone() {
        var link = ebp.createsALinkFor("DUR-001");
        Database.letExpire(ebp, link);

        Visitor.asksToOpen(link.token()).isProblem(410, "link_gone");
    }

    @Test
    void a_session_that_expired_opens_nothing() {
        Database.letSessionsExpire(ebp, visitor);

        visitor.sends(Map.of("content", "Bonjour"), null).isProblem(401, "invalid_session");
        visitor.messagesAfter(null).isProblem(401, "invalid_session");
        visitor.sendsPhoto("mur.jpg", Photos.jpeg()).isProblem(401, "invalid_session");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "", "é\u0001", "'; drop table session_links; --", "\u0000"})
    void a_link_that_nobody_made_is_not_there(String token) {
        assertThat(Visitor.asksToOpen(token).status()).isIn(404, 422);
        Visitor.asksToOpen("x".repeat(90)).isProblem(404, "link_not_found");
        Visitor.asksToOpen("x".repeat(20_000)).isProblem(422, "invalid_fields");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dpl_nobody", "x\u0000y", "é"})
    void a_deployment_that_nobody_made_is_not_there(String key) {
        var body = ebp.linkFor("DUR-001");
        body.put("deployment_key", key);
        if (key.indexOf(0) >= 0) {
            Visitor.comesToThePage(key, "https://ebp.example").isProblem(422, "invalid_fields");
            ebp.asksForALink(body).isProblem(422, "invalid_fields");
        } else {
            Visitor.comesToThePage(key, "https://ebp.example").isProblem(404, "deployment_not_found");
            ebp.asksForALink(body).isProblem(404, "deployment_not_found");
        }
    }

    static Stream<Arguments> bodiesThatAreNoMessage() {
        return Stream.of(
                arguments("", 400, "malformed_json"),
                arguments("null", 400, "malformed_json"),
                arguments("{", 400, "malformed_json"),
                arguments("{\"content\":\"a\"} {}", 400, "malformed_json"),
                arguments("bonjour", 400, "malformed_json"),
                arguments("\"bonjour\"", 400, "malformed_json"),
                arguments("[]", 400, "malformed_json"),
                arguments("[{\"content\":\"a\"}]", 400, "malformed_json"),
                arguments("{\"content\":\"\\ud8\"}", 400, "malformed_json"),
                arguments("{}", 422, "invalid_fields"),
                arguments("{\"content\":null}", 422, "invalid_fields"),
                arguments("{\"content\":\"\"}", 422, "invalid_fields"),
                arguments("{\"content\":\" \\n\\t \"}", 422, "invalid_fields"),
                arguments("{\"content\":7}", 422, "invalid_fields"),
                arguments("{\"content\":true}", 422, "invalid_fields"),
                arguments("{\"content\":{\"a\":1}}", 422, "invalid_fields"),
                arguments("{\"content\":[\"a\"]}", 422, "invalid_fields"),
                arguments("{\"content\":\"a\",\"context\":\"text\"}", 422, "invalid_fields"),
                arguments("{\"content\":\"a\",\"context\":[1]}", 422, "invalid_fields"),
                arguments("{\"content\":\"a\",\"file_ids\":\"x\"}", 422, "invalid_fields"),
                arguments("{\"content\":\"a\",\"file_ids\":[\"x\"]}", 404, "file_not_found"),
                arguments("{\"content\":\"a\",\"file_ids\":[null]}", 404, "file_not_found"));
    }

    @ParameterizedTest
    @MethodSource("bodiesThatAreNoMessage")
    void what_is_no_message_is_a_problem_and_the_conversation_goes_on(String body, int status, String code) {
        visitor.call("POST", "/api/widget/v1/message").body(JSON, body).send().isProblem(status, code);

        assertThat(visitor.messages()).isEmpty();
        assertThat(visitor.says("Refaire ma salle de bain").content()).isNotBlank();
    }

    @Test
    void a_message_of_20_000_characters_is_too_long_and_one_of_8_000_is_not() {
        visitor.sends(Map.of("content", "é".repeat(20_000)), null).isProblem(422, "invalid_fields");
        visitor.sends(Map.of("content", "é".repeat(8_001)), null).isProblem(422, "invalid_fields");

        assertThat(visitor.says("é".repeat(8_000)).content()).isNotBlank();
    }

    /** PostgreSQL keeps no NUL; whether it is refused or left out, nothing breaks. */
    @ParameterizedTest
    @ValueSource(
            strings = {"\\u0000", "salle\\u0000de bain", "\\ud83d", "\\udc00\\ud83d", "\\uffff\\ufffe", "\\u202e\\u0007"
            })
    void characters_that_no_keyboard_has_break_nothing(String escaped) {
        var sent = visitor.call("POST", "/api/widget/v1/message")
                .body(JSON, "{\"content\":\"bain 8 m² " + escaped + "\"}")
                .send();

        if (sent.status() == 202) {
            visitor.answerTo(sent.data().at("/message_id").asText());
        } else {
            sent.isProblem(422, "invalid_fields");
        }
        assertThat(visitor.says("Refaire ma salle de bain").content()).isNotBlank();
        visitor.messages();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\ud83d"})
    void characters_that_no_keyboard_has_break_no_other_field_either(String escaped) {
        assertThat(visitor.call("POST", "/api/widget/v1/message")
                        .body(JSON, "{\"content\":\"a\",\"context\":{\"page\":\"" + escaped + "\"}}")
                        .send()
                        .status())
                .isIn(202, 422);
        assertThat(Call.post("/api/client/sessions/create-link")
                        .apiKey(ebp.apiKey())
                        .body(
                                JSON,
                                "{\"deployment_key\":\"" + ebp.deployment() + "\",\"artisan_external_id\":\"" + escaped
                                        + "\"}")
                        .send()
                        .status())
                .isIn(404, 422);
        var withContext = Call.post("/api/client/sessions/create-link")
                .apiKey(ebp.apiKey())
                .body(
                        JSON,
                        "{\"deployment_key\":\"" + ebp.deployment() + "\",\"context\":{\"note\":\"" + escaped + "\"}}")
                .send();
        assertThat(withContext.status()).isIn(201, 422);
        if (withContext.status() == 201) {
            var opened = Visitor.opens(Tenant.Link.of(withContext.data()));
            assertThat(opened.says("Bonjour").content()).isNotBlank();
        }
        assertThat(Call.post("/api/client/webhooks")
                        .apiKey(ebp.apiKey())
                        .body(
                                JSON,
                                "{\"url\":\"http://127.0.0.1:9/" + escaped + "\",\"events\":[\"project.completed\"]}")
                        .send()
                        .status())
                .isIn(201, 422);
        assertThat(Call.of("PUT", "/api/client/price-book")
                        .apiKey(ebp.apiKey())
                        .body("text/csv", "code;label\nA;\u0000\n")
                        .send()
                        .status())
                .isEqualTo(422);
    }

    @Test
    void json_that_is_deep_or_huge_is_refused() {
        visitor.call("POST", "/api/widget/v1/message")
                .body(JSON, "{\"content\":\"a\",\"context\":{\"a\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}}")
                .send()
                .isProblem(400, "malformed_json");
        visitor.call("POST", "/api/widget/v1/message")
                .body(JSON, "{\"content\":\"a\",\"context\":" + "{\"a\":".repeat(90) + "1" + "}".repeat(90) + "}")
                .send()
                .isProblem(400, "malformed_json");
        visitor.call("POST", "/api/widget/v1/message")
                .body(JSON, "{\"content\":\"" + "a".repeat(300_000) + "\"}")
                .send()
                .isProblem(413, "body_too_large");
        visitor.sends(Map.of("content", "a", "context", Map.of("a", "b".repeat(9_000))), null)
                .isProblem(422, "invalid_fields");
        assertThat(visitor.says("Bonjour").content()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/xml",
                "application/x-www-form-urlencoded",
                "multipart/form-data",
                "nonsense",
                ""
            })
    void another_content_type_is_refused(String type) {
        var call = visitor.call("POST", "/api/widget/v1/message");
        var refused = (type.isEmpty() ? call.body("a/b", "x") : call.body(type, "content=a")).send();

        assertThat(refused.status()).isIn(400, 415);
        refused.isProblem(refused.status(), refused.status() == 415 ? "unsupported_media_type" : "bad_request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/client;x/price-book",
                "/api/client/price-book;",
                "/api;x/client/price-book",
                "/api/client/price-book%00",
                "/api/client/%0Aprice-book"
            })
    void an_address_has_one_name(String path) {
        Call.get(path).apiKey(ebp.apiKey()).send().isProblem(404, "not_found");
    }

    @Test
    void what_is_not_done_at_an_address_is_a_problem_too() {
        assertThat(Call.get("/api/widget/v1/init")
                        .send()
                        .isProblem(405, "method_not_allowed")
                        .header("Allow"))
                .contains("POST");
        visitor.call("DELETE", "/api/widget/v1/message").send().isProblem(405, "method_not_allowed");
        visitor.call("PUT", "/api/widget/v1/upload").send().isProblem(405, "method_not_allowed");
        Call.get("/api/nowhere").send().isProblem(404, "not_found");
        visitor.statusOf("msg_x").isProblem(404, "message_not_found");
        visitor.messagesAfter("msg_x").isProblem(404, "message_not_found");
        Call.post("/api/widget/v1/message").json(Map.of("content", "a")).send().isProblem(401, "invalid_session");
        Call.post("/api/widget/v1/message")
                .session(visitor.conversation())
                .json(Map.of("content", "a"))
                .send()
                .isProblem(401, "invalid_session");
    }

    @Test
    void an_answer_in_another_form_than_json_is_refused() {
        var refused = visitor.call("GET", "/api/widget/v1/session/" + visitor.conversation() + "/messages")
                .header("Accept", "application/xml")
                .send();

        refused.isProblem(406, "not_acceptable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void a_key_of_idempotency_says_something(String key) {
        assertThat(visitor.sends(Map.of("content", "Bonjour"), key).status()).isIn(400, 422);
        assertThat(visitor.sends(Map.of("content", "Bonjour"), "k".repeat(201)).status())
                .isIn(400, 422);
    }

    static Stream<Arguments> linksThatCannotBe() {
        return Stream.of(
                arguments("expires_in", 59, 422),
                arguments("expires_in", 7_776_001, 422),
                arguments("expires_in", -1, 422),
                arguments("expires_in", Long.MAX_VALUE, 422),
                arguments("expires_in", "3600", 422),
                arguments("expires_in", 1.5, 422),
                arguments("context", "text", 422),
                arguments("context", Map.of("a", "b".repeat(9_000)), 422),
                arguments("artisan_external_id", "NOBODY", 404),
                arguments("artisan_external_id", "", 404),
                arguments("deployment_key", null, 422),
                arguments("deployment_key", "", 422),
                arguments("deployment_key", 7, 422));
    }

    @ParameterizedTest
    @MethodSource("linksThatCannotBe")
    void a_link_that_cannot_be_is_a_problem(String field, Object value, int status) {
        var body = new HashMap<>(ebp.linkFor("DUR-001"));
        body.put(field, value);
        var refused = ebp.asksForALink(body).is(status);

        refused.isProblem(status, refused.json().at("/code").asText());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "ftp://127.0.0.1/x",
                "http://169.254.169.254/latest/meta-data",
                "http://10.0.0.1/",
                "http://[::ffff:10.0.0.1]/",
                "file:///etc/passwd",
                "http://user:pass@127.0.0.1/",
                "http://2130706433.1/"
            })
    void an_address_that_nobody_should_be_sent_to_is_refused(String url) {
        assertThat(ebp.asksToListen(url, null, "project.completed")
                        .is(422)
                        .json()
                        .at("/code")
                        .asText())
                .isIn("invalid_fields", "unreachable_url");
    }

    @Test
    void an_event_that_there_is_not_is_refused() {
        ebp.asksToListen("http://127.0.0.1:9/", null, "project.exploded").isProblem(422, "invalid_fields");
        ebp.asksToListen("http://127.0.0.1:9/", null).isProblem(422, "invalid_fields");
    }
}
