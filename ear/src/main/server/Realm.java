import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Adds the users and clients of a file to the realm of a running Keycloak, with their ids; those that are there already
 * are kept: {@code Realm keycloak-url file.json}. The administrator's password is in the environment.
 */
class Realm {

    private static final Pattern ACCESS_TOKEN = Pattern.compile("\"access_token\"\\s*:\\s*\"([^\"]+)\"");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    public static void main(String[] arguments) throws IOException, InterruptedException {
        String keycloak = arguments[0];
        HttpRequest request = HttpRequest.newBuilder(URI.create(keycloak + "/admin/realms/guichet/partialImport"))
                .header("Authorization", "Bearer " + administratorsToken(keycloak))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Files.readString(Path.of(arguments[1]))))
                .build();
        HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
        System.out.println(response.statusCode() + " " + response.body());
        if (response.statusCode() != 200) {
            System.exit(1);
        }
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
            throw new IOException("no token for the administrator: " + response.statusCode() + " " + response.body());
        }
        return token.group(1);
    }
}
