package io.guichet.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The monthly jobs, as an operator starts and watches them. Each test has a month of its own. */
class JobsIT {

    private static final String ROOT = Platform.tokenOf("root");

    @Test
    void a_month_is_closed_for_every_client_and_a_second_run_writes_nothing() {
        var month = "2021-03";
        var clients = clients(6, month);

        var first = ended(run("close-month", month));
        var second = ended(run("close-month", month));

        assertThat(first.at("/status").asText()).isEqualTo("completed");
        assertThat(counts(first)).containsEntry("written", (long) left(first)).containsEntry("skipped", 0L);
        assertThat(left(first)).isGreaterThanOrEqualTo(6);
        assertThat(second.at("/status").asText()).isEqualTo("completed");
        assertThat(counts(second)).containsEntry("read", 0L).containsEntry("written", 0L);
        for (var client : clients) {
            assertThat(client.count("invoices", month)).isEqualTo(1);
            assertThat(client.count("usage_statements", month)).isEqualTo(1);
            assertThat(client.count("billing_periods", month)).isEqualTo(1);
        }
    }

    @Test
    void two_runs_at_once_close_each_client_once() throws Exception {
        var month = "2021-04";
        var clients = clients(30, month);

        var runs = Together.times(2, () -> run("close-month", month)).stream()
                .map(JobsIT::ended)
                .toList();

        assertThat(runs).allMatch(run -> run.at("/status").asText().equals("completed"));
        assertThat(runs)
                .allMatch(run -> counts(run).get("read")
                        == counts(run).get("written") + counts(run).get("filtered"));
        assertThat(clients).allMatch(client -> client.count("invoices", month) == 1);
    }

    @Test
    void one_client_in_the_way_holds_up_no_other_and_a_restart_does_the_rest() {
        var month = "2021-05";
        var clients = clients(5, month);
        clients.get(2).cannotBeInvoiced(month);

        var failed = ended(run("close-month", month));

        assertThat(failed.at("/status").asText()).isEqualTo("failed");
        var before = counts(failed);
        assertThat(before).containsEntry("skipped", 1L).containsEntry("rolled_back", 0L);
        assertThat(before.get("read")).isEqualTo(before.get("written") + 1);
        assertThat(failed.at("/attempts/0/failure").asText()).contains("GUI0712");
        assertThat(clients.get(2).count("billing_periods", month)).isZero();
        assertThat(clients.get(3).count("billing_periods", month)).isEqualTo(1);

        clients.get(2).canBeInvoicedAgain(month);
        restart(failed).is(202);
        var restarted = ended(failed);

        assertThat(restarted.at("/status").asText()).isEqualTo("completed");
        assertThat(restarted.at("/attempts")).hasSize(2);
        assertThat(counts(restarted))
                .containsEntry("read", 1L)
                .containsEntry("written", 1L)
                .containsEntry("skipped", 0L);
        assertThat(clients.get(2).count("invoices", month)).isEqualTo(1);
        restart(failed).isProblem(409, "conflict");
    }

    @Test
    void a_client_fetches_its_invoice_and_its_report_and_nobody_elses() {
        var month = "2021-06";
        var client = BillingTenant.thatUsed(month, 1003);
        var other = BillingTenant.thatUsed(month, 1);
        assertThat(ended(run("close-month", month)).at("/status").asText()).isEqualTo("completed");
        assertThat(ended(run("usage-report", month)).at("/status").asText()).isEqualTo("completed");

        var listed = client.asks("/api/client/invoices").is(200).data();
        var invoice = listed.at("/0/id").asText();
        var full = client.asks("/api/client/invoices/" + invoice).is(200).data();

        assertThat(listed).hasSize(1);
        assertThat(full.at("/total_ttc_minor").asLong()).isEqualTo(9498);
        assertThat(full.at("/lines/1/quantity").asLong()).isEqualTo(3);
        assertThat(full.at("/lines/0/vat_mention").asText()).isEqualTo("TVA à 20 %");
        assertThat(client.asks("/api/client/reports/" + month + ".csv").is(200).text())
                .contains("Menuiserie Écheverría,2021-06,sessions,1003,1000,3");
        var pdf = client.asks("/api/client/reports/" + month + ".pdf").is(200);
        assertThat(pdf.header("Content-Type")).isEqualTo("application/pdf");
        assertThat(pdf.text()).startsWith("%PDF-");
        other.asks("/api/client/invoices/" + invoice).isProblem(404, "not_found");
        client.asks("/api/client/reports/2021-07.pdf").isProblem(404, "not_found");
        client.asks("/api/client/reports/2021-13.csv").isProblem(404, "not_found");
        Call.get("/api/client/invoices").send().isProblem(401, "invalid_api_key");
    }

    @Test
    void an_operator_reads_what_a_client_reads() {
        var month = "2021-08";
        var client = BillingTenant.thatUsed(month, 7);
        ended(run("close-month", month));
        var path = "/api/admin/clients/" + client.publicId();

        var invoice = asked(path + "/invoices").is(200).data().at("/0/id").asText();

        assertThat(asked(path + "/invoices/" + invoice)
                        .is(200)
                        .data()
                        .at("/month")
                        .asText())
                .isEqualTo(month);
        asked(path + "/reports/" + month + ".csv").is(200);
        asked(path + "/reports/" + month + ".pdf").is(200);
        asked("/api/admin/clients/tnt_" + "0".repeat(32) + "/invoices").isProblem(404, "client_not_found");
        asked("/api/admin/clients/x/invoices").isProblem(404, "client_not_found");
    }

    @Test
    void the_same_key_starts_one_run() {
        var key = UUID.randomUUID().toString();
        var body = Map.of("month", "2021-09");

        var first = post("close-month", body, key).is(202);
        var second = post("close-month", body, key).is(202);

        assertThat(second.data()).isEqualTo(first.data());
        assertThat(first.header("Location")).endsWith(first.data().at("/id").asText());
        post("close-month", Map.of("month", "2021-10"), key).isProblem(422, "idempotency_key_reused");
        assertThat(asked("/api/admin/jobs/close-month?limit=1").is(200).data()).hasSize(1);
        assertThat(asked("/api/admin/jobs").is(200).data().findValuesAsText("name"))
                .containsExactly("close-month", "usage-report");
        ended(first.data());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"month\":null}",
                "{\"month\":\"2021-13\"}",
                "{\"month\":\"9999-01\"}",
                "{\"month\":\"x\"}"
            })
    void a_month_that_is_none_or_not_over_is_refused(String body) {
        Call.post("/api/admin/jobs/close-month")
                .bearer(ROOT)
                .body("application/json", body)
                .send()
                .isProblem(422, "invalid_fields");
    }

    @Test
    void only_a_super_admin_starts_jobs_and_only_those_that_there_are() {
        var body = Map.of("month", "2021-10");

        Call.post("/api/admin/jobs/close-month")
                .bearer(Platform.tokenOf("ebp-admin"))
                .json(body)
                .send()
                .isProblem(403, "forbidden");
        Call.post("/api/admin/jobs/close-month").json(body).send().isProblem(401, "unauthenticated");
        post("make-coffee", body, null).isProblem(404, "job_not_found");
        asked("/api/admin/jobs/make-coffee").isProblem(404, "job_not_found");
        asked("/api/admin/jobs/close-month/run_x").isProblem(404, "job_not_found");
    }

    private static List<BillingTenant> clients(int count, String month) {
        return IntStream.range(0, count)
                .mapToObj(i -> BillingTenant.thatUsed(month, 3))
                .toList();
    }

    private static JsonNode run(String job, String month) {
        return post(job, Map.of("month", month), null).is(202).data();
    }

    private static Reply post(String job, Object body, String key) {
        return Call.post("/api/admin/jobs/" + job)
                .bearer(ROOT)
                .idempotencyKey(key)
                .json(body)
                .send();
    }

    private static Reply asked(String path) {
        return Call.get(path).bearer(ROOT).send();
    }

    private static Reply restart(JsonNode run) {
        return Call.post(path(run) + "/restart").bearer(ROOT).json(Map.of()).send();
    }

    private static JsonNode ended(JsonNode run) {
        return Eventually.get("the run has ended", Duration.ofSeconds(60), () -> {
            var now = asked(path(run)).is(200).data();
            return List.of("completed", "failed").contains(now.at("/status").asText()) ? now : null;
        });
    }

    private static String path(JsonNode run) {
        return "/api/admin/jobs/" + run.at("/job").asText() + "/"
                + run.at("/id").asText();
    }

    /** Of the last attempt. */
    private static Map<String, Long> counts(JsonNode run) {
        var last = run.at("/attempts/" + (run.at("/attempts").size() - 1));
        return Map.of(
                "read", last.at("/read").asLong(),
                "written", last.at("/written").asLong(),
                "filtered", last.at("/filtered").asLong(),
                "skipped", last.at("/skipped").asLong(),
                "rolled_back", last.at("/rolled_back").asLong());
    }

    private static int left(JsonNode run) {
        return Math.toIntExact(counts(run).get("read"));
    }
}
