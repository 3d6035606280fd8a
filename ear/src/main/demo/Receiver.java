import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a partner writes to hear of its customers' projects: a process of its own, that believes a webhook only when both
 * signatures hold (Standard Webhooks, and the specification's X-AIManager-Signature).
 *
 * <p>{@code java Receiver.java <port> <events.jsonl> <secrets>}: the secrets are read anew for each delivery, one a line,
 * so that two are good while one replaces the other. GET / shows what came, GET /events has it as JSON.
 */
class Receiver {

    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final int LARGEST_BODY = 1 << 20;
    private static final int SHOWN = 50;

    private final Path events;
    private final Path secrets;
    private final Clock clock;
    private final Deque<String> last = new ArrayDeque<>();
    private final Set<String> seen = new HashSet<>();

    Receiver(Path events, Path secrets, Clock clock) {
        this.events = events;
        this.secrets = secrets;
        this.clock = clock;
    }

    public static void main(String[] arguments) throws IOException {
        var receiver = new Receiver(Path.of(arguments[1]), Path.of(arguments[2]), Clock.systemUTC());
        var address = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), Integer.parseInt(arguments[0]));
        HttpServer server = HttpServer.create(address, 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", receiver::handle);
        server.start();
        System.out.println("EBP's receiver listens on http://127.0.0.1:" + arguments[0]);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            switch (exchange.getRequestMethod()) {
                case "POST" -> receive(exchange);
                case "GET" -> show(exchange);
                default -> answer(exchange, 405, "text/plain", "GET or POST");
            }
        }
    }

    private void receive(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            answer(exchange, 413, "text/plain", "too large");
            return;
        }
        String id = header(exchange, "webhook-id");
        String refusal = refusal(exchange, id, body);
        System.out.println(clock.instant() + " " + id + " " + (refusal.isEmpty() ? "verified" : refusal));
        if (!refusal.isEmpty()) {
            answer(exchange, 401, "text/plain", refusal);
            return;
        }
        keep(id, body);
        exchange.sendResponseHeaders(204, -1);
    }

    /** Why this delivery is not believed; empty when it is. Nothing of the body is looked at before. */
    private String refusal(HttpExchange exchange, String id, byte[] body) throws IOException {
        String timestamp = header(exchange, "webhook-timestamp");
        if (id.isEmpty() || !timestamp.matches("\\d{1,12}")) {
            return "webhook-id or webhook-timestamp is missing";
        }
        Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), clock.instant());
        if (age.abs().compareTo(TOLERANCE) > 0) {
            return "the delivery is older than five minutes, or of the future";
        }
        byte[] signed = concat((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8), body);
        List<String> known = secrets();
        if (known.stream().noneMatch(secret -> standard(header(exchange, "webhook-signature"), secret, signed))) {
            return "webhook-signature does not hold";
        }
        if (known.stream().noneMatch(secret -> compatible(header(exchange, "X-AIManager-Signature"), secret, body))) {
            return "X-AIManager-Signature does not hold";
        }
        return "";
    }

    /** Standard Webhooks: the key is what base64 hides behind whsec_; the header may list several signatures. */
    private static boolean standard(String header, String secret, byte[] signed) {
        byte[] key = Base64.getDecoder().decode(secret.replaceFirst("^whsec_", ""));
        byte[] expected = ("v1," + Base64.getEncoder().encodeToString(hmac(key, signed))).getBytes(StandardCharsets.UTF_8);
        boolean holds = false;
        for (String signature : header.split(" ")) {
            holds |= MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8));
        }
        return holds;
    }

    /** The specification's own header: the key is the secret as it was given, whole. */
    private static boolean compatible(String header, String secret, byte[] body) {
        String expected = "sha256=" + HexFormat.of().formatHex(hmac(secret.getBytes(StandardCharsets.UTF_8), body));
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), header.getBytes(StandardCharsets.UTF_8));
    }

    /** A delivery may come twice: it counts once. */
    private synchronized void keep(String id, byte[] body) throws IOException {
        if (!seen.add(id)) {
            return;
        }
        // A line break outside of a string is all that JSON's own line breaks can be.
        String json = new String(body, StandardCharsets.UTF_8).replaceAll("[\\r\\n]+\\s*", " ");
        String line = "{\"received_at\":\"%s\",\"webhook_id\":\"%s\",\"verified\":true,\"body\":%s}"
                .formatted(clock.instant(), id.replaceAll("[^A-Za-z0-9_.-]", "?"), json);
        Files.writeString(
                events, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.SYNC);
        last.addFirst(line);
        if (last.size() > SHOWN) {
            last.removeLast();
        }
    }

    private void show(HttpExchange exchange) throws IOException {
        List<String> shown;
        synchronized (this) {
            shown = List.copyOf(last);
        }
        if (exchange.getRequestURI().getPath().equals("/events")) {
            answer(exchange, 200, "application/json", "[" + String.join(",", shown) + "]");
            return;
        }
        String list = shown.stream().map(line -> "<li><pre>" + escaped(line) + "</pre>").collect(Collectors.joining("\n"));
        answer(exchange, 200, "text/html; charset=utf-8", PAGE.formatted(shown.size(), list));
    }

    private static final String PAGE =
            """
            <!doctype html><html lang="fr"><meta charset="utf-8"><meta http-equiv="refresh" content="5">
            <meta name="viewport" content="width=device-width"><title>EBP : webhooks reçus</title>
            <style>body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;
            background:#faf8f4;color:#1d2530}h1{color:#1f3a5f}pre{white-space:pre-wrap;overflow-wrap:anywhere;
            background:#fff;border-left:4px solid #e07a3f;padding:.75rem 1rem;font-size:.85rem}</style>
            <h1>Webhooks reçus et vérifiés : %d</h1><ol>%s</ol></html>
            """;

    private List<String> secrets() throws IOException {
        return Files.exists(secrets)
                ? Files.readAllLines(secrets).stream().map(String::strip).filter(line -> !line.isEmpty()).toList()
                : List.of();
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] concat(byte[] head, byte[] tail) {
        byte[] whole = new byte[head.length + tail.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(tail, 0, whole, head.length, tail.length);
        return whole;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
