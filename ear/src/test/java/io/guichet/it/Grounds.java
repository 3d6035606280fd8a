package io.guichet.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What somebody may ruin: things that were made for it, found again by their addresses. Where nothing was made an address
 * is nobody's, so that nothing of the demo is ever in the way.
 */
final class Grounds {

    private static final Pattern PARAMETER = Pattern.compile("\\{[^}]+}");
    private static final String NOBODY = "x_00000000000000000000000000000000";

    private final Contract contract;
    private final Map<String, Supplier<String>> names;
    private final List<Known> known = new ArrayList<>();

    /**
     * @param names by the field of a body that they stand in, wherever its example has one
     */
    Grounds(Contract contract, Map<String, Supplier<String>> names) {
        this.contract = contract;
        this.names = Map.copyOf(names);
    }

    /** Sends each operation that makes something its example: the place that it answers is one of these grounds. */
    Grounds with(Credential maker) {
        for (var endpoint : contract.endpoints()) {
            var media = endpoint.body();
            if (endpoint.makes() && media.isPresent() && maker.mayUse(endpoint)) {
                var reply = Attack.on(endpoint, address(endpoint), maker, "makes its own")
                        .with("If-Match", "*")
                        .json(example(media.get()).toString())
                        .send();
                reply.headers()
                        .firstValue("Location")
                        .ifPresent(place -> knows(URI.create(place).getPath()));
            }
        }
        return this;
    }

    /** Adds an address; what no operation serves is none. */
    Grounds knows(String path) {
        contract.endpoints().stream()
                .filter(endpoint -> endpoint.serves(path))
                .min(Comparator.comparing(Contract.Endpoint::parameters))
                .ifPresent(endpoint -> known.add(new Known(parts(endpoint.template()), parts(path))));
        return this;
    }

    /** Where an operation may be asked: at what is known, as far as that leads, and beyond at what is nobody's. */
    String address(Contract.Endpoint endpoint) {
        var template = parts(endpoint.template());
        var address = new ArrayList<>(template);
        known.stream()
                .filter(place -> place.leadsTo(template))
                .reduce((one, other) -> one.path().size() > other.path().size() ? one : other)
                .ifPresent(place -> {
                    for (var i = 0; i < place.path().size(); i++) {
                        address.set(i, place.path().get(i));
                    }
                });
        return PARAMETER.matcher("/" + String.join("/", address)).replaceAll(NOBODY);
    }

    /** The example of a body, with what is of these grounds where it names something. */
    ObjectNode example(JsonNode media) {
        var example = Contract.example(media);
        names.forEach((field, name) -> {
            if (example.has(field)) {
                example.put(field, name.get());
            }
        });
        return example;
    }

    private static List<String> parts(String path) {
        return Arrays.stream(path.split("/")).filter(part -> !part.isEmpty()).toList();
    }

    /** An address, and the template that it is one of. */
    private record Known(List<String> template, List<String> path) {

        /** Whatever their parameters are called. */
        boolean leadsTo(List<String> other) {
            return other.size() >= template.size()
                    && named(other.subList(0, template.size())).equals(named(template));
        }

        private static List<String> named(List<String> parts) {
            return parts.stream()
                    .map(part -> PARAMETER.matcher(part).replaceAll("{}"))
                    .toList();
        }
    }
}
