package io.guichet.invitation;

import com.fasterxml.jackson.databind.JsonNode;
import io.guichet.kernel.Json;
import io.guichet.kernel.UserId;
import io.guichet.mail.EmailAddress;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The accounts of a Keycloak realm, by its administration's REST interface, as the service account of a client that may
 * manage users and nothing else.
 *
 * @see "https://www.keycloak.org/docs-api/latest/rest-api/index.html"
 */
@ApplicationScoped
class KeycloakAccounts implements Accounts {

    private static final String UPDATE_PASSWORD = "UPDATE_PASSWORD";
    private static final int LONGEST_NAME = 100;

    @Inject
    KeycloakConfig config;

    @Inject
    Clock clock;

    private @Nullable HttpClient http;
    private @Nullable Access access;

    @PostConstruct
    void open() {
        http = HttpClient.newBuilder().connectTimeout(config.timeout).build();
    }

    @PreDestroy
    void close() {
        if (http != null) {
            http.close();
        }
    }

    @Override
    public boolean areManaged() {
        return config.secret.filter(s -> !s.isBlank()).isPresent();
    }

    @Override
    public Optional<Account> byEmail(EmailAddress email) {
        var found = expect(200, call("GET", "/users?exact=true&max=2&email=" + encode(email.text()), null));
        return StreamSupport.stream(Json.tree(found.body()).spliterator(), false)
                .filter(user -> user.path("email").asText().equalsIgnoreCase(email.text()))
                .findFirst()
                .map(KeycloakAccounts::account);
    }

    private static Account account(JsonNode user) {
        var required = user.path("requiredActions");
        var isNew = StreamSupport.stream(required.spliterator(), false)
                .anyMatch(action -> action.asText().equals(UPDATE_PASSWORD));
        return new Account(
                new UserId(UUID.fromString(user.path("id").asText())),
                user.path("username").asText(),
                isNew);
    }

    @Override
    public Optional<UserId> open(NewAccount account) {
        var name = Name.of(account.name());
        var body = Map.of(
                "username",
                account.username(),
                "email",
                account.email().text(),
                "emailVerified",
                true,
                "enabled",
                true,
                "firstName",
                name.first(),
                "lastName",
                name.last(),
                "attributes",
                Map.of("locale", List.of(account.locale())),
                "requiredActions",
                List.of(UPDATE_PASSWORD),
                "credentials",
                List.of(firstPassword(account.password())));
        var answer = call("POST", "/users", Json.mapper().valueToTree(body).toString());
        if (answer.statusCode() == 409) {
            return Optional.empty();
        }
        var location = expect(201, answer)
                .headers()
                .firstValue("Location")
                .orElseThrow(() -> new AccountsUnavailable("Keycloak named no account that it opened"));
        return Optional.of(new UserId(UUID.fromString(location.substring(location.lastIndexOf('/') + 1))));
    }

    @Override
    public void setFirstPassword(UserId id, String password) {
        expect(204, call("PUT", "/users/" + id.value() + "/reset-password", Json.write(firstPassword(password))));
    }

    private static Map<String, Object> firstPassword(String password) {
        return Map.of("type", "password", "value", password, "temporary", true);
    }

    @Override
    public void grant(UserId id, String role) {
        var path = "/users/" + id.value() + "/role-mappings/realm";
        var available =
                Json.tree(expect(200, call("GET", path + "/available", null)).body());
        var wanted = StreamSupport.stream(available.spliterator(), false)
                .filter(r -> r.path("name").asText().equals(role))
                .findFirst();
        if (wanted.isPresent()) {
            expect(204, call("POST", path, "[" + wanted.get() + "]"));
        }
    }

    private HttpResponse<String> call(String method, String path, @Nullable String body) {
        var request = HttpRequest.newBuilder(URI.create(config.admin() + path))
                .header("Authorization", "Bearer " + token())
                .header("Accept", "application/json");
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        var answer =
                send(request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
        if (answer.statusCode() == 401) {
            forget();
        }
        return answer;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        var client = http;
        if (client == null) {
            throw new IllegalStateException("not opened");
        }
        try {
            return client.send(request.timeout(config.timeout).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AccountsUnavailable(
                    "Keycloak does not answer: " + e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AccountsUnavailable("interrupted");
        }
    }

    /** Its words may name somebody: the number is enough. */
    private static HttpResponse<String> expect(int status, HttpResponse<String> answer) {
        if (answer.statusCode() != status) {
            throw new AccountsUnavailable("Keycloak answered " + answer.statusCode());
        }
        return answer;
    }

    private synchronized String token() {
        var known = access;
        if (known != null && clock.instant().isBefore(known.until())) {
            return known.token();
        }
        var form = "grant_type=client_credentials&client_id=" + encode(config.client) + "&client_secret="
                + encode(config.secret.orElse(""));
        var answer = expect(
                200,
                send(HttpRequest.newBuilder(URI.create(config.realm + "/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))));
        var json = Json.tree(answer.body());
        var until = clock.instant().plusSeconds(json.path("expires_in").asLong() - 10);
        access = new Access(json.path("access_token").asText(), until);
        return access.token();
    }

    private synchronized void forget() {
        access = null;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private record Access(String token, Instant until) {}

    /** Keycloak wants two names of a person, and no signs that could be mark-up. */
    record Name(String first, String last) {

        static Name of(String written) {
            var clean = written.replaceAll("[<>&\"$%!#?§;*~/\\\\|^=\\[\\]{}()\\p{Cntrl}]", " ")
                    .replaceAll("\\s+", " ")
                    .strip();
            var at = clean.indexOf(' ');
            var first = at < 0 ? clean : clean.substring(0, at);
            var last = at < 0 ? "" : clean.substring(at + 1);
            return new Name(cut(first), cut(last.isEmpty() ? first : last));
        }

        private static String cut(String name) {
            return name.isEmpty() ? "-" : name.substring(0, Math.min(name.length(), LONGEST_NAME));
        }
    }
}
