package io.guichet.agent;

import com.helger.css.utils.ECSSColor;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The properties that a tenant's style sheet may set, and the values that each may have. What is not described here is
 * not taken; nothing that is can hide, move or cover anything, or fetch from elsewhere.
 */
final class CssValues {

    /** Colours of the page that may be named, as {@code var(--primary)}. */
    static final Set<String> VARIABLES = Set.of(
            "primary",
            "on-primary",
            "primary-text",
            "page",
            "paper",
            "surface",
            "ink",
            "soft",
            "line",
            "edge",
            "warm",
            "warm-ink");

    private static final Pattern LENGTH = Pattern.compile("(?<number>-?[0-9]{0,4}(\\.[0-9]{1,4})?)(?<unit>px|rem)|0");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3})?");
    private static final Pattern HEX = Pattern.compile("#([0-9a-f]{3}|[0-9a-f]{4}|[0-9a-f]{6}|[0-9a-f]{8})");
    private static final Set<String> NO_NAMES = Set.of("transparent", "currentcolor", "inherit");
    private static final Pattern COMPUTED = Pattern.compile("(?<name>rgba?|hsla?)\\((?<parts>[0-9.,%/ deg]{5,60})\\)");
    private static final Pattern VARIABLE = Pattern.compile("var\\(--(?<name>[a-z-]{1,20})\\)");
    private static final Pattern GRADIENT = Pattern.compile("(linear|radial)-gradient\\((?<stops>.{1,400})\\)");
    private static final Pattern STOP_PLACE = Pattern.compile("-?[0-9]{1,3}(\\.[0-9]{1,3})?(%|deg)|0");
    private static final Pattern FONT =
            Pattern.compile("\"[A-Za-z0-9 _-]{1,60}\"|'[A-Za-z0-9 _-]{1,60}'|[A-Za-z_-][A-Za-z0-9 _-]{0,60}");

    private static final BigDecimal PIXELS_PER_REM = BigDecimal.valueOf(16);
    private static final Set<String> DIRECTIONS = Set.of("to", "top", "bottom", "left", "right", "circle", "ellipse");
    private static final Set<String> LINE_STYLES = Set.of("none", "solid", "dashed", "dotted", "double");
    /* Pixels. Together they leave room for what has to be read, also on a phone. */
    private static final int WIDEST_PADDING = 24;
    private static final int WIDEST_MARGIN = 12;
    private static final int WIDEST_BORDER = 4;
    private static final int ROUNDEST = 32;
    private static final int SMALLEST_FONT = 12;
    private static final int LARGEST_FONT = 28;

    private static final int MOST_SHADOWS = 4;
    private static final int MOST_FONTS = 8;

    private static final Map<String, Predicate<String>> PROPERTIES = properties();

    private CssValues() {}

    static Set<String> names() {
        return PROPERTIES.keySet();
    }

    /** Whether a property may have a value. @param value as a parser wrote it, on one line */
    static boolean allows(String property, String value) {
        var allowed = PROPERTIES.get(property);
        return allowed != null && allowed.test(property.equals("font-family") ? value : value.toLowerCase(Locale.ROOT));
    }

    private static Map<String, Predicate<String>> properties() {
        var all = new TreeMap<String, Predicate<String>>();
        all.put("color", CssValues::isOpaque);
        put(all, CssValues::isColour, "background-color", "border-color", "caret-color", "accent-color");
        put(all, CssValues::isColour, "text-decoration-color");
        put(all, value -> isColour(value) || value.equals("none") || isGradient(value), "background");
        all.put("background-image", value -> value.equals("none") || isGradient(value));
        put(all, value -> areLengths(value, 0, WIDEST_PADDING, 4), "padding");
        put(all, value -> areLengths(value, 0, WIDEST_MARGIN, 4), "margin");
        put(all, value -> areLengths(value, 0, ROUNDEST, 4), "border-radius");
        put(all, value -> areLengths(value, 0, WIDEST_BORDER, 4), "border-width");
        put(all, value -> terms(value).allMatch(LINE_STYLES::contains), "border-style");
        all.put("border", CssValues::isBorder);
        for (var side : List.of("top", "right", "bottom", "left")) {
            all.put("padding-" + side, value -> areLengths(value, 0, WIDEST_PADDING, 1));
            all.put("margin-" + side, value -> areLengths(value, 0, WIDEST_MARGIN, 1));
            all.put("border-" + side, CssValues::isBorder);
            all.put("border-" + side + "-color", CssValues::isColour);
            all.put("border-" + side + "-width", value -> areLengths(value, 0, WIDEST_BORDER, 1));
            all.put("border-" + side + "-style", LINE_STYLES::contains);
        }
        for (var corner : List.of("top-left", "top-right", "bottom-left", "bottom-right")) {
            all.put("border-" + corner + "-radius", value -> areLengths(value, 0, ROUNDEST, 2));
        }
        put(all, CssValues::areShadows, "box-shadow", "text-shadow");
        all.put(
                "font-family",
                value -> isList(value, MOST_FONTS, f -> FONT.matcher(f).matches()));
        all.put("font-size", value -> areLengths(value, SMALLEST_FONT, LARGEST_FONT, 1));
        all.put("font-weight", value -> value.matches("[1-9]00|normal|bold"));
        put(all, Set.of("normal", "italic")::contains, "font-style");
        all.put("line-height", value -> value.equals("normal") || isBetween(value, 1, 2));
        all.put("letter-spacing", value -> value.equals("normal") || areLengths(value, 0, 4, 1));
        put(all, Set.of("left", "right", "center", "start", "end")::contains, "text-align");
        put(all, Set.of("none", "uppercase", "lowercase", "capitalize")::contains, "text-transform");
        put(all, Set.of("none", "underline")::contains, "text-decoration", "text-decoration-line");
        return all;
    }

    private static void put(Map<String, Predicate<String>> all, Predicate<String> allowed, String... names) {
        for (var name : names) {
            all.put(name, allowed);
        }
    }

    private static boolean isColour(String value) {
        if (HEX.matcher(value).matches() || NO_NAMES.contains(value) || isNamed(value)) {
            return true;
        }
        var computed = COMPUTED.matcher(value);
        var variable = VARIABLE.matcher(value);
        return computed.matches() || (variable.matches() && VARIABLES.contains(variable.group("name")));
    }

    private static boolean isNamed(String value) {
        return ECSSColor.getFromNameCaseInsensitiveOrNull(value) != null;
    }

    /** A colour that lets nothing through: what is written in it is there. */
    private static boolean isOpaque(String value) {
        if (!isColour(value) || value.equals("transparent")) {
            return false;
        }
        var computed = COMPUTED.matcher(value);
        if (computed.matches()) {
            return !computed.group("parts").contains("/")
                    && computed.group("parts").split("[, ]+").length == 3;
        }
        return !value.startsWith("#") || value.length() == 4 || value.length() == 7;
    }

    private static boolean isGradient(String value) {
        var gradient = GRADIENT.matcher(value);
        return gradient.matches()
                && split(gradient.group("stops"), ',')
                        .allMatch(stop -> terms(stop)
                                .allMatch(term -> isColour(term)
                                        || DIRECTIONS.contains(term)
                                        || STOP_PLACE.matcher(term).matches()));
    }

    private static boolean isBorder(String value) {
        var terms = terms(value).toList();
        return terms.size() <= 3
                && terms.stream()
                        .allMatch(t -> LINE_STYLES.contains(t) || areLengths(t, 0, WIDEST_BORDER, 1) || isColour(t));
    }

    private static boolean areShadows(String value) {
        return value.equals("none") || isList(value, MOST_SHADOWS, CssValues::isShadow);
    }

    private static boolean isShadow(String shadow) {
        var terms = terms(shadow).toList();
        var lengths = terms.stream().filter(t -> LENGTH.matcher(t).matches()).toList();
        var rest = terms.stream().filter(t -> !LENGTH.matcher(t).matches()).toList();
        if (lengths.size() < 2 || lengths.size() > 4 || rest.size() > 2) {
            return false;
        }
        var soft = lengths.size() < 3 || isLength(lengths.get(2), 0, 48);
        var spread = lengths.size() < 4 || isLength(lengths.get(3), -8, 8);
        return isLength(lengths.get(0), -24, 24)
                && isLength(lengths.get(1), -24, 24)
                && soft
                && spread
                && rest.stream().allMatch(t -> t.equals("inset") || isColour(t));
    }

    /** @param least pixels, as the most */
    private static boolean areLengths(String value, int least, int most, int count) {
        var terms = terms(value).toList();
        return !terms.isEmpty() && terms.size() <= count && terms.stream().allMatch(t -> isLength(t, least, most));
    }

    private static boolean isLength(String term, int least, int most) {
        var length = LENGTH.matcher(term);
        if (!length.matches()) {
            return false;
        }
        var digits = length.group("number");
        if (digits == null) {
            return least <= 0;
        }
        if (digits.isEmpty() || digits.equals("-")) {
            return false;
        }
        var number = new BigDecimal(digits);
        var pixels = "rem".equals(length.group("unit")) ? number.multiply(PIXELS_PER_REM) : number;
        return pixels.compareTo(BigDecimal.valueOf(least)) >= 0 && pixels.compareTo(BigDecimal.valueOf(most)) <= 0;
    }

    private static boolean isBetween(String value, int least, int most) {
        return NUMBER.matcher(value).matches()
                && new BigDecimal(value).compareTo(BigDecimal.valueOf(least)) >= 0
                && new BigDecimal(value).compareTo(BigDecimal.valueOf(most)) <= 0;
    }

    private static boolean isList(String value, int most, Predicate<String> each) {
        var parts = split(value, ',').toList();
        return parts.size() <= most && parts.stream().allMatch(each);
    }

    private static Stream<String> terms(String value) {
        return split(value, ' ');
    }

    /** The parts between a separator that stands outside of brackets. */
    private static Stream<String> split(String value, char separator) {
        var depth = 0;
        var parts = new StringBuilder();
        for (var c : value.strip().toCharArray()) {
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            parts.append(c == separator && depth == 0 ? '\n' : c);
        }
        return Arrays.stream(parts.toString().split("\n", -1))
                .map(String::strip)
                .filter(part -> separator != ' ' || !part.isEmpty());
    }
}
