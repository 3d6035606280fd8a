package io.guichet.widget;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The uploads in pieces (tus 1.0.0), which can hold a piece, or cut the line in the middle of one. */
final class FakeUploads implements HttpHandler {

    private static final String PLACE = "/api/widget/v1/uploads/";

    /** What was asked for, e.g. {@code PATCH 786432}. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    /** What of each file came, by name; a file that is complete or was taken back is not here. */
    final Map<String, ByteArrayOutputStream> parts = new ConcurrentHashMap<>();

    /** The content of those that are complete, by name. */
    final Map<String, byte[]> complete = new ConcurrentHashMap<>();

    private final BiFunction<String, String, Map<String, Object>> keep;
    private final Map<String, Long> lengths = new ConcurrentHashMap<>();
    private final Map<String, String> types = new ConcurrentHashMap<>();
    private volatile int cutAt = -1;
    private volatile int holdAt = -1;
    private volatile CountDownLatch gate = new CountDownLatch(0);

    FakeUploads(BiFunction<String, String, Map<String, Object>> keep) {
        this.keep = keep;
    }

    /** Cuts the line once, in the piece that begins here. */
    FakeUploads cutting(int offset) {
        cutAt = offset;
        return this;
    }

    /** Keeps the piece that begins here waiting. */
    FakeUploads holding(int offset, CountDownLatch until) {
        holdAt = offset;
        gate = until;
        return this;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        if (!"1.0.0".equals(header(exchange, "Tus-Resumable"))) {
            FakeApi.problem(exchange, 412, "tus_version");
        } else if (exchange.getRequestMethod().equals("POST")) {
            create(exchange);
        } else {
            piece(path.substring(PLACE.length()), exchange);
        }
    }

    private void create(HttpExchange exchange) throws IOException {
        var metadata = Arrays.stream(header(exchange, "Upload-Metadata").split(","))
                .map(pair -> pair.split(" "))
                .collect(Collectors.toMap(
                        pair -> pair[0], pair -> new String(Base64.getDecoder().decode(pair[1]), UTF_8)));
        var name = metadata.get("filename");
        asked.add("POST " + name);
        parts.put(name, new ByteArrayOutputStream());
        lengths.put(name, Long.valueOf(header(exchange, "Upload-Length")));
        types.put(name, metadata.get("filetype"));
        exchange.getResponseHeaders().set("Location", PLACE + name);
        answer(exchange, 201);
    }

    private void piece(String name, HttpExchange exchange) throws IOException {
        var part = parts.get(name);
        if (part == null) {
            FakeApi.problem(exchange, 404, "upload_not_found");
            return;
        }
        switch (exchange.getRequestMethod()) {
            case "HEAD" -> {
                asked.add("HEAD " + part.size());
                exchange.getResponseHeaders().set("Upload-Offset", String.valueOf(part.size()));
                answer(exchange, 200);
            }
            case "DELETE" -> {
                asked.add("DELETE " + name);
                parts.remove(name);
                answer(exchange, 204);
            }
            case "PATCH" -> append(name, part, exchange);
            default -> FakeApi.problem(exchange, 405, "method_not_allowed");
        }
    }

    private void append(String name, ByteArrayOutputStream part, HttpExchange exchange) throws IOException {
        var offset = Integer.parseInt(header(exchange, "Upload-Offset"));
        asked.add("PATCH " + offset);
        if (offset == holdAt) {
            holdAt = -1;
            FakeApi.await(gate);
        }
        var piece = exchange.getRequestBody().readAllBytes();
        synchronized (part) {
            // The same piece may come twice: by a page that is gone, and by the one that took its place.
            if (offset != part.size()) {
                FakeApi.problem(exchange, 409, "wrong_offset");
                return;
            }
            if (offset == cutAt) {
                cutAt = -1;
                part.write(piece, 0, piece.length / 2);
                exchange.close();
                return;
            }
            part.write(piece);
        }
        exchange.getResponseHeaders().set("Upload-Offset", String.valueOf(part.size()));
        if (part.size() < lengths.get(name)) {
            answer(exchange, 204);
            return;
        }
        parts.remove(name);
        complete.put(name, part.toByteArray());
        FakeApi.data(exchange, 200, keep.apply(name, types.get(name)));
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        exchange.getResponseHeaders().set("Tus-Resumable", "1.0.0");
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private static String header(HttpExchange exchange, String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }
}
