package io.guichet.trust;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.Json;
import org.jspecify.annotations.Nullable;

/**
 * What a context may be: a JSON object of so many characters, not too deep. Its numbers are looked at before it is
 * written out: one of six characters could be ten thousand long then.
 */
public final class ContextText {

    /** Characters of JSON. */
    public static final int LONGEST = 8_000;

    private static final int DEEPEST = 6;
    private static final int MOST_PLACES = 30;

    private ContextText() {}

    /** Checks one that is sent; null is none, and fine. */
    public static void check(FieldErrors errors, String field, @Nullable JsonNode context) {
        var numbers = context == null || areNumbersFine(context);
        errors.check(context == null || context.isObject(), field, "is a JSON object");
        errors.check(numbers, field, "has no number of more than " + MOST_PLACES + " places");
        errors.check(
                context == null || !numbers || Json.write(context).length() <= LONGEST,
                field,
                "is at most " + LONGEST + " characters of JSON");
        errors.check(
                context == null || depth(context) <= DEEPEST,
                field,
                "is at most " + DEEPEST + " objects or lists deep");
    }

    /** Checks the text of one; null is none, and fine. */
    public static void checkText(FieldErrors errors, String field, @Nullable String context) {
        if (context != null && context.length() > LONGEST) {
            errors.check(false, field, "is at most " + LONGEST + " characters of JSON");
        } else {
            check(errors, field, context == null ? null : Json.tree(context));
        }
    }

    /** Whether one may be kept. */
    static boolean isFine(@Nullable JsonNode context) {
        return context != null
                && context.isObject()
                && areNumbersFine(context)
                && depth(context) <= DEEPEST
                && Json.write(context).length() <= LONGEST;
    }

    /**
     * What is known once something more was said: each field replaces the one of its name, and null takes it away.
     *
     * @param known JSON, or null where nothing is
     */
    public static ObjectNode merged(@Nullable String known, ObjectNode said) {
        var all = known == null
                ? Json.mapper().createObjectNode()
                : (ObjectNode) Json.tree(known).deepCopy();
        said.properties().forEach(field -> {
            if (field.getValue().isNull()) {
                all.remove(field.getKey());
            } else {
                all.set(field.getKey(), field.getValue());
            }
        });
        return all;
    }

    /** Before and behind the point. */
    private static boolean areNumbersFine(JsonNode node) {
        if (node.isNumber()) {
            var number = node.decimalValue();
            return Math.abs((long) number.scale()) <= MOST_PLACES
                    && number.precision() - (long) number.scale() <= MOST_PLACES;
        }
        for (var child : node) {
            if (!areNumbersFine(child)) {
                return false;
            }
        }
        return true;
    }

    private static int depth(JsonNode node) {
        if (!node.isContainerNode()) {
            return 0;
        }
        var deepest = 0;
        for (var child : node) {
            deepest = Math.max(deepest, depth(child));
        }
        return 1 + deepest;
    }
}
