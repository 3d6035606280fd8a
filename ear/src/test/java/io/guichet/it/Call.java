package io.guichet.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** One HTTP request to the platform, or to an absolute address. What the API answers is held against its description. */
final class Call {

    static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private final String method;
    private final HttpRequest.Builder request;
    private byte[] body = {};
    private boolean saysWhere;

    private Call(String method, String address) {
        this.method = method;
        this.request = HttpRequest.newBuilder(
                        URI.create(address.startsWith("http") ? address : Platform.url() + address))
                .timeout(Duration.ofSeconds(60));
    }

    static Call get(String address) {
        return new Call("GET", address);
    }

    static Call post(String address) {
        return new Call("POST", address);
    }

    static Call delete(String address) {
        return new Call("DELETE", address);
    }

    static Call of(String method, String address) {
        return new Call(method, address);
    }

    Call header(String name, String value) {
        if (value != null) {
            request.header(name, value);
        }
        return this;
    }

    /** Comes from an address, by the proxy that the platform trusts. Without a word each call comes from another one. */
    Call from(String... chain) {
        saysWhere = true;
        return header("X-Forwarded-For", String.join(", ", chain));
    }

    /** Comes straight from this machine. */
    Call withoutProxy() {
        saysWhere = true;
        return this;
    }

    Call apiKey(String key) {
        return header("X-API-Key", key);
    }

    Call session(String secret) {
        return header("X-Session-ID", secret);
    }

    Call bearer(String token) {
        return header("Authorization", "Bearer " + token);
    }

    Call idempotencyKey(String key) {
        return header("Idempotency-Key", key);
    }

    Call json(Object value) {
        return body("application/json", Json.write(value));
    }

    Call body(String type, String text) {
        return body(type, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes of the type that a header has said, or of none. */
    Call content(byte[] bytes) {
        body = bytes;
        return this;
    }

    Call body(String type, byte[] bytes) {
        header("Content-Type", type);
        body = bytes;
        return this;
    }

    HttpRequest request() {
        if (!saysWhere) {
            from(somewhere());
        }
        return request.method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
                .build();
    }

    Reply send() {
        try {
            var response = CLIENT.send(request(), BodyHandlers.ofByteArray());
            var reply = new Reply(
                    method + " " + response.uri(), response.statusCode(), response.headers(), response.body());
            Contract.ofThePlatform().holds(method, response.uri(), reply);
            return reply;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** An address of a private network, from which a token may come without TLS; another one each time. */
    static String somewhere() {
        var random = ThreadLocalRandom.current();
        return "10." + random.nextInt(256) + "." + random.nextInt(256) + "." + random.nextInt(1, 255);
    }
}
