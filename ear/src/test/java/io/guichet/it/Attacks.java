package io.guichet.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** What can be sent to an operation that it did not ask for, made of its description alone. */
final class Attacks {

    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");

    /** Texts that went wrong elsewhere. */
    static final List<String> INJECTIONS = List.of(
            "' or '1'='1' --",
            "\"; drop table tenants; --",
            "<script>alert(1)</script>",
            "${jndi:ldap://127.0.0.1:9/x}",
            "#{7*7}",
            "../../../../etc/passwd",
            "..\\..\\windows",
            "\u0000",
            "a\u0000b",
            "\r\nX-Injected: 1",
            "%",
            "\\",
            "\u202e\u0007",
            "é".repeat(300));

    /** A file in a form, and some lines where text is asked for. */
    private static final byte[] FILE = """
            --x\r
            Content-Disposition: form-data; name="file"; filename="a.jpg"\r
            Content-Type: image/jpeg\r
            \r
            none\r
            --x--\r
            """.getBytes(StandardCharsets.UTF_8);

    private static final List<String> NUMBERS = List.of(
            "-1", "0", "101", "2147483648", "9223372036854775808", "-9223372036854775809", "1.5", "1e400", "NaN", "");

    private final Prey prey;
    private final Grounds grounds;
    private final Random random;

    /**
     * @param grounds where it is sent to
     */
    Attacks(Prey prey, Grounds grounds, Random random) {
        this.prey = prey;
        this.grounds = grounds;
        this.random = random;
    }

    /** The wrong credential, with a body that is right. */
    Attack uninvited(Contract.Endpoint endpoint, Credential credential) {
        return plain(endpoint, credential, "comes uninvited").failing(true);
    }

    /** Nothing is wrong with it. */
    Attack invited(Contract.Endpoint endpoint, Credential credential) {
        return plain(endpoint, credential, "asks as it should").with("If-Match", "*");
    }

    private Attack plain(Contract.Endpoint endpoint, Credential credential, String what) {
        // Where uploads come in pieces, what does not say which version it speaks is not looked at.
        var attack =
                Attack.on(endpoint, grounds.address(endpoint), credential, what).with("Tus-Resumable", "1.0.0");
        return endpoint.body()
                .map(media -> attack.json(grounds.example(media).toString()))
                .orElseGet(() -> endpoint.otherBody()
                        .map(type -> attack.body(type.replace("form-data", "form-data; boundary=x"), FILE))
                        .orElse(attack));
    }

    /** What is another tenant's, and what is nobody's, in the path. */
    List<Attack> onPath(Contract.Endpoint endpoint, Credential credential) {
        var attacks = new ArrayList<Attack>();
        if (endpoint.parameters() == 0) {
            return attacks;
        }
        for (var id : prey.ids()) {
            attacks.add(onPath(endpoint, credential, id).failing(true));
        }
        attacks.addAll(onPathOfNobody(endpoint, credential));
        return attacks;
    }

    /** What is nobody's in the path: nothing can come of it. */
    List<Attack> onPathOfNobody(Contract.Endpoint endpoint, Credential credential) {
        var attacks = new ArrayList<Attack>();
        if (endpoint.parameters() == 0) {
            return attacks;
        }
        for (var id : prey.ids()) {
            attacks.add(onPath(endpoint, credential, neighbour(id)).failing(true));
        }
        for (var injection : INJECTIONS) {
            attacks.add(onPath(endpoint, credential, injection));
        }
        attacks.add(onPath(endpoint, credential, "x"));
        attacks.add(onPath(endpoint, credential, "9".repeat(5_000)));
        return attacks;
    }

    private static Attack onPath(Contract.Endpoint endpoint, Credential credential, String value) {
        var target =
                PARAMETER.matcher(endpoint.template()).replaceAll(encoded(value).replace("$", "\\$"));
        var attack =
                Attack.on(endpoint, target, credential, "names " + shown(value)).with("If-Match", "*");
        return endpoint.body()
                .map(media -> attack.json(Contract.example(media).toString()))
                .orElse(attack);
    }

    /** As well made as the id, and nobody's. */
    private String neighbour(String id) {
        return id.substring(0, id.length() - 12) + "%012x".formatted(random.nextLong(1L << 48));
    }

    List<Attack> onQuery(Contract.Endpoint endpoint, Credential credential) {
        var attacks = new ArrayList<Attack>();
        for (var parameter : endpoint.operation().at("/parameters")) {
            if (parameter.at("/in").asText().equals("query")) {
                var name = parameter.at("/name").asText();
                values().forEach(value -> attacks.add(Attack.on(
                        endpoint,
                        grounds.address(endpoint) + "?" + name + "=" + encoded(value),
                        credential,
                        name + " is " + shown(value))));
            }
        }
        return attacks;
    }

    List<Attack> onHeaders(Contract.Endpoint endpoint, Credential credential) {
        var attacks = new ArrayList<Attack>();
        for (var parameter : endpoint.operation().at("/parameters")) {
            if (parameter.at("/in").asText().equals("header")) {
                for (var value :
                        List.of("x".repeat(300), "\"", "W/\"1\"", "\"99999999999\"", "' or 1=1 --", "*;q=x", " ")) {
                    var attack = Attack.on(
                                    endpoint,
                                    grounds.address(endpoint),
                                    credential,
                                    parameter.at("/name").asText() + " is " + shown(value))
                            .with(parameter.at("/name").asText(), value);
                    attacks.add(endpoint.body()
                            .map(media -> attack.json(grounds.example(media).toString()))
                            .orElse(attack));
                }
            }
        }
        return attacks;
    }

    private List<String> values() {
        var values = new ArrayList<>(INJECTIONS);
        values.addAll(NUMBERS);
        values.addAll(prey.ids());
        values.addAll(List.of("bm90IGEgY3Vyc29y", "-", "password", "name;drop", "z".repeat(6_000)));
        return values;
    }

    static List<String> names(JsonNode object) {
        return StreamSupport.stream(((Iterable<String>) object::fieldNames).spliterator(), false)
                .toList();
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static String shown(String text) {
        var visible = text.replaceAll("\\p{C}", "?");
        return visible.length() <= 60
                ? "« " + visible + " »"
                : "« " + visible.substring(0, 40) + "… » of " + text.length();
    }
}
