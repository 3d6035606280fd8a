package io.guichet.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import static org.assertj.core.api.Assertions.assertThat;

/** The server-sent events of a conversation, as a page receives them. */
final class EventStream implements AutoCloseable {

    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final InputStream body;
    private volatile String retry = "";
    private volatile boolean ended;

    private EventStream(InputStream body) {
        this.body = body;
        Thread.ofVirtual().start(this::read);
    }

    static String of(String conversation) {
        return "/api/widget/v1/session/" + conversation + "/events";
    }

    static EventStream followedBy(Visitor visitor) {
        return followedBy(visitor, null);
    }

    /** Resumes after an event that was seen. */
    static EventStream followedBy(Visitor visitor, String lastEventId) {
        return asked(visitor, lastEventId)
                .orElseThrow(() -> new AssertionError("there is no stream of " + visitor.conversation()));
    }

    /** Nothing where the visitor has as many as he may have. */
    static Optional<EventStream> ifAllowed(Visitor visitor) {
        return asked(visitor, null);
    }

    private static Optional<EventStream> asked(Visitor visitor, String lastEventId) {
        var request = visitor.call("GET", of(visitor.conversation()))
                .header("Accept", "text/event-stream")
                .header("Last-Event-ID", lastEventId)
                .request();
        try {
            var response = Call.CLIENT.send(request, BodyHandlers.ofInputStream());
            if (response.statusCode() == 429) {
                response.body().close();
                return Optional.empty();
            }
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
            return Optional.of(new EventStream(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void read() {
        String id = "";
        String name = "message";
        var data = new StringBuilder();
        try (var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    if (!data.isEmpty()) {
                        events.add(new Event(id, name, Json.parse(data.toString())));
                    }
                    id = "";
                    name = "message";
                    data.setLength(0);
                } else if (line.startsWith("id:")) {
                    id = line.substring(3).strip();
                } else if (line.startsWith("event:")) {
                    name = line.substring(6).strip();
                } else if (line.startsWith("data:")) {
                    data.append(line.substring(5).strip());
                } else if (line.startsWith("retry:")) {
                    retry = line.substring(6).strip();
                }
            }
            ended = true;
        } catch (IOException e) {
            // Closed by the test: what was read stays.
            assertThat(e).isNotNull();
        }
    }

    /** Milliseconds after which a page comes back, as the server says. */
    String awaitsRetry() {
        return Eventually.get("word about coming back", () -> retry.isEmpty() ? null : retry);
    }

    /** The server ends it. */
    void awaitsEnd() {
        Eventually.holds("end of the stream", () -> ended);
    }

    boolean hasEnded() {
        return ended;
    }

    List<Event> seen() {
        return List.copyOf(events);
    }

    Event awaits(String what, Predicate<Event> wanted) {
        return Eventually.get(
                "event « " + what + " »",
                () -> events.stream().filter(wanted).findFirst().orElse(null));
    }

    /** The agent's reply to a message. */
    Event awaitsReplyTo(String message) {
        return awaits(
                "reply to " + message,
                event -> event.name().equals("message")
                        && event.data().at("/reply_to").asText().equals(message));
    }

    @Override
    public void close() throws IOException {
        body.close();
    }

    record Event(String id, String name, JsonNode data) {}
}
