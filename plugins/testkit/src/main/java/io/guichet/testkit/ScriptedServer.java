package io.guichet.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A server on this machine that answers what a test says, and keeps what it was sent. */
public final class ScriptedServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<Sent> received = new CopyOnWriteArrayList<>();
    private volatile Function<Sent, Script> script = sent -> Script.answer(404, "text/plain", "nothing was scripted");

    /**
     * What was sent.
     *
     * @param headers by name in the server's capitals
     */
    public record Sent(String method, String path, Map<String, List<String>> headers, String body) {

        /** The first header of this name; empty where there is none. */
        public String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> header.getValue().getFirst())
                    .findFirst()
                    .orElse("");
        }
    }

    /**
     * What is answered.
     *
     * @param chunks one after another, each as soon as the one before is gone
     */
    public record Script(int status, Map<String, String> headers, List<String> chunks, After after) {

        /** What follows the last chunk. */
        public enum After {
            END,
            HANG_UP,
            HANG
        }

        public Script {
            headers = Map.copyOf(headers);
            chunks = List.copyOf(chunks);
        }

        public static Script answer(int status, String contentType, String body) {
            return new Script(status, Map.of("Content-Type", contentType), List.of(body), After.END);
        }

        public static Script json(String body) {
            return answer(200, "application/json", body);
        }

        /** Server-sent events, each of this data. */
        public static Script events(String... data) {
            return events(Arrays.asList(data));
        }

        public static Script events(List<String> data) {
            return new Script(
                    200,
                    Map.of("Content-Type", "text/event-stream"),
                    data.stream().map(each -> "data: " + each + "\n\n").toList(),
                    After.END);
        }

        /** Nothing is ever answered. */
        public static Script silence() {
            return new Script(0, Map.of(), List.of(), After.HANG);
        }

        public Script with(String header, String value) {
            var more = new java.util.HashMap<>(headers);
            more.put(header, value);
            return new Script(status, more, chunks, after);
        }

        public Script then(After next) {
            return new Script(status, headers, chunks, next);
        }

        /** Only as much of it as stands before half of its text. */
        public Script half() {
            var whole = String.join("", chunks);
            var left = whole.length() / 2;
            var kept = new ArrayList<String>();
            for (var chunk : chunks) {
                kept.add(chunk.substring(0, Math.min(left, chunk.length())));
                left -= kept.getLast().length();
            }
            return new Script(status, headers, kept, After.HANG_UP);
        }
    }

    public ScriptedServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** From now on it answers this. */
    public void plays(Script next) {
        plays(sent -> next);
    }

    /** From now on what it answers depends on what it is sent. */
    public void plays(Function<Sent, Script> next) {
        script = next;
    }

    public List<Sent> received() {
        return List.copyOf(received);
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var sent = new Sent(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    Map.copyOf(exchange.getRequestHeaders()),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            received.add(sent);
            play(exchange, script.apply(sent));
        }
    }

    private void play(HttpExchange exchange, Script now) throws IOException {
        if (now.status() > 0) {
            now.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(now.status(), 0);
            for (var chunk : now.chunks()) {
                exchange.getResponseBody().write(chunk.getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
            }
        }
        switch (now.after()) {
            case END -> exchange.getResponseBody().close();
            case HANG_UP -> throw new IOException("the script hangs up");
            case HANG -> untilClosed();
        }
    }

    private void untilClosed() throws IOException {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
