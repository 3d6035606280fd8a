package io.guichet.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Somebody who runs the platform, with the demo's account: starts jobs and waits for their ends. */
record Operator(URI api, String realm) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PATIENCE_SECONDS = 300;

    /** Runs a job to its end. */
    Run run(String job, String month) throws IOException, InterruptedException {
        var token = token();
        var path = "/api/admin/jobs/" + job;
        var requested = data(ask(
                HttpRequest.newBuilder(api.resolve(path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"month\":\"" + month + "\"}")),
                token,
                202));
        for (var i = 0; i < PATIENCE_SECONDS * 5; i++) {
            var run = data(ask(
                    HttpRequest.newBuilder(
                            api.resolve(path + "/" + requested.path("id").asText())),
                    token,
                    200));
            switch (run.path("status").asText()) {
                case "completed" -> {
                    return Run.of(run.path("attempts").path(0));
                }
                case "failed" -> throw new IllegalStateException("the job failed: " + run);
                default -> Thread.sleep(200);
            }
        }
        throw new IllegalStateException("the job has not ended in " + PATIENCE_SECONDS + " s");
    }

    private String token() throws IOException, InterruptedException {
        var form = "grant_type=password&client_id=guichet-cli&scope=openid&username=root&password=guichet-demo";
        var request = HttpRequest.newBuilder(URI.create(realm + "/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        return JSON.readTree(send(request, 200)).path("access_token").asText();
    }

    private static String ask(HttpRequest.Builder request, String token, int status)
            throws IOException, InterruptedException {
        return send(request.header("Authorization", "Bearer " + token), status);
    }

    private static String send(HttpRequest.Builder request, int status) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != status) {
                throw new IllegalStateException("answered " + answer.statusCode() + " instead of " + status);
            }
            return answer.body();
        }
    }

    private static JsonNode data(String json) throws IOException {
        return JSON.readTree(json).path("data");
    }

    /** What Jakarta Batch says of an execution. */
    record Run(Duration took, long read, long written) {

        static Run of(JsonNode attempt) {
            var took = Duration.between(
                    Instant.parse(attempt.path("started_at").asText()),
                    Instant.parse(attempt.path("ended_at").asText()));
            return new Run(
                    took, attempt.path("read").asLong(), attempt.path("written").asLong());
        }

        Map<String, Object> json() {
            return Map.of("seconds", took.toMillis() / 1e3, "read", read, "written", written);
        }
    }
}
