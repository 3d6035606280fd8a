package io.guichet.it;

import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Who may do what, and what the platform says of itself. */
class SecurityIT {

    private static final List<String> THE_WIRE = List.of(
            "/api/widget/v1/init",
            "/api/widget/v1/message",
            "/api/widget/v1/message/{id}/status",
            "/api/widget/v1/session/{id}/messages",
            "/api/widget/v1/session/{id}/events",
            "/api/widget/v1/upload",
            "/api/widget/v1/uploads",
            "/api/widget/v1/uploads/{id}",
            "/api/files/{tenant}/{file}/{form}",
            "/api/client/sessions/create-link",
            "/api/client/sessions/links",
            "/api/client/sessions/links/{id}",
            "/api/client/sessions/links/{id}/send",
            "/api/client/sessions/context",
            "/api/client/context-secrets",
            "/api/client/context-secrets/{id}",
            "/api/client/webhooks",
            "/api/client/webhooks/{id}",
            "/api/client/webhooks/{id}/enable",
            "/api/client/webhooks/{id}/deliveries",
            "/api/client/price-book",
            "/api/admin/clients/{client}/models/usage",
            "/api/admin/clients/{client}/models/ceiling",
            "/api/client/models",
            "/api/client/models/usage",
            "/api/client/models/{provider}",
            "/api/client/business",
            "/api/client/orders",
            "/api/client/orders/{id}",
            "/api/client/orders/{id}/status",
            "/api/client/appointments",
            "/api/client/appointments/{id}",
            "/api/client/appointments/{id}/status",
            "/api/client/keys",
            "/api/client/keys/rotate",
            "/api/client/keys/{id}",
            "/api/client/audit",
            "/api/client/hand-overs",
            "/api/client/hand-overs/{id}",
            "/api/client/hand-overs/{id}/take",
            "/api/client/hand-overs/{id}/assign",
            "/api/client/hand-overs/{id}/release",
            "/api/client/hand-overs/{id}/close",
            "/api/client/conversations/{id}",
            "/api/client/conversations/{id}/messages",
            "/api/client/conversations/{id}/notes",
            "/api/client/support",
            "/api/client/measures",
            "/api/admin/clients/{client}/measures",
            "/api/widget/v1/rating",
            "/api/me",
            "/api/admin/clients",
            "/api/admin/clients/{id}",
            "/api/admin/clients/{id}/suspend",
            "/api/admin/clients/{id}/reactivate",
            "/api/admin/clients/{client}/keys",
            "/api/admin/clients/{client}/keys/rotate",
            "/api/admin/clients/{client}/keys/{id}",
            "/api/admin/keys/rewrap",
            "/api/admin/audit",
            "/api/admin/audit/verify",
            "/api/admin/plugins",
            "/api/admin/work",
            "/api/admin/jobs",
            "/api/admin/jobs/{name}",
            "/api/admin/jobs/{name}/{execution}",
            "/api/admin/jobs/{name}/{execution}/restart",
            "/api/admin/clients/{client}/invoices",
            "/api/admin/clients/{client}/invoices/{invoice}",
            "/api/admin/clients/{client}/reports/{month}.csv",
            "/api/admin/clients/{client}/reports/{month}.pdf",
            "/api/client/invoices",
            "/api/client/invoices/{invoice}",
            "/api/client/reports/{month}.csv",
            "/api/client/reports/{month}.pdf",
            "/api/admin/agents",
            "/api/admin/agents/{id}",
            "/api/admin/clients/{client}/stats",
            "/api/admin/clients/{client}/subscription",
            "/api/admin/clients/{client}/usage",
            "/api/admin/clients/{client}/deployments",
            "/api/admin/agents/{agent}/documents",
            "/api/admin/agents/{agent}/documents/pages",
            "/api/admin/agents/{agent}/documents/search",
            "/api/admin/agents/{agent}/documents/{id}",
            "/api/admin/agents/{agent}/documents/{id}/fetch",
            "/api/admin/deployments/{deployment}/domains",
            "/api/admin/deployments/{deployment}/domains/{id}",
            "/api/admin/deployments/{deployment}/domains/{id}/verify",
            "/api/admin/deployments/{deployment}/stats",
            "/api/admin/deployments/{id}",
            "/api/admin/deployments/{id}/preview",
            "/api/admin/deployments/{id}/refusals",
            "/api/admin/deployments/{id}/resolved",
            "/api/admin/plans",
            "/api/admin/plans/{code}",
            "/api/admin/plans/{code}/versions",
            "/api/admin/reconciliation",
            "/api/client/agents",
            "/api/client/deployments",
            "/api/client/deployments/{deployment}/documents",
            "/api/client/deployments/{deployment}/documents/pages",
            "/api/client/deployments/{deployment}/documents/search",
            "/api/client/deployments/{deployment}/documents/{id}",
            "/api/client/deployments/{deployment}/documents/{id}/fetch",
            "/api/client/deployments/{deployment}/domains",
            "/api/client/deployments/{deployment}/domains/{id}",
            "/api/client/deployments/{deployment}/domains/{id}/verify",
            "/api/client/deployments/{id}",
            "/api/client/deployments/{id}/preview",
            "/api/client/deployments/{id}/refusals",
            "/api/client/deployments/{id}/resolved",
            "/api/client/stats",
            "/api/client/subscription",
            "/api/client/usage",
            "/api/client/users",
            "/api/client/users/{reference}",
            "/api/client/users/link",
            "/api/client/users/create-and-link",
            "/api/client/users/link-codes",
            "/api/client/users/link-codes/{id}",
            "/api/client/users/invitations",
            "/api/client/users/invitations/{id}",
            "/api/client/users/invitations/{id}/send",
            "/api/me/invitations",
            "/api/me/invitations/{id}/accept",
            "/api/me/invitations/{id}/decline",
            "/api/me/link",
            "/api/me/branding",
            "/api/admin/clients/{id}/users",
            "/api/admin/clients/{id}/users/invite",
            "/api/agents/service-client",
            "/api/agents/service-client/{id}",
            "/api/client/conversations/{id}/messages/{message}/correction",
            "/api/client/conversations/{id}/messages/{message}/trace",
            "/api/client/learned-answers",
            "/api/client/learned-answers/{id}",
            "/api/client/learned-answers/{id}/promote",
            "/api/client/faq",
            "/api/client/faq/{id}",
            "/api/client/intents",
            "/api/client/intents/{id}",
            "/api/admin/agents/{agent}/learned-answers",
            "/api/admin/agents/{agent}/learned-answers/{id}/approve",
            "/api/admin/agents/{agent}/learned-answers/{id}/reject",
            "/api/admin/agents/{agent}/learned-answers/{id}/unpromote",
            "/api/health/live",
            "/api/health/ready");

    static Stream<Arguments> everybody() {
        return Platform.demoUsers().stream()
                .map(user -> arguments(
                        user.at("/username").asText(), user.at("/roles/0").asText()));
    }

    @ParameterizedTest
    @MethodSource("everybody")
    void everybody_is_told_who_he_is(String username, String role) {
        var me = Call.get("/api/me")
                .bearer(Platform.tokenOf(username))
                .send()
                .is(200)
                .data();

        assertThat(me.at("/id").asText()).startsWith("usr_");
        assertThat(me.at("/roles")).hasSize(1);
        assertThat(me.at("/roles/0").asText()).isEqualTo(role);
        assertThat(me.at("/tenants").isArray()).isTrue();
    }

    @Test
    void a_craftsman_is_in_the_tenants_that_made_him_a_member() {
        var me = Call.get("/api/me").bearer(Platform.tokenOf("durant")).send().data();

        assertThat(StreamSupport.stream(me.at("/tenants").spliterator(), false)
                        .map(tenant -> tenant.at("/slug").asText() + " "
                                + tenant.at("/external_id").asText()))
                .containsExactlyInAnyOrder("ebp DUR-001", "sage A-7834");
    }

    @ParameterizedTest
    @MethodSource("everybody")
    void only_those_who_run_the_platform_see_its_plugins_and_its_work(String username, String role) {
        var may = role.equals("super_admin") || role.equals("admin");
        for (var path : List.of("/api/admin/plugins", "/api/admin/work")) {
            var reply = Call.get(path).bearer(Platform.tokenOf(username)).send();
            if (may) {
                reply.is(200);
            } else {
                reply.isProblem(403, "forbidden");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/me", "/api/admin/plugins", "/api/admin/work"})
    void without_a_token_or_with_one_that_is_none_nobody_is_anybody(String path) {
        Call.get(path).send().isProblem(401, "unauthenticated");
        Call.get(path).bearer("nonsense").send().isProblem(401, "unauthenticated");
        var token = Platform.tokenOf("root");
        Call.get(path)
                .bearer(token.substring(0, token.length() - 8) + "AAAAAAAA")
                .send()
                .isProblem(401, "unauthenticated");
        Call.get(path)
                .header("Authorization", "Basic cm9vdDpndWljaGV0LWRlbW8=")
                .send()
                .isProblem(401, "unauthenticated");
    }

    @Test
    void an_api_key_is_no_bearer_token_and_a_token_no_api_key() {
        var token = Platform.tokenOf("ebp-admin");

        Call.get("/api/me").bearer(Tenant.ebp().apiKey()).send().isProblem(401, "unauthenticated");
        Call.get("/api/client/webhooks").header("X-API-Key", token).send().isProblem(401, "invalid_api_key");
    }

    @Test
    void a_client_admin_stands_for_his_own_tenant_and_nobody_else_does() {
        var path = "/api/client/webhooks";

        assertThat(Call.get(path)
                        .bearer(Platform.tokenOf("ebp-admin"))
                        .send()
                        .is(200)
                        .text())
                .contains("/webhooks/ebp")
                .doesNotContain("/webhooks/sage");
        for (var nobody : List.of("durant", "metreur", "admin", "root")) {
            Call.get(path).bearer(Platform.tokenOf(nobody)).send().isProblem(403, "forbidden");
        }
        Call.get(path)
                .bearer(Platform.tokenOf("ebp-admin"))
                .header("X-Client", "sage")
                .send()
                .isProblem(403, "forbidden");
        Call.get(path).bearer("not.a.token").send().isProblem(401, "unauthenticated");
    }

    @Test
    void answers_are_neither_guessed_at_nor_kept() {
        var visitor = Visitor.ofEbp();
        for (var reply : List.of(
                visitor.messagesAfter(null),
                visitor.statusOf("msg_x"),
                Tenant.ebp().asks("/api/client/webhooks"),
                Call.get("/api/client/webhooks").send(),
                Call.get("/api/me").send(),
                Call.get("/api/nowhere").send())) {
            assertThat(reply.header("X-Content-Type-Options")).as(reply.call()).isEqualTo("nosniff");
            assertThat(reply.header("Cache-Control")).as(reply.call()).contains("no-store");
            assertThat(reply.header("X-Request-ID")).as(reply.call()).startsWith("req_");
            assertThat(reply.headers().firstValue("X-Powered-By"))
                    .as(reply.call())
                    .isEmpty();
        }
    }

    @Test
    void the_page_of_a_link_lets_nothing_in() {
        var page =
                Call.get(Tenant.ebp().createsALinkFor("DUR-001").url()).send().is(200);

        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.header("X-Robots-Tag")).contains("noindex");
        assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
    }

    @Test
    void the_api_describes_all_of_itself_in_json() {
        var description = Call.get("/api/openapi")
                .header("Accept", "application/json")
                .send()
                .is(200);

        assertThat(description.header("Content-Type")).startsWith("application/json");
        assertThat(description.json().at("/openapi").asText()).startsWith("3.1");
        assertThat(description.json().at("/paths").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(THE_WIRE);
    }

    @Test
    void metrics_tell_how_much_work_waits() {
        var metrics = Call.get(Platform.managementUrl() + "/prometheus")
                .send()
                .is(200)
                .text();

        assertThat(metrics).contains("guichet_work_due", "guichet_work_oldest_seconds", "guichet_plugins{");
        assertThat(metrics).doesNotContain(Tenant.ebp().apiKey());
    }

    @Test
    void health_says_what_it_looked_at_to_whoever_asks() {
        assertThat(Call.get("/api/health/live")
                        .send()
                        .is(200)
                        .json()
                        .at("/status")
                        .asText())
                .isEqualTo("UP");
        var ready = Call.get("/api/health/ready").send().is(200).json();

        assertThat(ready.at("/status").asText()).isEqualTo("UP");
        assertThat(ready.at("/checks").findValuesAsText("name")).contains("database", "keycloak", "plugins", "mail");
    }
}
