package io.guichet.widget;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The widget's API, played from a script: it keeps one conversation, answers the n-th message with the n-th reply, and
 * can lose answers, hold or refuse uploads, drop its stream and forget its sessions.
 */
final class FakeApi implements HttpHandler {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern FILE_NAME = Pattern.compile("filename=\"([^\"]*)\"\r\nContent-Type: ([^\r]*)\r\n");

    /** One POST of a message, whether its answer arrived or not. */
    record Sent(String key, String content, List<?> files) {}

    final List<Sent> sent = new CopyOnWriteArrayList<>();
    final List<String> uploads = new CopyOnWriteArrayList<>();
    final List<String> opened = new CopyOnWriteArrayList<>();
    final FakeUploads pieces = new FakeUploads(this::keep);

    private final Map<String, String> accepted = new HashMap<>();
    private final Set<String> answered = new HashSet<>();
    private final Map<String, Object> files = new HashMap<>();
    private final List<Map<String, Object>> messages = new ArrayList<>();
    private final List<Map<String, Object>> replies = new ArrayList<>();
    private final List<OutputStream> streams = new CopyOnWriteArrayList<>();
    private final Map<String, Object> branding =
            new HashMap<>(Map.of("title", "Assistant Durant Peinture", "primary_color", "#1f3a5f", "powered_by", true));
    private String session = "sess_1";
    private int initStatus;
    private int loseAnswers;
    private int refuseMessages;
    private int retryAfter;
    private Map<String, Integer> refusedUploads = Map.of();
    private CountDownLatch uploadGate = new CountDownLatch(0);
    private CountDownLatch listGate = new CountDownLatch(0);
    private boolean streaming = true;

    // --- the script

    synchronized FakeApi replying(Map<String, Object> reply) {
        replies.add(reply);
        return this;
    }

    static Map<String, Object> saying(String content, Object... more) {
        Map<String, Object> reply = new LinkedHashMap<>();
        reply.put("content", content);
        for (int i = 0; i < more.length; i += 2) {
            reply.put((String) more[i], more[i + 1]);
        }
        return reply;
    }

    synchronized FakeApi branded(String key, Object value) {
        branding.put(key, value);
        return this;
    }

    synchronized FakeApi refusingLinks(int status) {
        initStatus = status;
        return this;
    }

    /** The next messages are taken, but their answers never arrive. */
    synchronized FakeApi losingAnswers(int count) {
        loseAnswers = count;
        return this;
    }

    /** The next messages are too many, and may come again later. */
    synchronized FakeApi refusingMessages(int count, int seconds) {
        refuseMessages = count;
        retryAfter = seconds;
        return this;
    }

    synchronized boolean isFollowed() {
        return !streams.isEmpty();
    }

    synchronized FakeApi refusingUploads(Map<String, Integer> statusByName) {
        refusedUploads = statusByName;
        return this;
    }

    synchronized FakeApi holdingUploads(CountDownLatch gate) {
        uploadGate = gate;
        return this;
    }

    synchronized FakeApi holdingList(CountDownLatch gate) {
        listGate = gate;
        return this;
    }

    synchronized FakeApi withoutStream() {
        streaming = false;
        return this;
    }

    synchronized void forgetSession() {
        session = "sess_2";
        messages.clear();
        accepted.clear();
        answered.clear();
        closeStreams();
    }

    synchronized List<String> conversation() {
        return messages.stream()
                .map(m -> m.get("role") + ": " + m.get("content"))
                .toList();
    }

    void closeStreams() {
        streams.forEach(FakeApi::close);
        streams.clear();
    }

    // --- the wire

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring("/api/widget/v1".length());
        if (path.equals("/init")) {
            init(exchange);
        } else if (!session.equals(exchange.getRequestHeaders().getFirst("X-Session-ID"))) {
            problem(exchange, 401, "session_unknown");
        } else if (path.equals("/message")) {
            message(exchange);
        } else if (path.equals("/upload")) {
            upload(exchange);
        } else if (path.startsWith("/uploads")) {
            pieces.handle(exchange);
        } else if (path.endsWith("/events")) {
            events(exchange);
        } else if (path.endsWith("/messages")) {
            list(exchange);
        } else if (path.endsWith("/status")) {
            data(exchange, 200, Map.of("status", "completed", "content", ""));
        } else if (path.startsWith("/files/")) {
            Pictures.answer(exchange);
        } else {
            problem(exchange, 404, "not_found");
        }
    }

    private synchronized void init(HttpExchange exchange) throws IOException {
        opened.add((String) body(exchange).get("session_token"));
        if (initStatus != 0) {
            problem(exchange, initStatus, "link_refused");
            return;
        }
        data(
                exchange,
                200,
                Map.of(
                        "session_id",
                        session,
                        "conversation_id",
                        "conv_" + session,
                        "agent",
                        Map.of("name", "Expert BTP"),
                        "artisan",
                        Map.of("name", "Durant Peinture"),
                        "branding",
                        branding,
                        "welcome_message",
                        "Bonjour, je suis l’assistant de Durant Peinture. Pouvez-vous me décrire votre projet ?",
                        "disclosure",
                        "Vous échangez avec une intelligence artificielle, pas avec une personne. Elle peut se tromper.",
                        "placeholder",
                        "Décrivez vos travaux…"));
    }

    private synchronized void message(HttpExchange exchange) throws IOException {
        Map<String, Object> body = body(exchange);
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        var attached = (List<?>) body.getOrDefault("file_ids", List.of());
        sent.add(new Sent(key, (String) body.get("content"), attached));
        if (refuseMessages > 0) {
            refuseMessages--;
            exchange.getResponseHeaders().set("Retry-After", String.valueOf(retryAfter));
            problem(exchange, 429, "rate_limited");
            return;
        }
        boolean fresh = !accepted.containsKey(key);
        String id = accepted.computeIfAbsent(key, k -> "msg_v" + accepted.size());
        if (fresh) {
            Map<String, Object> said = said(id, "visitor", Map.of("content", body.get("content")));
            said.put("files", attached.stream().map(files::get).toList());
            if (loseAnswers == 0) {
                emit("message", id, said);
            }
        }
        if (loseAnswers > 0) {
            loseAnswers--;
            // Cut off after the headers: an answer that never began is asked for again by Chromium itself.
            exchange.sendResponseHeaders(202, 100);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            exchange.close();
            return;
        }
        data(exchange, 202, Map.of("message_id", id, "status", "queued"));
        if (answered.add(id) && !replies.isEmpty()) {
            answer(replies.removeFirst());
        }
    }

    /** The agent says something by itself. */
    synchronized void says(String content) {
        String id = "msg_a" + messages.size();
        emit("message", id, said(id, "agent", Map.of("content", content)));
    }

    /** The tenant erases the files of the last message that has some. */
    synchronized void erases() {
        var message = messages.reversed().stream()
                .filter(m -> m.get("files") instanceof List<?> all && !all.isEmpty())
                .findFirst()
                .orElseThrow();
        message.put("erased_files", ((List<?>) message.get("files")).size());
        message.put("files", List.of());
        emit("message", null, message);
    }

    private void answer(Map<String, Object> reply) {
        emit("typing", null, Map.of("typing", true));
        // It thinks for a moment, so that its typing is seen.
        CompletableFuture.delayedExecutor(150, TimeUnit.MILLISECONDS).execute(() -> {
            synchronized (this) {
                String id = "msg_a" + messages.size();
                Map<String, Object> said = said(id, "agent", reply);
                emit("message", id, said);
                emit("typing", null, Map.of("typing", false));
                if (reply.containsKey("pre_quote")) {
                    emit("pre_quote", id, Map.of("message_id", id, "pre_quote", reply.get("pre_quote")));
                }
            }
        });
    }

    private Map<String, Object> said(String id, String role, Map<String, Object> what) {
        Map<String, Object> message = new LinkedHashMap<>(what);
        message.put("id", id);
        message.put("role", role);
        message.put("created_at", Instant.now().toString());
        messages.add(message);
        return message;
    }

    private void upload(HttpExchange exchange) throws IOException {
        String raw = new String(exchange.getRequestBody().readAllBytes(), ISO_8859_1);
        await(uploadGate);
        var part = FILE_NAME.matcher(raw);
        String name = part.find() ? part.group(1) : "";
        uploads.add(name);
        int refusal = refusedUploads.getOrDefault(name, 0);
        if (refusal != 0) {
            problem(exchange, refusal, "file_refused");
            return;
        }
        data(exchange, 201, keep(name, part.group(2)));
    }

    private synchronized Map<String, Object> keep(String name, String type) {
        String id = "file_" + files.size();
        String url = "/api/widget/v1/files/" + id;
        Map<String, Object> file = new HashMap<>(
                Map.of("url", url, "thumbnail_url", url, "name", name, "mime_type", type, "size", 70_000));
        files.put(id, file);
        var answer = new HashMap<>(file);
        file.put("id", id);
        answer.put("file_id", id);
        return answer;
    }

    private void events(HttpExchange exchange) throws IOException {
        if (!streaming) {
            problem(exchange, 503, "no_stream");
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        synchronized (this) {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(": open\n\n".getBytes(UTF_8));
            exchange.getResponseBody().flush();
            streams.add(exchange.getResponseBody());
        }
    }

    /** Tells those who follow. @param id null for what is not to be told again */
    void emit(String event, String id, Object data) {
        String text =
                "event: " + event + "\n" + (id == null ? "" : "id: " + id + "\n") + "data: " + json(data) + "\n\n";
        streams.removeIf(stream -> !written(stream, text));
    }

    /** Whether somebody still listens. */
    private static boolean written(OutputStream stream, String text) {
        try {
            stream.write(text.getBytes(UTF_8));
            stream.flush();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void list(HttpExchange exchange) throws IOException {
        await(listGate);
        listed(exchange);
    }

    private synchronized void listed(HttpExchange exchange) throws IOException {
        Map<String, Object> page = new HashMap<>();
        page.put("next", null);
        answer(exchange, 200, Map.of("success", true, "data", Map.of("messages", messages), "page", page));
    }

    static void data(HttpExchange exchange, int status, Object data) throws IOException {
        answer(exchange, status, Map.of("success", true, "data", data));
    }

    static void problem(HttpExchange exchange, int status, String code) throws IOException {
        answer(exchange, status, Map.of("type", "about:blank", "title", code, "status", status, "code", code));
    }

    private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = json(body).getBytes(UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders()
                .set("Content-Type", status < 400 ? "application/json" : "application/problem+json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> body(HttpExchange exchange) throws IOException {
        return JSON.readValue(exchange.getRequestBody().readAllBytes(), Map.class);
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void close(OutputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void await(CountDownLatch gate) {
        try {
            if (!gate.await(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Nobody opened the gate");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
