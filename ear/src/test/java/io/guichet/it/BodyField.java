package io.guichet.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A field of a body, however deep it lies.
 *
 * @param steps names from the outside in; {@code 0} is the first of a list
 */
record BodyField(List<String> steps) {

    private static final int DEEPEST = 4;
    private static final String FIRST = "0";

    BodyField {
        steps = List.copyOf(steps);
    }

    /** What is described, and what its example has where anything may stand. */
    static Set<BodyField> of(Contract contract, JsonNode media) {
        var fields = new LinkedHashSet<BodyField>();
        described(contract, media.at("/schema"), List.of(), fields);
        exemplified(Contract.example(media), List.of(), fields);
        return fields;
    }

    private static void described(Contract contract, JsonNode schema, List<String> place, Set<BodyField> fields) {
        var object = contract.resolved(schema);
        if (place.size() > DEEPEST) {
            return;
        }
        for (var kind : List.of("anyOf", "oneOf", "allOf")) {
            object.at("/" + kind).forEach(one -> described(contract, one, place, fields));
        }
        object.at("/properties").properties().forEach(property -> {
            var inner = with(place, property.getKey());
            fields.add(new BodyField(inner));
            described(contract, property.getValue(), inner, fields);
        });
        if (object.has("items")) {
            described(contract, object.at("/items"), with(place, FIRST), fields);
        }
    }

    private static void exemplified(JsonNode example, List<String> place, Set<BodyField> fields) {
        if (place.size() > DEEPEST) {
            return;
        }
        if (example.isArray() && !example.isEmpty()) {
            exemplified(example.get(0), with(place, FIRST), fields);
        }
        example.properties().forEach(property -> {
            var inner = with(place, property.getKey());
            fields.add(new BodyField(inner));
            exemplified(property.getValue(), inner, fields);
        });
    }

    private static List<String> with(List<String> place, String step) {
        var longer = new ArrayList<>(place);
        longer.add(step);
        return longer;
    }

    String outermost() {
        return steps.getFirst();
    }

    /** Whatever is missing around it is made. */
    void setIn(ObjectNode body, JsonNode value) {
        JsonNode around = body;
        for (var i = 0; i < steps.size() - 1; i++) {
            around = within(around, steps.get(i), steps.get(i + 1).equals(FIRST));
        }
        ((ObjectNode) around).set(steps.getLast(), value);
    }

    private static JsonNode within(JsonNode around, String step, boolean list) {
        var there = step.equals(FIRST) ? around.get(0) : around.get(step);
        if (there != null && there.isContainerNode()) {
            return there;
        }
        if (around instanceof ArrayNode array) {
            return array.insertObject(0);
        }
        return list ? ((ObjectNode) around).putArray(step) : ((ObjectNode) around).putObject(step);
    }

    void removeFrom(ObjectNode body) {
        var around = body.at("/" + String.join("/", steps.subList(0, steps.size() - 1)));
        var outer = steps.size() == 1 ? body : around;
        if (outer instanceof ObjectNode object) {
            object.remove(steps.getLast());
        }
    }

    @Override
    public String toString() {
        return String.join(".", steps);
    }
}
