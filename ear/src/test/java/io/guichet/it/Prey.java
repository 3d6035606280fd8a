package io.guichet.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * A tenant with something of everything that nobody else may see: what is read by its own key, and not by another's, is
 * its own.
 */
final class Prey {

    private static final Pattern ID = Pattern.compile("\\b[a-z]{2,8}_[0-9a-f]{32}\\b");
    private static final Pattern PARAMETER = Pattern.compile("\\{[^}]+}");

    private final Contract contract = Contract.ofThePlatform();
    private final Tenant tenant;
    private final Visitor visitor;
    private final String marker;
    private final Set<String> ids = new TreeSet<>();
    private final String agent;
    private final Grounds grounds;

    private Prey(Tenant tenant, Visitor visitor, String marker) {
        this.tenant = tenant;
        this.visitor = visitor;
        this.marker = marker;
        var made = new AtomicInteger();
        this.agent = tenant.asks("/api/client/deployments")
                .is(200)
                .data()
                .at("/0/agent/id")
                .asText();
        this.grounds = new Grounds(
                contract,
                Map.of(
                        "deployment_key", tenant::deployment,
                        "session_token", () -> "x".repeat(43),
                        "agent_id", () -> agent,
                        "artisan_external_id", () -> OwnTenant.CRAFTSMAN,
                        "name", () -> "Fuzz " + made.incrementAndGet(),
                        "external_id", () -> "FUZZ-" + made.incrementAndGet()));
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
        prey.grounds.knows("/api/client/users/" + OwnTenant.CRAFTSMAN);
        prey.ids.add(visitor.conversation());
        prey.ids.add(visitor.writes(marker));
        prey.ids.add(visitor.sendsPhoto("mur.jpg", Photos.jpeg())
                .is(201)
                .data()
                .at("/file_id")
                .asText());
        Call.post("/api/client/conversations/" + visitor.conversation() + "/messages")
                .apiKey(tenant.apiKey())
                .json(Map.of("content", marker))
                .send()
                .is(201);
        prey.grounds.with(Credential.key(tenant));
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
                        grounds.knows(target);
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

    /** One that it may deploy. */
    String agent() {
        return agent;
    }

    /** What is the tenant's own. */
    Grounds grounds() {
        return grounds;
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
}
