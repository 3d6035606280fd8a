package io.guichet.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** A tenant's own software, with its API key. */
record Tenant(String slug, String apiKey, String deployment) {

    static Tenant ebp() {
        return named("ebp");
    }

    static Tenant sage() {
        return named("sage");
    }

    static Tenant named(String slug) {
        return StreamSupport.stream(Platform.demo().at("/tenants").spliterator(), false)
                .filter(tenant -> tenant.at("/slug").asText().equals(slug))
                .map(tenant -> new Tenant(
                        slug,
                        tenant.at("/apiKey").asText(),
                        tenant.at("/deployments/0/key").asText()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the demo data have no tenant " + slug));
    }

    /** As its administrator sees it. */
    String id() {
        var me = Call.get("/api/me")
                .bearer(Platform.tokenOf(slug + "-admin"))
                .send()
                .is(200)
                .data();
        return StreamSupport.stream(me.at("/tenants").spliterator(), false)
                .filter(tenant -> tenant.at("/slug").asText().equals(slug))
                .findFirst()
                .orElseThrow()
                .at("/id")
                .asText();
    }

    Link createsALinkFor(String craftsman) {
        return Link.of(asksForALink(linkFor(craftsman)).is(201).data());
    }

    Map<String, Object> linkFor(String craftsman) {
        var body = new HashMap<String, Object>();
        body.put("deployment_key", deployment);
        body.put("artisan_external_id", craftsman);
        body.put("context", Map.of("project_type", "renovation_sdb", "source", "contact_form"));
        return body;
    }

    Reply asksForALink(Object body) {
        return asksForALink(body, null);
    }

    Reply asksForALink(Object body, String idempotencyKey) {
        return Call.post("/api/client/sessions/create-link")
                .apiKey(apiKey)
                .idempotencyKey(idempotencyKey)
                .json(body)
                .send();
    }

    Reply revokes(Link link) {
        return Call.delete("/api/client/sessions/links/" + link.id())
                .apiKey(apiKey)
                .send();
    }

    /** Asks to be told of events; the answer has the secret. */
    JsonNode listensAt(String url, String... events) {
        return asksToListen(url, null, events).is(201).data();
    }

    Reply asksToListen(String url, String idempotencyKey, String... events) {
        return Call.post("/api/client/webhooks")
                .apiKey(apiKey)
                .idempotencyKey(idempotencyKey)
                .json(Map.of("url", url, "events", List.of(events)))
                .send();
    }

    Reply stopsListening(String endpoint) {
        return Call.delete("/api/client/webhooks/" + endpoint).apiKey(apiKey).send();
    }

    Reply asks(String path) {
        return Call.get(path).apiKey(apiKey).send();
    }

    /** A link as it is shown once. */
    record Link(String id, String token, String url) {

        static Link of(JsonNode data) {
            return new Link(
                    data.at("/id").asText(),
                    data.at("/session_token").asText(),
                    data.at("/url").asText());
        }
    }
}
