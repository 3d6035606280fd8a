package io.guichet.answering;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guichet.kernel.Json;
import io.guichet.spi.sector.Fact;
import io.guichet.spi.sector.Facts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;

/** What a sector agent knows, as it is kept with the conversation. */
final class FactsJson {

    private FactsJson() {}

    static String write(Facts facts) {
        var json = Json.mapper().createObjectNode();
        facts.byName().forEach((name, fact) -> json.set(name, write(fact)));
        return json.toString();
    }

    private static ObjectNode write(Fact fact) {
        var json = Json.mapper().createObjectNode();
        switch (fact) {
            case Fact.Text text -> json.put("text", text.value());
            case Fact.Measure measure ->
                json.put("measure", measure.value().toPlainString()).put("unit", measure.unit());
            case Fact.Flag flag -> json.put("flag", flag.value());
            case Fact.Texts texts -> {
                var array = json.putArray("texts");
                texts.values().forEach(array::add);
            }
        }
        return json;
    }

    static Facts read(String json) {
        var facts = new LinkedHashMap<String, Fact>();
        Json.tree(json).properties().forEach(e -> facts.put(e.getKey(), fact(e.getValue())));
        return new Facts(facts);
    }

    private static Fact fact(JsonNode json) {
        if (json.has("text")) {
            return new Fact.Text(json.get("text").asText());
        }
        if (json.has("measure")) {
            return new Fact.Measure(
                    new BigDecimal(json.get("measure").asText()),
                    json.get("unit").asText());
        }
        if (json.has("flag")) {
            return new Fact.Flag(json.get("flag").asBoolean());
        }
        var texts = new ArrayList<String>();
        json.path("texts").forEach(t -> texts.add(t.asText()));
        return new Fact.Texts(texts);
    }
}
