package io.guichet.agent;

import com.fasterxml.jackson.databind.JsonNode;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.Json;
import io.guichet.kernel.JsonSchemas;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * JSON Schemas of what an agent's model answers besides its words, by name. The platform makes something of {@code
 * pre_quote} alone, which a model writes as a {@code json-quote} block.
 */
final class OutputSchemas {

    static final String PRE_QUOTE = "pre_quote";

    private static final Set<String> KNOWN = Set.of(PRE_QUOTE);

    private OutputSchemas() {}

    /** What somebody sent, as it is kept; null for none. */
    static @Nullable String checked(@Nullable JsonNode sent, FieldErrors errors) {
        if (sent == null || sent.isNull() || sent.isEmpty() && sent.isObject()) {
            return null;
        }
        if (!sent.isObject()) {
            errors.check(false, "output_schemas", "is a JSON object of schemas by name");
            return null;
        }
        for (var schema : sent.properties()) {
            var name = "output_schemas." + shown(schema.getKey());
            errors.check(KNOWN.contains(schema.getKey()), name, "is no name of an output: there is " + PRE_QUOTE);
            var refusal = JsonSchemas.refusal(schema.getValue());
            errors.check(refusal.isEmpty(), name, refusal.orElse(""));
        }
        return Json.write(sent);
    }

    /** The schema of a name, of what is kept. */
    static Optional<String> named(@Nullable String kept, String name) {
        return Optional.ofNullable(kept)
                .map(Json::tree)
                .map(schemas -> schemas.get(name))
                .map(JsonNode::toString);
    }

    private static String shown(String name) {
        return name.length() > 60 ? name.substring(0, 60) + "…" : name;
    }
}
