package io.guichet.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** How people become members: by an account that is opened, an invitation, a LINK- code; with the real Keycloak. */
class PeopleIT {

    private static final Pattern FIRST_PASSWORD = Pattern.compile("provisoire : ([0-9A-Z-]{19})");

    private static Playwright playwright;
    private static Browser browser;

    private final String one = UUID.randomUUID().toString().substring(0, 8);
    private final String email = "artisan." + one + "@peinture.example";

    @BeforeAll
    static void open_a_browser() {
        playwright = PortalVisit.playwright();
        browser = PortalVisit.chromium(playwright);
    }

    @AfterAll
    static void close_the_browser() {
        playwright.close();
    }

    /** All tests come from one address. */
    @BeforeEach
    void nobody_typed_a_wrong_code() {
        Database.forgetWrongCodes();
    }

    @Test
    void a_craftsman_without_an_account_signs_in_and_comes_to_three_vendors() {
        // EBP opens an account for him, and he is its member once he comes in.
        var invited = posts(Tenant.ebp(), "create-and-link", person("DUR-" + one))
                .is(202)
                .data();
        assertThat(invited.at("/status").asText()).isEqualTo("pending");
        var letter = Mailbox.lettersTo(email, 1).getFirst();
        var password = FIRST_PASSWORD.matcher(letter);
        assertThat(password.find()).as(letter).isTrue();
        member(Tenant.ebp(), "DUR-" + one).isProblem(404, "member_not_found");
        choosePassword(password.group(1));
        var member = member(Tenant.ebp(), "DUR-" + one).is(200).data();
        assertThat(member.at("/is_active").asBoolean()).isTrue();
        assertThat(member.at("/permissions/can_create_sessions").asBoolean()).isTrue();

        // SAGE invites the same address: the same answer, and he is asked.
        var again = posts(Tenant.sage(), "create-and-link", person("A-" + one))
                .is(202)
                .data();
        assertThat(again.fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(fields(invited));
        assertThat(Mailbox.lettersTo(email, 2).getLast()).doesNotContain("provisoire");
        member(Tenant.sage(), "A-" + one).isProblem(404, "member_not_found");
        var token = Platform.tokenOf(email);
        var mine = Call.get("/api/me/invitations").bearer(token).send().is(200).data();
        assertThat(mine)
                .singleElement()
                .satisfies(i -> assertThat(i.at("/tenant_name").asText()).isEqualTo("SAGE"));
        var accept = "/api/me/invitations/" + mine.at("/0/id").asText() + "/accept";
        Call.post(accept).bearer(Platform.tokenOf("durant")).send().isProblem(404, "invitation_not_found");
        Call.post(accept).bearer(token).send().is(200);
        Call.post(accept).bearer(token).send().isProblem(410, "invitation_gone");
        member(Tenant.sage(), "A-" + one).is(200);

        // The third gives him a code, which he types in the portal.
        var salon = new Tenant("salon-nadia", keyOf("salon-nadia"), null);
        var code = posts(salon, "link-codes", Map.of("external_id", "S-" + one))
                .is(201)
                .data()
                .at("/code")
                .asText();
        try (var visit = new PortalVisit(browser, 1280, 900)) {
            visit.signIn(email);
            assertThat(visit.heading("Rejoindre un espace")).isVisible();
            assertThat(visit.barriers()).isEmpty();
            visit.page.getByLabel("Code de liaison").fill("LINK-0000-0000");
            button(visit, "Lier mon compte").click();
            assertThat(visit.page.getByText("Ce code n’existe pas")).isVisible();
            visit.page.getByLabel("Code de liaison").fill(code.toLowerCase(java.util.Locale.ROOT));
            button(visit, "Lier mon compte").click();
            assertThat(visit.heading("Chez Salon Nadia")).isVisible();
            assertThat(visit.faults).isEmpty();
        }
        assertThat(tenantsOf(token)).containsExactlyInAnyOrder("ebp", "sage", "salon-nadia");
    }

    @Test
    void an_invitation_is_answered_in_the_portal() {
        signedUp("DUR-" + one);
        posts(Tenant.sage(), "link", Map.of("email", email, "external_id", "A-" + one))
                .is(202);
        try (var visit = new PortalVisit(browser, 390, 844)) {
            visit.signIn(email);
            assertThat(visit.barriers()).isEmpty();
            button(visit, "Accepter, SAGE").click();
            assertThat(visit.heading("Chez SAGE")).isVisible();
            assertThat(visit.faults).isEmpty();
        }
    }

    @Test
    void a_member_is_changed_limited_and_removed() {
        var token = signedUp("DUR-" + one);
        var path = "/api/client/users/DUR-" + one;
        var found = member(Tenant.ebp(), "DUR-" + one);
        var change = new HashMap<String, Object>();
        change.put("name", "Durant & Fils");
        change.put("branding", Map.of("primary_color", "#123456"));
        change.put("permissions", Map.of("can_create_sessions", true, "max_sessions_month", 1));
        put(path, null, change).isProblem(428, "precondition_required");
        var changed = put(path, found.header("ETag"), change).is(200);
        assertThat(changed.data().at("/branding/primary_color").asText()).isEqualTo("#123456");
        put(path, found.header("ETag"), change).isProblem(412, "precondition_failed");
        Call.get(path).apiKey(Tenant.sage().apiKey()).send().isProblem(404, "member_not_found");

        var link = Tenant.ebp().createsALinkFor("DUR-" + one);
        var session = Visitor.opens(link);
        var refused = Tenant.ebp().asksForALink(Tenant.ebp().linkFor("DUR-" + one));
        refused.isProblem(429, "quota_exceeded");
        assertThat(Long.parseLong(refused.header("Retry-After"))).isPositive();

        Call.delete(path).apiKey(Tenant.ebp().apiKey()).send().is(204);
        Call.delete(path).apiKey(Tenant.ebp().apiKey()).send().isProblem(404, "member_not_found");
        session.messagesAfter(null).isProblem(401, "invalid_session");
        Call.get(link.url()).send().is(410);
        assertThat(tenantsOf(token)).isEmpty();
        assertThat(member(Tenant.ebp(), "DUR-" + one).data().at("/is_active").asBoolean())
                .isFalse();
    }

    @Test
    void wrong_codes_lock_an_account_out() {
        var token = signedUp("DUR-" + one);
        for (var i = 0; i < 5; i++) {
            redeem(token, "LINK-0000-000" + i).isProblem(422, "link_code_invalid");
        }
        var locked = redeem(token, "LINK-0000-0005").isProblem(429, "rate_limited");
        assertThat(Long.parseLong(locked.header("Retry-After"))).isBetween(1L, 900L);
        Database.forgetWrongCodes();
    }

    @Test
    void what_is_not_as_it_should_be_is_named() {
        posts(Tenant.ebp(), "link", Map.of("email", "nobody")).isProblem(422, "invalid_fields");
        posts(Tenant.ebp(), "create-and-link", Map.of("email", email, "external_id", "X"))
                .isProblem(422, "invalid_fields");
        posts(Tenant.ebp(), "link-codes", Map.of("external_id", "X", "expires_in", 1))
                .isProblem(422, "invalid_fields");
        posts(
                        Tenant.ebp(),
                        "link",
                        Map.of("email", email, "external_id", "X", "permissions", Map.of("max_sessions_month", "x")))
                .isProblem(422, "invalid_fields");
        Call.get("/api/client/users?cursor=x")
                .apiKey(Tenant.ebp().apiKey())
                .send()
                .isProblem(400, "bad_request");
        Call.get("/api/client/users?active=maybe")
                .apiKey(Tenant.ebp().apiKey())
                .send()
                .isProblem(422, "invalid_fields");
        Call.get("/api/client/users").send().isProblem(401, "invalid_api_key");
        Call.get("/api/me/invitations").send().isProblem(401, "unauthenticated");
        Call.delete("/api/client/users/invitations/inv_x")
                .apiKey(Tenant.ebp().apiKey())
                .send()
                .isProblem(404, "invitation_not_found");
    }

    @Test
    void who_runs_the_platform_reads_every_clients_members() {
        var path = "/api/admin/clients/" + Tenant.ebp().id() + "/users?q=DUR-001";
        assertThat(Call.get(path)
                        .bearer(Platform.tokenOf("admin"))
                        .send()
                        .is(200)
                        .data())
                .isNotEmpty();
        Call.get(path).bearer(Platform.tokenOf("durant")).send().isProblem(403, "forbidden");
        Call.get("/api/admin/clients/tnt_00000000000070008000000000000000/users")
                .bearer(Platform.tokenOf("admin"))
                .send()
                .isProblem(404, "client_not_found");
    }

    @Test
    void a_client_admin_is_invited_by_those_who_run_the_platform() {
        var path = "/api/admin/clients/" + Tenant.ebp().id() + "/users/invite";
        var body = Map.of("email", email, "name", "Claire Aubry", "external_id", "ADM-" + one);
        Call.post(path).bearer(Platform.tokenOf("durant")).json(body).send().isProblem(403, "forbidden");
        var admin = Platform.tokenOf("admin");
        Call.post(path).bearer(admin).json(Map.of()).send().isProblem(422, "invalid_fields");
        Call.post("/api/admin/clients/tnt_x/users/invite")
                .bearer(admin)
                .json(body)
                .send()
                .isProblem(404, "client_not_found");
        Call.post(path).bearer(admin).json(body).send().is(202);
        Call.post(path).bearer(admin).json(body).send().isProblem(409, "conflict");

        assertThat(Mailbox.lettersTo(email, 1).getFirst()).contains("administrer l'espace de EBP");
        var invited = Call.get("/api/client/users/invitations?q=ADM-" + one)
                .apiKey(Tenant.ebp().apiKey())
                .send()
                .is(200)
                .data();
        assertThat(invited.at("/0/role").asText()).isEqualTo("client_admin");
    }

    @Test
    void a_member_reads_usage_where_he_may() {
        var token = signedUp("DUR-" + one);
        Call.get("/api/client/usage").bearer(token).send().isProblem(403, "forbidden");
        Call.get("/api/client/stats").bearer(token).send().isProblem(403, "forbidden");
        var path = "/api/client/users/DUR-" + one;
        var found = member(Tenant.ebp(), "DUR-" + one);
        var change =
                Map.of("name", "Durant", "phone", "06 12 34 56 78", "permissions", Map.of("can_view_analytics", true));
        var changed = put(path, found.header("ETag"), change).is(200);
        assertThat(changed.data().at("/phone").asText()).isEqualTo("06 12 34 56 78");

        Call.get("/api/client/usage").bearer(token).send().is(200);
        Call.get("/api/client/stats").bearer(token).send().is(200);
        Call.get("/api/client/usage")
                .bearer(token)
                .header("X-Client", "sage")
                .send()
                .isProblem(403, "forbidden");
        Call.get("/api/client/users").bearer(token).send().isProblem(403, "forbidden");
    }

    @Test
    void a_branding_that_is_none_is_named() {
        var body = Map.of("branding", Map.of("logo_url", "//cdn.ebp.fr/l.png", "font", "x", "primary_color", "#FFF"));
        Call.of("PUT", "/api/me/branding")
                .bearer(Platform.tokenOf("durant"))
                .json(body)
                .send()
                .isProblem(422, "invalid_fields");
    }

    @Test
    void somebody_has_a_branding_of_his_own() {
        var token = Platform.tokenOf("durant");
        var branding = Map.of("branding", Map.of("primary_color", "#E53935"));
        var put = Call.of("PUT", "/api/me/branding")
                .bearer(token)
                .json(branding)
                .send()
                .is(200);
        assertThat(put.data().at("/branding/primary_color").asText()).isEqualTo("#E53935");
        assertThat(Call.get("/api/me/branding").bearer(token).send().data()).isEqualTo(put.data());
        Call.of("PUT", "/api/me/branding").bearer(token).json(Map.of()).send().is(200);
    }

    @Test
    void the_log_names_nobody() throws java.io.IOException {
        signedUp("DUR-" + one);

        assertThat(java.nio.file.Files.readString(java.nio.file.Path.of(Platform.told("LOGS"), "wildfly.log")))
                .doesNotContain(email);
    }

    /** EBP opened an account for him, and he chose his password; answers his token. */
    private String signedUp(String externalId) {
        posts(Tenant.ebp(), "create-and-link", person(externalId)).is(202);
        var password = FIRST_PASSWORD.matcher(Mailbox.lettersTo(email, 1).getFirst());
        assertThat(password.find()).isTrue();
        choosePassword(password.group(1));
        return Platform.tokenOf(email);
    }

    private void choosePassword(String first) {
        try (var visit = new PortalVisit(browser, 1280, 900)) {
            visit.open("/");
            visit.page.locator("#username").fill(email);
            visit.page.locator("#password").fill(first);
            visit.page.locator("[type=submit]").click();
            visit.page.locator("#password-new").fill(Platform.PASSWORD);
            visit.page.locator("#password-confirm").fill(Platform.PASSWORD);
            visit.page.locator("[type=submit]").first().click();
            visit.page.waitForURL(url -> url.contains("/portal"));
            assertThat(visit.heading("Chez EBP")).isVisible();
        }
    }

    private Map<String, Object> person(String externalId) {
        return Map.of(
                "name",
                "Durant & Fils Peinture",
                "email",
                email,
                "external_id",
                externalId,
                "branding",
                Map.of("primary_color", "#C0392B"),
                "send_invitation",
                true);
    }

    private static Reply posts(Tenant tenant, String path, Object body) {
        return Call.post("/api/client/users/" + path)
                .apiKey(tenant.apiKey())
                .json(body)
                .send();
    }

    private static Reply put(String path, String etag, Object body) {
        return Call.of("PUT", path)
                .apiKey(Tenant.ebp().apiKey())
                .header("If-Match", etag)
                .json(body)
                .send();
    }

    private static Reply member(Tenant tenant, String externalId) {
        return tenant.asks("/api/client/users/" + externalId);
    }

    private static Reply redeem(String token, String code) {
        return Call.post("/api/me/link")
                .bearer(token)
                .json(Map.of("code", code))
                .send();
    }

    private static List<String> tenantsOf(String token) {
        var me = Call.get("/api/me").bearer(token).send().is(200).data();
        return StreamSupport.stream(me.at("/tenants").spliterator(), false)
                .map(tenant -> tenant.at("/slug").asText())
                .toList();
    }

    private static String keyOf(String slug) {
        return StreamSupport.stream(Platform.demo().at("/tenants").spliterator(), false)
                .filter(tenant -> tenant.at("/slug").asText().equals(slug))
                .findFirst()
                .orElseThrow()
                .at("/apiKey")
                .asText();
    }

    private static List<String> fields(JsonNode node) {
        var names = new java.util.ArrayList<String>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static com.microsoft.playwright.Locator button(PortalVisit visit, String name) {
        return visit.page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }
}
