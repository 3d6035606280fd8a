package io.guichet.portal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a deployment's widget is looked at: what its script is told beside the key, and on how wide a screen. The first of
 * each choice goes without saying.
 *
 * @param chosen of each of {@link #NAMES} one value
 */
public record WidgetLook(Map<String, String> chosen) {

    /** What is chosen, in the order in which it is asked. */
    static final List<String> NAMES = List.of("position", "theme", "locale", "width");

    private static final String INLINE = "inline";
    private static final Map<String, List<String>> VALUES = Map.of(
            "position", List.of("bottom-right", "bottom-left", INLINE),
            "theme", List.of("auto", "light", "dark"),
            "locale", List.of("auto", "fr", "en"),
            "width", List.of("desktop", "phone"));

    public WidgetLook {
        chosen = Map.copyOf(chosen);
    }

    /** As the parameters of a request ask for it; what there is not is as if nothing was said. */
    static WidgetLook of(Function<String, @Nullable String> parameter) {
        return new WidgetLook(NAMES.stream().collect(Collectors.toMap(name -> name, name -> {
            var said = parameter.apply(name);
            var values = values(name);
            return said != null && values.contains(said) ? said : values.getFirst();
        })));
    }

    /** One value of what is chosen. */
    public String value(String name) {
        return chosen.getOrDefault(name, "");
    }

    /** Parameters that ask for this, behind others. */
    public String query() {
        return NAMES.stream().map(name -> "&" + name + "=" + value(name)).collect(Collectors.joining());
    }

    /** All that there is to choose from. */
    public List<Choice> choices() {
        return NAMES.stream()
                .map(name -> new Choice(
                        name,
                        values(name).stream()
                                .map(value -> new Option(
                                        value,
                                        with(name, value).query(),
                                        value(name).equals(value)))
                                .toList()))
                .toList();
    }

    /** What goes into a page to show the deployment there, looking like this. */
    String code(String publicUrl, String deploymentKey) {
        var place = value("position").equals(INLINE) ? "<div id=\"guichet\"></div>\n" : "";
        return "%s<script src=\"%s/widget/v1/loader.js\" data-deployment-key=\"%s\"%s async></script>"
                .formatted(place, publicUrl, deploymentKey, attributes());
    }

    private String attributes() {
        var said = Stream.of("position", "theme", "locale")
                .filter(name -> !value(name).equals(values(name).getFirst()))
                .map(name -> " data-" + name + "=\"" + value(name) + "\"")
                .collect(Collectors.joining());
        return value("position").equals(INLINE) ? said + " data-container-selector=\"#guichet\"" : said;
    }

    private WidgetLook with(String name, String value) {
        var other = new LinkedHashMap<>(chosen);
        other.put(name, value);
        return new WidgetLook(other);
    }

    private static List<String> values(String name) {
        return VALUES.getOrDefault(name, List.of(""));
    }

    /**
     * @param name of what is chosen
     */
    public record Choice(String name, List<Option> options) {
        public Choice {
            options = List.copyOf(options);
        }
    }

    /**
     * @param query asks for it, and for the rest as it is
     */
    public record Option(String value, String query, boolean chosen) {}
}
