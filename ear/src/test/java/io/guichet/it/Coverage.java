package io.guichet.it;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which operations were asked by whom: one that was added and that nobody asked is found out by it. */
final class Coverage {

    private static final Set<Integer> NOT_LET_IN = Set.of(401, 403, 429);

    private final Set<Contract.Endpoint> byWhoMay = new HashSet<>();
    private final Set<Contract.Endpoint> byWhoMayNot = new HashSet<>();
    private final Set<Contract.Endpoint> bodies = new HashSet<>();

    void saw(Attack attack, Reply reply) {
        var may = attack.credential().mayUse(attack.endpoint());
        var letIn = !NOT_LET_IN.contains(reply.status());
        if (may && letIn) {
            byWhoMay.add(attack.endpoint());
            if (attack.field() != null && reply.status() != 404) {
                bodies.add(attack.endpoint());
            }
        }
        if (!may && reply.status() != 429 && !letIn) {
            byWhoMayNot.add(attack.endpoint());
        }
    }

    boolean lacksSomebodyWhoMay(Contract.Endpoint endpoint) {
        return !byWhoMay.contains(endpoint);
    }

    boolean lacksSomebodyWhoMayNot(Contract.Endpoint endpoint) {
        return !endpoint.isOpen() && !byWhoMayNot.contains(endpoint);
    }

    /** Whether it takes a body of JSON, and none with one wrong field was looked at. */
    boolean lacksABody(Contract.Endpoint endpoint) {
        return endpoint.body().isPresent() && !bodies.contains(endpoint);
    }

    List<String> missing(Contract contract) {
        var missing = new ArrayList<String>();
        for (var endpoint : contract.endpoints()) {
            if (lacksSomebodyWhoMay(endpoint)) {
                missing.add(endpoint + " was never asked by somebody who may");
            }
            if (lacksSomebodyWhoMayNot(endpoint)) {
                missing.add(endpoint + " was never asked by somebody who may not");
            }
            if (lacksABody(endpoint)) {
                missing.add(endpoint + " never looked at a body with a wrong field");
            }
        }
        return missing;
    }
}
