package io.guichet.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A model that thinks for as long as it is told, on this machine, by OpenAI's protocol: it writes its first word after half
 * of that time and its last at the end. It keeps when it was asked what, by the number in the question.
 */
final class StubModel implements AutoCloseable {

    private static final Pattern NUMBER = Pattern.compile("turlututu(\\d+)");
    private static final String[] WORDS = {"Oui, ", "nous ", "pouvons ", "en ", "parler ", "ensemble ", "ici."};

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Call> calls = new ConcurrentHashMap<>();
    private final Duration time;

    StubModel(int port, Duration time) throws IOException {
        this.time = time;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 256);
        server.createContext("/v1/chat/completions", this::complete);
        server.setExecutor(threads);
        server.start();
    }

    /** How the model was asked a question, or null where nobody did. */
    @Nullable
    Call call(String question) {
        return calls.get(question);
    }

    private void complete(HttpExchange exchange) throws IOException {
        var asked = System.nanoTime();
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var question = "";
        for (var numbers = NUMBER.matcher(body); numbers.find(); ) {
            question = numbers.group(1);
        }
        try (exchange) {
            if (body.replace(" ", "").contains("\"stream\":true")) {
                stream(exchange, question, asked);
            } else {
                whole(exchange, question, asked);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void whole(HttpExchange exchange, String question, long asked) throws IOException, InterruptedException {
        Thread.sleep(time);
        var json =
                ("{\"id\":\"c\",\"object\":\"chat.completion\",\"model\":\"stub\",\"choices\":[{\"index\":0,\"message\":"
                                + "{\"role\":\"assistant\",\"content\":\"" + String.join("", WORDS)
                                + "\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":7}}")
                        .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        calls.put(question, new Call(asked, System.nanoTime(), System.nanoTime()));
        exchange.sendResponseHeaders(200, json.length);
        exchange.getResponseBody().write(json);
    }

    private void stream(HttpExchange exchange, String question, long asked) throws IOException, InterruptedException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        var out = exchange.getResponseBody();
        Thread.sleep(time.dividedBy(2));
        var first = System.nanoTime();
        for (var i = 0; i < WORDS.length; i++) {
            if (i == WORDS.length - 1) {
                Thread.sleep(time.minusNanos(System.nanoTime() - asked));
                calls.put(question, new Call(asked, first, System.nanoTime()));
            }
            out.write(chunk("{\"content\":\"" + WORDS[i] + "\"}", "null"));
            out.flush();
        }
        out.write(chunk("{}", "\"stop\""));
        out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] chunk(String delta, String end) {
        return ("data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"model\":\"stub\",\"choices\":[{\"index\":0,"
                        + "\"delta\":" + delta + ",\"finish_reason\":" + end + "}]}\n\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /**
     * When, by {@link System#nanoTime()}.
     *
     * @param asked the request came
     * @param firstWord it was written
     * @param ended the last word was written
     */
    record Call(long asked, long firstWord, long ended) {

        long took() {
            return ended - asked;
        }
    }
}
