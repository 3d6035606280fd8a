package io.guichet.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A visitor who asks, reads the answer along, and asks again: one conversation with a stream and a connection of its own. */
final class Talker implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PATIENCE_MILLIS = 20_000;

    private final Visitors.Visitor visitor;
    private final KeepAlive connection;
    private final Socket socket;
    private final BufferedReader events;

    Talker(URI api, Visitors.Visitor visitor) throws IOException {
        this.visitor = visitor;
        this.connection = new KeepAlive(api);
        this.socket = new Socket(api.getHost(), api.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        socket.getOutputStream()
                .write(("GET /api/widget/v1/session/" + visitor.secret() + "/events HTTP/1.1\r\nHost: " + api.getHost()
                                + ":"
                                + api.getPort() + "\r\nAccept: text/event-stream\r\nX-Session-ID: " + visitor.secret()
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1));
        this.events = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        until("event: hello", "event:hello");
    }

    /**
     * Asks a question that no rules understand, and reads until it is answered.
     *
     * @param number that the model finds its question by
     */
    Heard ask(String number) throws IOException {
        var sent = System.nanoTime();
        var answer = connection.post(
                "/api/widget/v1/message",
                Map.of("X-Session-ID", visitor.secret()),
                "{\"content\":\"turlututu" + number + " ?\"}");
        if (answer.status() != 202) {
            throw new IllegalStateException("not accepted: " + answer);
        }
        var message = JSON.readTree(answer.body()).at("/data/message_id").asText();
        var firstWord = 0L;
        while (true) {
            var event = until("event: draft", "event:draft", "event: message", "event:message");
            var now = System.nanoTime();
            if (event.endsWith("draft")) {
                firstWord = firstWord == 0 ? now : firstWord;
            } else if (isReply(until("data:"), message)) {
                return new Heard(sent, firstWord, now);
            }
        }
    }

    /** A message may be told of more than once. */
    private static boolean isReply(String data, String message) {
        return data.contains("\"role\":\"agent\"")
                && data.contains("\"reply_to\":\"" + message + "\"")
                && data.contains("ensemble ici");
    }

    private String until(String... beginnings) throws IOException {
        try {
            while (true) {
                var line = events.readLine();
                if (line == null) {
                    throw new IllegalStateException("a stream has ended");
                }
                for (var beginning : beginnings) {
                    if (line.startsWith(beginning)) {
                        return line;
                    }
                }
            }
        } catch (SocketTimeoutException e) {
            throw new IllegalStateException("no answer came in " + PATIENCE_MILLIS + " ms", e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        connection.close();
    }

    /**
     * When, by {@link System#nanoTime()}.
     *
     * @param firstWord 0 where none came before the reply
     */
    record Heard(long sent, long firstWord, long replied) {}
}
