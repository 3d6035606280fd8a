package io.guichet.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A month is closed once for everybody, though the server dies while it writes. Runs last: it starts the server again. */
class DurableJobsIT {

    private static final String MONTH = "2021-11";
    private static final int MONTHLY = 7900;
    private static final int OVERAGE = 5;

    @Test
    void a_month_is_closed_once_for_each_client_though_the_server_is_killed_while_it_writes() throws Exception {
        var clients = IntStream.range(0, 40)
                .mapToObj(more -> BillingTenant.thatUsed(MONTH, 1000 + more))
                .toList();
        JsonNode run;
        // A page of one slice has its statements written and waits at this invoice; the other slices go on.
        try (var held = clients.getFirst().isHeldAt(MONTH)) {
            run = closing();
            Eventually.holds("a page is half written", () -> isWaitedFor(held));
            Eventually.holds("other pages are done", () -> closed(clients) > 0);
            Machine.killServer();
            held.rollback();
        }
        var before = closed(clients);
        assertThat(before).isBetween(1L, clients.size() - 1L);
        assertThat(clients.getFirst().count("usage_statements", MONTH)).isZero();

        Machine.startAgain();

        var ended = ended(run);
        assertThat(ended.at("/status").asText()).isEqualTo("completed");
        assertThat(ended.at("/attempts")).hasSize(2);
        for (var more = 0; more < clients.size(); more++) {
            var client = clients.get(more);
            assertThat(client.count("billing_periods", MONTH)).isEqualTo(1);
            assertThat(client.count("usage_statements", MONTH)).isEqualTo(1);
            assertThat(client.count("invoices", MONTH)).isEqualTo(1);
            assertThat(client.owes(MONTH)).isEqualTo(MONTHLY + more * OVERAGE);
            assertThat(client.owesByLines(MONTH)).isEqualTo(MONTHLY + more * OVERAGE);
        }
    }

    private static long closed(List<BillingTenant> clients) {
        return clients.stream()
                .filter(client -> client.count("billing_periods", MONTH) == 1)
                .count();
    }

    private static boolean isWaitedFor(Connection held) throws SQLException {
        try (var query = held.createStatement();
                var rows = query.executeQuery("select exists (select 1 from pg_locks where not granted"
                        + " and pg_backend_pid() = any (pg_blocking_pids(pid)))")) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    private static JsonNode closing() {
        return Call.post("/api/admin/jobs/close-month")
                .bearer(Platform.tokenOf("root"))
                .json(Map.of("month", MONTH))
                .send()
                .is(202)
                .data();
    }

    private static JsonNode ended(JsonNode run) {
        var path = "/api/admin/jobs/close-month/" + run.at("/id").asText();
        return Eventually.get("the run has ended", Duration.ofSeconds(120), () -> {
            var now = Call.get(path)
                    .bearer(Platform.tokenOf("root"))
                    .send()
                    .is(200)
                    .data();
            return List.of("completed", "failed").contains(now.at("/status").asText()) ? now : null;
        });
    }
}
