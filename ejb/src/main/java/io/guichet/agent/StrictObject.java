package io.guichet.agent;

import com.fasterxml.jackson.databind.JsonNode;
import io.guichet.kernel.FieldErrors;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a JSON object that somebody sent, key by key; what it does not know is named, not ignored. */
final class StrictObject {

    private final @Nullable JsonNode json;
    private final String field;
    private final FieldErrors errors;
    private final Set<String> read = new HashSet<>();

    /**
     * @param json null for an object that was not sent: all of its keys are missing
     * @param field where it stands in the request, e.g. {@code config_overlay}
     */
    StrictObject(@Nullable JsonNode json, String field, FieldErrors errors) {
        var sent = json == null || json.isNull() ? null : json;
        errors.check(sent == null || sent.isObject(), field, "is a JSON object");
        this.json = sent != null && sent.isObject() ? sent : null;
        this.field = field;
        this.errors = errors;
    }

    /** A text of at most so many characters; line feeds and tabs only where it has several lines. */
    @Nullable
    String text(String key, int longest, boolean lines) {
        var value = value(key);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            errors.check(false, name(key), "is a text");
            return null;
        }
        var text = value.textValue();
        errors.check(Texts.isAtMost(text, longest), name(key), "is at most " + longest + " characters");
        errors.check(Texts.isClean(text, lines), name(key), "has no control characters");
        return text;
    }

    /** The same for a key that has another name, too; with both of them it is not clear what was meant. */
    @Nullable
    String text(String key, String alias, int longest, boolean lines) {
        errors.check(!has(key) || !has(alias), name(alias), "is " + key + ": send one of them");
        var other = text(alias, longest, lines);
        var one = text(key, longest, lines);
        return one == null ? other : one;
    }

    @Nullable
    Boolean flag(String key) {
        var value = value(key);
        if (value == null) {
            return null;
        }
        errors.check(value.isBoolean(), name(key), "is true or false");
        return value.isBoolean() ? value.booleanValue() : null;
    }

    @Nullable
    Integer whole(String key, int least, int most) {
        var value = value(key);
        if (value == null) {
            return null;
        }
        var fits = value.isIntegralNumber() && value.canConvertToInt() && inRange(value.intValue(), least, most);
        errors.check(fits, name(key), "is a whole number, " + least + " to " + most);
        return fits ? value.intValue() : null;
    }

    @Nullable
    BigDecimal number(String key, BigDecimal least, BigDecimal most) {
        var value = value(key);
        if (value == null) {
            return null;
        }
        var number = value.isNumber() ? value.decimalValue() : null;
        var fits = number != null
                && number.compareTo(least) >= 0
                && number.compareTo(most) <= 0
                && number.stripTrailingZeros().scale() <= 2;
        errors.check(fits, name(key), "is a number, " + least + " to " + most + ", with at most 2 decimals");
        return fits ? number : null;
    }

    /** Whether a key was sent with anything but null. */
    boolean has(String key) {
        return json != null && json.hasNonNull(key);
    }

    /** Names every key that nobody asked for. */
    void refuseOthers() {
        if (json == null) {
            return;
        }
        json.fieldNames().forEachRemaining(key -> errors.check(read.contains(key), name(key), "is not a known key"));
    }

    /** The same, save for one that was spoken of already. */
    void refuseOthersBut(String known) {
        read.add(known);
        refuseOthers();
    }

    private @Nullable JsonNode value(String key) {
        read.add(key);
        return json != null && json.hasNonNull(key) ? json.get(key) : null;
    }

    private String name(String key) {
        var shown = key.length() > 60 ? key.substring(0, 60) + "…" : key;
        return field + "." + shown;
    }

    private static boolean inRange(int value, int least, int most) {
        return value >= least && value <= most;
    }
}
