package io.guichet.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A tenant with something of everything that nobody else may see: what is read by its own key, and not by another's, is
 * its own.
 */
final class Prey {

    private static final Pattern ID = Pattern.compile("\\b[a-z]{2,8}_[0-9a-f]{32}\\b");
    private static final Pattern PARAMETER = Pattern.compile("\\{[^}]+}");
    private static final String NOBODY = "00000000000000000000000000000000";

    private final Contract contract = Contract.ofThePlatform();
    private final Tenant tenant;
    private final Visitor visitor;
    private final String marker;
    private final Set<String> ids = new TreeSet<>();

    /** By a template, an address of the tenant's own. */
    private final Map<String, String> addresses = new TreeMap<>();

    private Prey(Tenant tenant, Visitor visitor, String marker) {
        this.tenant = tenant;
        this.visitor = visitor;
        this.marker = marker;
    }

    /**
     * @param other a tenant without anything: what it sees is everybody's
     */
    static Prey of(Tenant tenant, Tenant other) {
        var marker = "secret of " + tenant.slug();
        var link = tenant.asksForALink(Map.of("deployment_key", tenant.deployment(), "context", Map.of("note", marker)))
                .is(201)
                .data();
        tenant.listensAt("http://127.0.0.1:9/" + tenant.slug(), "project.completed");
        var visitor = Visitor.opens(Tenant.Link.of(link));
        var prey = new Prey(tenant, visitor, marker);
        prey.ids.add(visitor.conversation());
        prey.ids.add(visitor.writes(marker));
        prey.ids.add(visitor.sendsPhoto("mur.jpg", Photos.jpeg())
                .is(201)
                .data()
                .at("/file_id")
                .asText());
        prey.reads(Credential.key(tenant));
        prey.reads(Credential.session("its visitor", visitor));
        prey.forgets(other);
        return prey;
    }

    /** Follows its ids as far as they lead. */
    private void reads(Credential credential) {
        for (var endpoint : contract.endpoints()) {
            if (endpoint.method().equals("GET") && !endpoint.streams() && credential.opens(endpoint)) {
                for (var target : targets(endpoint)) {
                    var reply = Attack.on(endpoint, target, credential, "reads its own")
                            .send();
                    if (reply.status() == 200) {
                        addresses.put(endpoint.template(), target);
                        ID.matcher(reply.text()).results().forEach(id -> ids.add(id.group()));
                    }
                }
            }
        }
    }

    private List<String> targets(Contract.Endpoint endpoint) {
        if (endpoint.parameters() == 0) {
            return List.of(endpoint.template());
        }
        return new ArrayList<>(ids)
                .stream()
                        .map(id -> PARAMETER.matcher(endpoint.template()).replaceAll(id))
                        .toList();
    }

    private void forgets(Tenant other) {
        for (var endpoint : contract.endpoints()) {
            var credential = Credential.key(other);
            if (endpoint.method().equals("GET") && endpoint.parameters() == 0 && endpoint.opensBy("apiKey")) {
                var seen = Attack.on(endpoint, endpoint.template(), credential, "reads what is everybody's")
                        .send()
                        .text();
                ID.matcher(seen).results().forEach(id -> ids.remove(id.group()));
            }
        }
    }

    Contract contract() {
        return contract;
    }

    Visitor visitor() {
        return visitor;
    }

    Set<String> ids() {
        return ids;
    }

    List<String> idsAndKeys() {
        var all = new ArrayList<>(ids);
        all.add(tenant.deployment());
        return all;
    }

    /** Whatever of it stands in a text; nothing where it is not seen. */
    List<String> seenIn(String text, String sent) {
        var secrets = new ArrayList<>(ids);
        secrets.add(tenant.slug());
        secrets.add(tenant.apiKey());
        secrets.add(marker);
        return secrets.stream()
                .filter(s -> text.contains(s) && !sent.contains(s))
                .toList();
    }

    /** An address of its own where one is known, else one of nobody. */
    String address(Contract.Endpoint endpoint) {
        var known = addresses.entrySet().stream()
                .filter(a -> a.getKey().contains("{"))
                .filter(a -> endpoint.template().equals(a.getKey())
                        || endpoint.template().startsWith(a.getKey() + "/"))
                .max((a, b) -> Integer.compare(a.getKey().length(), b.getKey().length()));
        var target = known.map(a ->
                        a.getValue() + endpoint.template().substring(a.getKey().length()))
                .orElse(endpoint.template());
        return PARAMETER.matcher(target).replaceAll("x_" + NOBODY);
    }

    /** The example of a body, with what is the tenant's own where it names something. */
    ObjectNode example(JsonNode media) {
        var example = Contract.example(media);
        if (example.has("deployment_key")) {
            example.put("deployment_key", tenant.deployment());
        }
        if (example.has("session_token")) {
            example.put("session_token", "x".repeat(43));
        }
        example.remove("artisan_external_id");
        return example;
    }
}
