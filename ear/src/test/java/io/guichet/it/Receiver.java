package io.guichet.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A partner's server: it keeps what it is sent, and checks signatures by the published recipes, not by our code. */
final class Receiver implements AutoCloseable {

    private final HttpServer server;
    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();

    Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/webhooks", this::keep);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/webhooks";
    }

    private void keep(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = exchange.getRequestHeaders();
            deliveries.add(new Delivery(
                    headers.getFirst("webhook-id"),
                    headers.getFirst("webhook-timestamp"),
                    headers.getFirst("webhook-signature"),
                    headers.getFirst("X-AIManager-Signature"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(204, -1);
        }
    }

    /** Everything that was delivered about a conversation. */
    List<Delivery> about(String conversation) {
        return deliveries.stream()
                .filter(delivery -> delivery.json().at("/session/id").asText().equals(conversation))
                .toList();
    }

    /** Waits for so many deliveries about a conversation. */
    List<Delivery> awaits(int count, String conversation) {
        return Eventually.get(count + " deliveries about " + conversation, () -> {
            var all = about(conversation);
            return all.size() >= count ? all : null;
        });
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** One request. */
    record Delivery(String id, String timestamp, String standardSignature, String partnerSignature, String body) {

        JsonNode json() {
            return Json.parse(body);
        }

        /** Standard Webhooks: HMAC of « id.timestamp.body » under the secret's decoded bytes. */
        boolean standardSignatureHolds(String secret) {
            var key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
            var expected = Base64.getEncoder().encodeToString(hmac(key, id + "." + timestamp + "." + body));
            return Arrays.stream(standardSignature.split(" ")).anyMatch(("v1," + expected)::equals);
        }

        /** The first partners': HMAC of the body under the secret as it was shown. */
        boolean partnerSignatureHolds(String secret) {
            var expected = "sha256=" + HexFormat.of().formatHex(hmac(secret.getBytes(StandardCharsets.UTF_8), body));
            return MessageDigest.isEqual(
                    expected.getBytes(StandardCharsets.US_ASCII), partnerSignature.getBytes(StandardCharsets.US_ASCII));
        }

        private static byte[] hmac(byte[] key, String text) {
            try {
                var mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(key, "HmacSHA256"));
                return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
