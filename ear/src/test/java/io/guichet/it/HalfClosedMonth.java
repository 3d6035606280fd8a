package io.guichet.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** A month that is being closed for forty clients: one of them is held, so that his page is half written. */
final class HalfClosedMonth implements AutoCloseable {

    private static final String MONTH = "2021-11";
    private static final int MONTHLY = 7900;
    private static final int OVERAGE = 5;

    private final List<BillingTenant> clients = IntStream.range(0, 40)
            .mapToObj(more -> BillingTenant.thatUsed(MONTH, 1000 + more))
            .toList();
    private final Connection held;
    private final JsonNode run;

    private HalfClosedMonth() throws SQLException {
        // A page of one slice has its statements written and waits at this invoice; the other slices go on.
        held = clients.getFirst().isHeldAt(MONTH);
        run = Call.post("/api/admin/jobs/close-month")
                .bearer(Platform.tokenOf("root"))
                .json(Map.of("month", MONTH))
                .send()
                .is(202)
                .data();
    }

    static HalfClosedMonth begun() throws SQLException {
        var month = new HalfClosedMonth();
        Eventually.holds("a page is half written", month::isWaitedFor);
        Eventually.holds("other pages are done", () -> month.closed() > 0);
        return month;
    }

    /** The server is dead: nothing waits any more. */
    @Override
    public void close() throws SQLException {
        held.rollback();
        held.close();
        assertThat(closed()).isBetween(1L, clients.size() - 1L);
        assertThat(clients.getFirst().count("usage_statements", MONTH)).isZero();
    }

    void isClosedOnceForEach() {
        var ended = ended();
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

    private long closed() {
        return clients.stream()
                .filter(client -> client.count("billing_periods", MONTH) == 1)
                .count();
    }

    private boolean isWaitedFor() throws SQLException {
        try (var query = held.createStatement();
                var rows = query.executeQuery("select exists (select 1 from pg_locks where not granted"
                        + " and pg_backend_pid() = any (pg_blocking_pids(pid)))")) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    private JsonNode ended() {
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
