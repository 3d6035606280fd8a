package io.guichet.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Plans, quotas and what is used, by HTTP. */
class BillingIT {

    private static final String WORDS = "refaire ma salle de bain";

    private final String root = Platform.tokenOf("root");

    @Test
    void a_client_that_is_registered_with_a_plan_has_it_and_changes_it() {
        var client = registered("starter");

        var read = client.asks("/api/client/subscription").is(200);
        assertThat(read.data().at("/current/plan").asText()).isEqualTo("starter");
        assertThat(client.asks("/api/client/usage")
                        .is(200)
                        .data()
                        .at("/metrics/0/included")
                        .asLong())
                .isEqualTo(1000);
        changes(client, Map.of("plan", "pro", "at", "now"), null).isProblem(428, "precondition_required");
        changes(client, Map.of("plan", "pro", "at", "now"), "\"99\"").isProblem(412, "precondition_failed");
        changes(client, Map.of("plan", "nope", "at", "soon"), "*").isProblem(422, "invalid_fields");
        changes(client, Map.of("plan", "enterprise", "at", "now", "price_minor", 1), "*")
                .isProblem(422, "invalid_fields");
        var changed = changes(client, Map.of("plan", "pro", "at", "now"), read.header("ETag"))
                .is(200);
        assertThat(changed.data().at("/current/plan").asText()).isEqualTo("pro");
        assertThat(changed.data().at("/month").size()).isEqualTo(2);
    }

    @Test
    void of_eight_messages_at_once_for_the_last_unit_one_is_taken_and_what_was_said_can_be_read() throws Exception {
        var client = OwnTenant.called("quota-" + UUID.randomUUID().toString().substring(0, 8));
        Database.letSay(client, 1);
        var visitors = new ArrayList<Visitor>();
        for (var i = 0; i < 8; i++) {
            visitors.add(Visitor.opens(Tenant.Link.of(client.asksForALink(Map.of("deployment_key", client.deployment()))
                    .is(201)
                    .data())));
        }
        var statuses = new ArrayList<Integer>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            var calls = visitors.stream()
                    .<Callable<Reply>>map(visitor -> () -> visitor.sends(Map.of("content", WORDS), null))
                    .toList();
            for (var call : threads.invokeAll(calls)) {
                var reply = call.get();
                statuses.add(reply.status());
                if (reply.status() != 202) {
                    reply.isProblem(429, "quota_exceeded");
                    assertThat(Long.parseLong(reply.header("Retry-After"))).isPositive();
                }
            }
        }

        assertThat(statuses).filteredOn(status -> status == 202).hasSize(1);
        assertThat(visitors).allSatisfy(visitor -> visitor.messagesAfter(null).is(200));
        var usage = client.asks("/api/client/usage").is(200).data();
        assertThat(usage.at("/metrics/1/used").asLong()).isEqualTo(1);
        assertThat(usage.at("/metrics/1/remaining").asLong()).isZero();
        var csv = client.asks("/api/client/stats?format=csv&group_by=metric").is(200);
        assertThat(csv.header("Content-Type")).startsWith("text/csv");
        assertThat(csv.text()).contains("messages,").contains("sessions,");
        client.asks("/api/client/stats?from=2026-13-01").isProblem(422, "invalid_fields");
        var file = client.asks("/api/client/usage?format=csv").is(200);
        assertThat(file.header("Content-Type")).startsWith("text/csv");
        assertThat(file.text()).startsWith("period,metric,used,").contains(",messages,1,");
        client.asks("/api/client/usage?format=xml").isProblem(422, "invalid_fields");
    }

    @Test
    void the_catalogue_is_read_by_admins_and_changed_by_super_admins() {
        var code = "it-" + UUID.randomUUID().toString().substring(0, 8);
        var plan = Map.of(
                "code",
                code,
                "name",
                "Plan",
                "family",
                "vendor",
                "price_minor",
                100,
                "limits",
                List.of(Map.of("metric", "sessions", "included", 5, "beyond", "stop")));

        Call.post("/api/admin/plans")
                .bearer(Platform.tokenOf("admin"))
                .json(plan)
                .send()
                .isProblem(403, "forbidden");
        var added = Call.post("/api/admin/plans").bearer(root).json(plan).send().is(201);
        assertThat(added.header("ETag")).isEqualTo("\"1\"");
        Call.post("/api/admin/plans").bearer(root).json(plan).send().isProblem(409, "conflict");
        var version = Map.of("price_minor", 200, "limits", List.of());
        Call.post("/api/admin/plans/" + code + "/versions")
                .bearer(root)
                .header("If-Match", "\"1\"")
                .json(version)
                .send()
                .is(201);
        assertThat(Call.get("/api/admin/plans/" + code)
                        .bearer(root)
                        .send()
                        .is(200)
                        .data()
                        .at("/version")
                        .asInt())
                .isEqualTo(2);
        Call.delete("/api/admin/plans/" + code).bearer(root).send().is(204);
        Call.get("/api/admin/plans/nope").bearer(root).send().isProblem(404, "plan_not_found");
        Call.get("/api/admin/reconciliation").bearer(root).send().is(200);
    }

    @Test
    void what_is_anothers_is_not_there() {
        for (var path : List.of("subscription", "usage", "stats")) {
            for (var id : List.of("tnt_00000000000000000000000000000000", "x")) {
                Call.get("/api/admin/clients/" + id + "/" + path)
                        .bearer(root)
                        .send()
                        .isProblem(404, "client_not_found");
            }
            Call.get("/api/client/" + path).send().isProblem(401, "invalid_api_key");
        }
        Call.get("/api/admin/deployments/dep_00000000000000000000000000000000/stats")
                .bearer(root)
                .send()
                .isProblem(404, "deployment_not_found");
    }

    private Tenant registered(String plan) {
        var slug = "it-" + UUID.randomUUID().toString().substring(0, 8);
        var made = Call.post("/api/admin/clients")
                .bearer(root)
                .json(Map.of("slug", slug, "name", "IT", "contact_email", "it@it.example", "plan", plan))
                .send()
                .is(201)
                .data();
        return new Tenant(slug, made.at("/api_key").asText(), "");
    }

    private static Reply changes(Tenant client, Object body, String ifMatch) {
        return Call.of("PUT", "/api/client/subscription")
                .apiKey(client.apiKey())
                .header("If-Match", ifMatch)
                .json(body)
                .send();
    }
}
