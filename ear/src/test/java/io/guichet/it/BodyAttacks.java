package io.guichet.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Bodies that an operation did not ask for, made of its description alone. */
final class BodyAttacks {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int HUGE = 100_000;
    private static final List<JsonNode> WRONGS = wrongs();

    private final Prey prey;
    private final Grounds grounds;

    /**
     * @param grounds where they are sent to
     */
    BodyAttacks(Prey prey, Grounds grounds) {
        this.prey = prey;
        this.grounds = grounds;
    }

    /** What nobody can take for a body of this operation: no right helps. */
    List<Attack> refused(Contract.Endpoint endpoint, Credential credential) {
        var media = endpoint.body();
        if (media.isEmpty()) {
            return List.of();
        }
        var example = grounds.example(media.get());
        var first = Attacks.names(example).stream().findFirst().orElse("a");
        var on = Attack.on(endpoint, grounds.address(endpoint), credential, "sends ")
                .with("If-Match", "*")
                .failing(true);
        return List.of(
                named(on, "nothing").with("Content-Type", "application/json").failing(endpoint.needsBody()),
                named(on, "null").json("null").failing(endpoint.needsBody()),
                named(on, "a list").json("[" + example + "]"),
                named(on, "a text").json("\"text\""),
                named(on, "a number").json("7"),
                named(on, "half of it")
                        .json(example.toString().substring(0, example.toString().length() - 1)),
                named(on, "it twice").json(example + " " + example),
                named(on, "what is deep").json("{\"" + first + "\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}"),
                named(on, "300 kB").json("{\"" + first + "\":\"" + "a".repeat(300_000) + "\"}"),
                named(on, "no UTF-8")
                        .body(
                                "application/json",
                                ("{\"" + first + "\":\"\u00e9\"}").getBytes(StandardCharsets.ISO_8859_1)),
                named(on, "plain text").body("text/plain", example.toString().getBytes(StandardCharsets.UTF_8)),
                named(on, "XML").body("application/xml", "<a/>".getBytes(StandardCharsets.UTF_8)),
                named(on, "a form").body("application/x-www-form-urlencoded", "a=b".getBytes(StandardCharsets.UTF_8)),
                named(on, "a form without end")
                        .body("multipart/form-data; boundary=x", "--x\r\n".getBytes(StandardCharsets.UTF_8)),
                named(on, "another character set")
                        .body(
                                "application/json;charset=klingon",
                                example.toString().getBytes(StandardCharsets.UTF_8))
                        // JSON says by itself how it is encoded (RFC 8259, 11): who does not look is right, too.
                        .failing(false));
    }

    /** One field after the other, also within others: missing, null, of every wrong type, out of range, with what injects. */
    List<Attack> onFields(Contract.Endpoint endpoint, Credential credential) {
        var attacks = new ArrayList<Attack>();
        endpoint.body().ifPresent(media -> {
            for (var field : BodyField.of(prey.contract(), media)) {
                var without = grounds.example(media);
                field.removeFrom(without);
                attacks.add(on(endpoint, credential, "leaves out " + field).json(without.toString()));
                for (var value : WRONGS) {
                    var body = grounds.example(media);
                    field.setIn(body, value);
                    attacks.add(on(endpoint, credential, field + " is " + Attacks.shown(value.toString()))
                            .json(body.toString())
                            .about(field.outermost(), body.get(field.outermost())));
                }
            }
            var more = grounds.example(media).put("nobody_knows", "x").put("__proto__", "x");
            attacks.add(on(endpoint, credential, "sends more").json(more.toString()));
            attacks.add(on(endpoint, credential, "sends nothing at all").json("{}"));
        });
        return attacks;
    }

    /** Another tenant's ids where ids are expected. */
    List<Attack> stealing(Contract.Endpoint endpoint, Credential credential) {
        var attacks = new ArrayList<Attack>();
        endpoint.body()
                .ifPresent(media -> properties(media).stream()
                        .filter(field -> field.matches(".*_(id|ids|key)") && !field.contains("external"))
                        .forEach(field -> {
                            for (var id : prey.idsAndKeys()) {
                                var body = Contract.example(media);
                                body.set(
                                        field,
                                        field.endsWith("ids") ? JSON.arrayNode().add(id) : JSON.textNode(id));
                                attacks.add(on(endpoint, credential, field + " is another's " + id)
                                        .json(body.toString())
                                        .failing(true));
                            }
                        }));
        return attacks;
    }

    private Attack on(Contract.Endpoint endpoint, Credential credential, String what) {
        return Attack.on(endpoint, grounds.address(endpoint), credential, what).with("If-Match", "*");
    }

    private static Attack named(Attack attack, String what) {
        return new Attack(
                attack.endpoint(),
                attack.credential(),
                attack.what() + what,
                attack.target(),
                attack.headers(),
                attack.body(),
                attack.mustFail(),
                null,
                null);
    }

    private List<String> properties(JsonNode media) {
        return Attacks.names(prey.contract().resolved(media.at("/schema")).at("/properties"));
    }

    private static List<JsonNode> wrongs() {
        var wrongs = new ArrayList<JsonNode>();
        wrongs.add(JSON.nullNode());
        wrongs.add(JSON.booleanNode(true));
        wrongs.add(JSON.numberNode(-1));
        wrongs.add(JSON.numberNode(0));
        wrongs.add(JSON.numberNode(1.5));
        wrongs.add(JSON.numberNode(Long.MAX_VALUE));
        wrongs.add(JSON.numberNode(new java.math.BigDecimal("9223372036854775808")));
        wrongs.add(JSON.textNode(""));
        wrongs.add(JSON.textNode(" "));
        wrongs.add(JSON.textNode("a".repeat(HUGE)));
        wrongs.add(JSON.arrayNode());
        wrongs.add(JSON.arrayNode().addNull());
        wrongs.add(JSON.arrayNode().add(7).add("x").add(JSON.objectNode()));
        wrongs.add(many());
        wrongs.add(JSON.objectNode());
        wrongs.add(JSON.objectNode().put("a", "a".repeat(20_000)));
        Attacks.INJECTIONS.forEach(text -> wrongs.add(JSON.textNode(text)));
        return wrongs;
    }

    private static JsonNode many() {
        var many = JSON.arrayNode();
        for (var i = 0; i < 2_000; i++) {
            many.add("x" + i);
        }
        return many;
    }
}
