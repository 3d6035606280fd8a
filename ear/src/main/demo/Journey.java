import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/**
 * Plays steps 1 to 3 of a craftsman's customer's journey against a running Guichet, and shows what really goes over the
 * wire. Ends with 1 as soon as a step is not what it should be.
 *
 * <p>{@code java Journey <public url> <demo.json> <receiver url> <receiver's secrets>}
 */
class Journey {

    private static final Pattern ASKS_AGE = Pattern.compile("(?iu)(deux|2) ans|ancienneté|âge|date de construction|neu(f|ve)");
    private static final Pattern ASKS_PHOTOS = Pattern.compile("(?iu)photo");
    private static final Pattern ASKS_SURFACE = Pattern.compile("(?iu)surface|m²|mètres carrés");

    private static final String LINKS = "/api/client/sessions/create-link";

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final Screen screen = new Screen();
    private final String guichet;
    private final Json demo;
    private final String receiver;
    private final Path secrets;

    private Journey(String guichet, Json demo, String receiver, Path secrets) {
        this.guichet = guichet;
        this.demo = demo;
        this.receiver = receiver;
        this.secrets = secrets;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.setProperty("java.awt.headless", "true");
        var journey = new Journey(
                arguments[0], Json.parse(Files.readString(Path.of(arguments[1]))), arguments[2], Path.of(arguments[3]));
        try {
            journey.play();
        } catch (WrongStep wrong) {
            journey.screen.wrong(wrong.getMessage());
            System.exit(1);
        }
    }

    private void play() throws IOException, InterruptedException {
        Json ebp = tenant("ebp");
        String apiKey = ebp.at("apiKey").text();
        listenFor(ebp, apiKey);

        screen.step("1", "EBP makes a link for Durant Peinture's customer");
        Json link = createLink(ebp, apiKey);

        screen.step("2", "M. Martin opens it and describes his project");
        openPage(link.at("url").text());
        Json session = post("/api/widget/v1/init", Map.of(), Map.of("session_token", link.at("session_token").text()))
                .at("data");
        String secret = session.at("session_id").text();
        screen.says("Guichet", session.at("welcome_message").text());
        Json preQuote = converse(secret);

        screen.step("3", "EBP's receiver hears of it, and checks the signature");
        Json event = awaitWebhook(session.at("conversation_id").text(), secret);
        check(
                amount(event.at("data").at("pre_quote").at("total_ttc")).compareTo(amount(preQuote.at("total_ttc"))) == 0,
                "the webhook's amount is not the one that the customer saw");
        screen.arrived("The journey is complete: M. Martin has his pre-quote, EBP has its project.");
        whereToGo(ebp, apiKey);
    }

    private void whereToGo(Json ebp, String apiKey) throws IOException, InterruptedException {
        screen.step("→", "Your turn");
        Json link = Json.parse(http.send(linkRequest(apiKey, linkBody(ebp)), BodyHandlers.ofString())
                        .body())
                .at("data");
        screen.place("be the customer", link.at("url").text());
        screen.place("the portal", guichet + "/portal");
        screen.place("the API's documentation", guichet + "/api/openapi");
        screen.place("what EBP received", receiver);
        for (Json user : demo.at("users").items()) {
            screen.account(user.at("username").text(), user.at("password").text(), user.at("roles").items().stream()
                    .map(Json::text)
                    .toList());
        }
    }

    private Json tenant(String slug) {
        return demo.at("tenants").items().stream()
                .filter(tenant -> tenant.at("slug").text().equals(slug))
                .findFirst()
                .orElseThrow(() -> new WrongStep("there is no tenant « " + slug + " » in the demo data"));
    }

    /** The endpoint that the demo data brought, else a new one; its secret goes to the receiver, as EBP would do it. */
    private void listenFor(Json ebp, String apiKey) throws IOException, InterruptedException {
        String secret = ebp.find("webhookSecret").map(Json::text).orElse("");
        if (secret.isEmpty()) {
            screen.step("0", "EBP names the address where it wants to hear of projects");
            Json endpoint = post(
                            "/api/client/webhooks",
                            Map.of("X-API-Key", apiKey),
                            Map.of("url", receiver + "/webhooks/guichet", "events", List.of("project.completed")))
                    .at("data");
            secret = endpoint.at("secret").text();
        }
        List<String> known = Files.exists(secrets) ? Files.readAllLines(secrets) : List.of();
        if (!known.contains(secret)) {
            List<String> all = new ArrayList<>(known);
            all.add(secret);
            Files.write(secrets, all);
        }
    }

    private Json createLink(Json ebp, String apiKey) throws IOException, InterruptedException {
        return post(LINKS, Map.of("X-API-Key", apiKey), linkBody(ebp)).at("data");
    }

    private HttpRequest linkRequest(String apiKey, Map<String, Object> body) {
        return HttpRequest.newBuilder(URI.create(guichet + LINKS))
                .header("X-API-Key", apiKey)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(new Json(body).toString()))
                .build();
    }

    private static Map<String, Object> linkBody(Json ebp) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("deployment_key", ebp.at("deployments").items().get(0).at("key").text());
        body.put("artisan_external_id", ebp.at("members").items().get(0).at("externalId").text());
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("project_type", "renovation_sdb");
        context.put("source", "contact_form");
        body.put("context", context);
        body.put("expires_in", 604800);
        return body;
    }

    private void openPage(String url) throws IOException, InterruptedException {
        HttpResponse<String> page = http.send(
                HttpRequest.newBuilder(URI.create(url)).header("Accept", "text/html").build(), BodyHandlers.ofString());
        screen.sent("GET", url, Map.of(), null);
        screen.received(page.statusCode(), page.headers().firstValue("Content-Type").orElse("") + ", "
                + page.body().length() + " characters");
        check(page.statusCode() == 200, "the link's page answered " + page.statusCode());
    }

    /** Answers what the agent asks, at most eight times; the photos are sent when it asks, else at the end. */
    private Json converse(String secret) throws IOException, InterruptedException {
        Json reply = say(secret, "Je souhaite refaire ma salle de bain, 8m², douche italienne, carrelage mural et sol");
        Json preQuote = null;
        boolean ageSaid = false;
        boolean photosSent = false;
        for (int turn = 0; turn < 8; turn++) {
            preQuote = reply.find("pre_quote").filter(Json::isThere).orElse(preQuote);
            String question = reply.at("content").text();
            if (preQuote != null && photosSent) {
                break;
            } else if (!ageSaid && preQuote == null && ASKS_AGE.matcher(question).find()) {
                ageSaid = true;
                reply = say(secret, "Non, la maison a moins de deux ans.");
            } else if (!photosSent && (preQuote != null || ASKS_PHOTOS.matcher(question).find())) {
                photosSent = true;
                upload(secret, "photo1.jpg", photo(new Color(0xCFD8DC)));
                upload(secret, "photo2.jpg", photo(new Color(0xD7CCC8)));
                reply = say(secret, "Voici deux photos.");
            } else if (ASKS_SURFACE.matcher(question).find()) {
                reply = say(secret, "8 m² au sol.");
            } else {
                throw new WrongStep("the agent said neither a pre-quote nor a question that M. Martin can answer");
            }
        }
        check(preQuote != null, "no pre-quote came");
        checked(preQuote);
        return preQuote;
    }

    private void checked(Json preQuote) {
        screen.table(preQuote);
        BigDecimal ht = amount(preQuote.at("total_ht"));
        BigDecimal ttc = amount(preQuote.at("total_ttc"));
        check(preQuote.at("items").items().size() == 5, "the pre-quote should have five lines");
        check(ht.compareTo(new BigDecimal("5790")) == 0, "the pre-quote's total is " + ht + " € HT, not 5790");
        check(
                ttc.compareTo(new BigDecimal("6948")) == 0,
                "the pre-quote's total is " + ttc + " € TTC, not 6948 (20 %: the house is under two years old)");
    }

    private Json say(String secret, String text) throws IOException, InterruptedException {
        screen.says("M. Martin", text);
        Json message = post("/api/widget/v1/message", Map.of("X-Session-ID", secret), Map.of("content", text)).at("data");
        String path = "/api/widget/v1/message/" + message.at("message_id").text() + "/status";
        HttpRequest request = HttpRequest.newBuilder(URI.create(guichet + path))
                .header("X-Session-ID", secret)
                .timeout(Duration.ofSeconds(10))
                .build();
        for (int asked = 1; asked <= 150; asked++) {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            check(response.statusCode() == 200, "the message's status answered " + response.statusCode());
            Json data = Json.parse(response.body()).at("data");
            String status = data.at("status").text();
            check(!status.equals("failed"), "the message failed: " + response.body());
            if (status.equals("completed")) {
                screen.sent("GET", guichet + path, Map.of("X-Session-ID", secret), null);
                screen.received(200, Json.parse(response.body()), asked == 1 ? "" : "(asked " + asked + " times)");
                screen.says("Guichet", data.at("content").text());
                return data;
            }
            Thread.sleep(200);
        }
        throw new WrongStep("no reply within 30 seconds");
    }

    private void upload(String secret, String name, byte[] jpeg) throws IOException, InterruptedException {
        String boundary = "----guichet" + Long.toHexString(System.nanoTime());
        var body = new ByteArrayOutputStream();
        body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                        + "\"\r\nContent-Type: image/jpeg\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(jpeg);
        body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(guichet + "/api/widget/v1/upload"))
                .header("X-Session-ID", secret)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .timeout(Duration.ofSeconds(30))
                .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                .build();
        screen.sent("POST", guichet + "/api/widget/v1/upload", Map.of("X-Session-ID", secret), null);
        screen.note("file=@" + name + ", a JPEG of " + jpeg.length + " bytes");
        answered(http.send(request, BodyHandlers.ofString()));
    }

    /** A real photo, as far as a programme can take one. */
    private static byte[] photo(Color wall) throws IOException {
        var image = new BufferedImage(1024, 768, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(wall);
        pen.fillRect(0, 0, 1024, 768);
        pen.setColor(wall.darker());
        for (int x = 0; x < 1024; x += 64) pen.drawLine(x, 0, x, 768);
        for (int y = 0; y < 768; y += 64) pen.drawLine(0, y, 1024, y);
        pen.setColor(Color.WHITE);
        pen.fillRoundRect(180, 420, 660, 220, 60, 60);
        pen.dispose();
        var jpeg = new ByteArrayOutputStream();
        check(ImageIO.write(image, "jpg", jpeg), "this JDK writes no JPEG");
        return jpeg.toByteArray();
    }

    private Json awaitWebhook(String conversation, String secret) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(receiver + "/events")).build();
        for (int waited = 0; waited < 150; waited++) {
            String answer = http.send(request, BodyHandlers.ofString()).body();
            for (Json delivery : Json.parse(answer).items()) {
                Json event = delivery.at("body");
                if (event.at("event").text().equals("project.completed")
                        && event.at("session").at("id").text().equals(conversation)) {
                    check(!answer.contains(secret), "the webhook carries the visitor's secret");
                    screen.note("webhook-id " + delivery.at("webhook_id").text() + ", both signatures hold");
                    screen.received(204, event, "(what EBP was sent)");
                    return event;
                }
            }
            Thread.sleep(200);
        }
        throw new WrongStep("no verified webhook for this conversation within 30 seconds");
    }

    private Json post(String path, Map<String, String> headers, Map<String, Object> body)
            throws IOException, InterruptedException {
        Json json = new Json(body);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(guichet + path))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(30))
                .POST(BodyPublishers.ofString(json.toString()));
        headers.forEach(request::header);
        screen.sent("POST", guichet + path, headers, json);
        return answered(http.send(request.build(), BodyHandlers.ofString()));
    }

    private Json answered(HttpResponse<String> response) {
        if (response.statusCode() / 100 != 2) {
            screen.received(response.statusCode(), response.body());
            throw new WrongStep("this should have been accepted");
        }
        Json json = Json.parse(response.body());
        screen.received(response.statusCode(), json, "");
        return json;
    }

    private static BigDecimal amount(Json number) {
        return new BigDecimal(number.value().toString());
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new WrongStep(otherwise);
        }
    }

    /** A step that was not what it should be. */
    static final class WrongStep extends RuntimeException {
        private static final long serialVersionUID = 1;

        WrongStep(String message) {
            super(message);
        }
    }
}
