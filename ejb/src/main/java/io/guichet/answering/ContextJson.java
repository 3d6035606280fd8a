package io.guichet.answering;

import com.fasterxml.jackson.databind.JsonNode;
import io.guichet.kernel.Json;
import io.guichet.spi.sector.TurnContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The context of a conversation as an agent is given it: by the JDK's own types alone. */
final class ContextJson {

    private ContextJson() {}

    /**
     * @param trusted JSON, or null
     * @param untrusted JSON, or null
     */
    static TurnContext read(@Nullable String trusted, @Nullable String untrusted) {
        return new TurnContext(fields(trusted), fields(untrusted));
    }

    private static Map<String, Object> fields(@Nullable String json) {
        return json == null ? Map.of() : fields(Json.tree(json));
    }

    private static Map<String, Object> fields(JsonNode object) {
        var fields = new LinkedHashMap<String, Object>();
        object.properties().forEach(field -> {
            var value = value(field.getValue());
            if (value != null) {
                fields.put(field.getKey(), value);
            }
        });
        return Collections.unmodifiableMap(fields);
    }

    /** Nothing for null: what is not known is not there. */
    private static @Nullable Object value(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> fields(node);
            case ARRAY -> {
                var items = new ArrayList<Object>();
                for (var item : node) {
                    var value = value(item);
                    if (value != null) {
                        items.add(value);
                    }
                }
                yield Collections.unmodifiableList(items);
            }
            case NUMBER -> node.decimalValue();
            case BOOLEAN -> node.booleanValue();
            case STRING -> node.textValue();
            case NULL, MISSING, BINARY, POJO -> null;
        };
    }
}
