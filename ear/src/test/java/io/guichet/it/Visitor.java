package io.guichet.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** Somebody with a browser, in a conversation. */
record Visitor(String secret, String conversation, JsonNode session) {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    static Visitor opens(Tenant.Link link) {
        return of(asksToOpen(link.token()).is(200));
    }

    static Reply asksToOpen(String token) {
        return Call.post("/api/widget/v1/init")
                .json(Map.of("session_token", token))
                .send();
    }

    static Reply comesToThePage(String deployment, String origin) {
        return Call.post("/api/widget/v1/init")
                .header("Origin", origin)
                .json(Map.of("deployment_key", deployment))
                .send();
    }

    /** A visitor of a new conversation with EBP's craftsman. */
    static Visitor ofEbp() {
        return opens(Tenant.ebp().createsALinkFor("DUR-001"));
    }

    static Visitor of(Reply opened) {
        var data = opened.data();
        return new Visitor(
                data.at("/session_id").asText(), data.at("/conversation_id").asText(), data);
    }

    /** Writes, and waits for the answer. */
    Answer says(String text) {
        return answerTo(writes(text));
    }

    /** Writes, and waits for nothing: the message's id. */
    String writes(String text) {
        return sends(Map.of("content", text), null)
                .is(202)
                .data()
                .at("/message_id")
                .asText();
    }

    Reply sends(Object body, String idempotencyKey) {
        return call("POST", "/api/widget/v1/message")
                .idempotencyKey(idempotencyKey)
                .json(body)
                .send();
    }

    Answer answerTo(String message) {
        return Eventually.get("an answer to " + message, PATIENCE, () -> {
            var status = statusOf(message).is(200).data();
            assertThat(status.at("/status").asText()).isNotEqualTo("failed");
            return status.at("/status").asText().equals("completed") ? new Answer(message, status) : null;
        });
    }

    Reply statusOf(String message) {
        return asks("/api/widget/v1/message/" + message + "/status");
    }

    /** All that was said, page by page. */
    List<JsonNode> messages() {
        var all = new ArrayList<JsonNode>();
        String after = null;
        do {
            var page = messagesAfter(after).is(200);
            page.data().at("/messages").forEach(all::add);
            after = page.json().at("/page/next").textValue();
        } while (after != null);
        return all;
    }

    Reply messagesAfter(String after) {
        return asks("/api/widget/v1/session/" + conversation + "/messages" + (after == null ? "" : "?after=" + after));
    }

    Reply sendsPhoto(String name, byte[] bytes) {
        var boundary = "----guichet" + Long.toHexString(System.nanoTime());
        var body = new ByteArrayOutputStream();
        body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                        + "\"\r\nContent-Type: image/jpeg\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(bytes);
        body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return call("POST", "/api/widget/v1/upload")
                .body("multipart/form-data; boundary=" + boundary, body.toByteArray())
                .send();
    }

    /** Announces a file that comes in pieces. */
    Reply announces(String name, long length) {
        return tus("POST", "")
                .header("Upload-Length", Long.toString(length))
                .header(
                        "Upload-Metadata",
                        "filename " + Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8)))
                .send();
    }

    Reply sendsPiece(String upload, long offset, byte[] piece) {
        return tus("PATCH", "/" + upload)
                .header("Upload-Offset", Long.toString(offset))
                .body("application/offset+octet-stream", piece)
                .send();
    }

    /** A call of the protocol of uploads in pieces. */
    Call tus(String method, String path) {
        return call(method, "/api/widget/v1/uploads" + path).header("Tus-Resumable", "1.0.0");
    }

    Reply asks(String path) {
        return call("GET", path).send();
    }

    Call call(String method, String path) {
        return Call.of(method, path).session(secret);
    }

    /** Describes the bathroom of the specification, says how old the dwelling is, and sends two photos. */
    Answer asksForHisBathroom(String age) {
        says("Je souhaite refaire ma salle de bain, 8m², douche italienne, carrelage mural et sol");
        says(age);
        sendsPhoto("photo1.jpg", Photos.jpeg()).is(201);
        sendsPhoto("photo2.jpg", Photos.jpeg()).is(201);
        return says("Voici deux photos.");
    }

    /** What the agent answered to a message. */
    record Answer(String message, JsonNode status) {

        String content() {
            return status.at("/content").asText();
        }

        JsonNode preQuote() {
            return status.at("/pre_quote");
        }
    }
}
