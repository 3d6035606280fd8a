import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sees to it that the realm of a running Keycloak has the client guichet-admin, with the secret of the environment, and
 * that its service account may manage users: {@code ServiceAccount keycloak-url}. The administrator's password is in the
 * environment too. What is as it should be stays as it is.
 */
class ServiceAccount {

    private static final String CLIENT = "guichet-admin";
    private static final List<String> ROLES = List.of("manage-users", "view-users");
    private static final Pattern ACCESS_TOKEN = Pattern.compile("\"access_token\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([0-9a-f-]{36})\"");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String realm;
    private final String token;

    private ServiceAccount(String keycloak, String token) {
        this.realm = keycloak + "/admin/realms/guichet";
        this.token = token;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        new ServiceAccount(arguments[0], administratorsToken(arguments[0])).provide();
    }

    private void provide() throws IOException, InterruptedException {
        String definition = "{\"clientId\":\"" + CLIENT + "\",\"name\":\"Guichet, for accounts\",\"enabled\":true,"
                + "\"protocol\":\"openid-connect\",\"publicClient\":false,\"clientAuthenticatorType\":\"client-secret\","
                + "\"secret\":\"" + System.getenv("GUICHET_OIDC_ADMIN_SECRET").replaceAll("[\\\\\"]", "\\\\$0") + "\","
                + "\"standardFlowEnabled\":false,\"implicitFlowEnabled\":false,\"directAccessGrantsEnabled\":false,"
                + "\"serviceAccountsEnabled\":true,\"fullScopeAllowed\":true}";
        String found = call("GET", "/clients?clientId=" + CLIENT, null, 200);
        Matcher known = ID.matcher(found);
        if (known.find()) {
            call("PUT", "/clients/" + known.group(1), definition, 204);
        } else {
            call("POST", "/clients", definition, 201);
        }
        String client = id(call("GET", "/clients?clientId=" + CLIENT, null, 200));
        String user = id(call("GET", "/clients/" + client + "/service-account-user", null, 200));
        String management = id(call("GET", "/clients?clientId=realm-management", null, 200));
        String mappings = "/users/" + user + "/role-mappings/clients/" + management;
        List<String> missing = new ArrayList<>();
        String available = call("GET", mappings + "/available", null, 200);
        for (String role : ROLES) {
            Matcher match = Pattern.compile("\"id\"\\s*:\\s*\"([^\"]+)\"\\s*,\\s*\"name\"\\s*:\\s*\"" + role + "\"")
                    .matcher(available);
            if (match.find()) {
                missing.add("{\"id\":\"" + match.group(1) + "\",\"name\":\"" + role + "\"}");
            }
        }
        if (!missing.isEmpty()) {
            call("POST", mappings, missing.toString(), 204);
        }
        System.out.println(CLIENT + " has what it needs; added: " + missing.size() + " roles");
    }

    private static String id(String json) throws IOException {
        Matcher id = ID.matcher(json);
        if (!id.find()) {
            throw new IOException("no id in what Keycloak answered");
        }
        return id.group(1);
    }

    private String call(String method, String path, String body, int expected)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(realm + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
        if (response.statusCode() != expected) {
            throw new IOException(method + " " + path + " answered " + response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    private static String administratorsToken(String keycloak) throws IOException, InterruptedException {
        String form = "grant_type=password&client_id=admin-cli&username=admin&password="
                + URLEncoder.encode(System.getenv("KEYCLOAK_ADMIN_PASSWORD"), StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(keycloak + "/realms/master/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
        Matcher token = ACCESS_TOKEN.matcher(response.body());
        if (response.statusCode() != 200 || !token.find()) {
            throw new IOException("no token for the administrator: " + response.statusCode());
        }
        return token.group(1);
    }
}
