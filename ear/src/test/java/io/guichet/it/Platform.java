package io.guichet.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;

/** The platform under test, as {@code ./guichet test} names it. */
final class Platform {

    static final String PASSWORD = "guichet-demo";

    private static final long MINUTE = 60_000_000_000L;
    private static final Map<String, AccessToken> TOKENS = new ConcurrentHashMap<>();

    private Platform() {}

    static String url() {
        return told("URL");
    }

    static String managementUrl() {
        return told("MANAGEMENT_URL");
    }

    static String realmUrl() {
        return told("OIDC_URL");
    }

    static Path state() {
        return Path.of(told("STATE"));
    }

    static Path pluginsFolder() {
        return Path.of(told("PLUGINS_DIR"));
    }

    static Path filesFolder() {
        return Path.of(told("FILES_DIR"));
    }

    /** What {@code ./guichet test} says in {@code GUICHET_TEST_…}. */
    static String told(String name) {
        var variable = "GUICHET_TEST_" + name;
        var value = System.getenv(variable);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException(variable + " is not set: these tests are run by ./guichet test");
        }
        return value;
    }

    /** What the application wrote about its demo data. */
    static JsonNode demo() {
        try {
            return Json.parse(Files.readString(Path.of(told("DEMO_FILE"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<JsonNode> demoUsers() {
        return StreamSupport.stream(demo().at("/users").spliterator(), false).toList();
    }

    /** A bearer token of a demo account, kept for a minute: Keycloak takes who signs in too fast for somebody who guesses. */
    static String tokenOf(String username) {
        var now = System.nanoTime();
        return TOKENS.compute(
                        username, (name, kept) -> kept != null && now - kept.since() < MINUTE ? kept : askFor(name))
                .text();
    }

    private static AccessToken askFor(String username) {
        var form = "grant_type=password&client_id=guichet-cli&scope=openid&username=" + username + "&password="
                + URLEncoder.encode(PASSWORD, StandardCharsets.UTF_8);
        var reply = Call.post(realmUrl() + "/protocol/openid-connect/token")
                .body("application/x-www-form-urlencoded", form)
                .send();
        return new AccessToken(reply.is(200).json().at("/access_token").asText(), System.nanoTime());
    }

    private record AccessToken(String text, long since) {}

    /** Every file and folder that customers' uploads left. */
    static List<String> filesOnDisk() {
        try (var all = Files.walk(filesFolder())) {
            return all.filter(Files::isRegularFile)
                    .map(file -> filesFolder().relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
