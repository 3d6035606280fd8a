package io.guichet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** docs/configuration.md keeps its word: it has every key of the application, and no other. */
class ConfigurationDocumentedTest {

    private static final Path ROOT = Path.of("..");
    private static final List<Path> SOURCES = List.of(ROOT.resolve("ejb"), ROOT.resolve("web"));

    /** An injected key, and its default where it has one. */
    private static final Pattern INJECTED = Pattern.compile(
            "@ConfigProperty\\(\\s*name = \"(?<key>guichet\\.[^\"]+)\"(?:,\\s*defaultValue = \"(?<default>[^\"]*)\")?");

    /** A key that is read by a class of settings. */
    private static final Pattern CONSTANT = Pattern.compile("String [A-Z_]+ = \"(?<key>guichet\\.[^\"]+)\"");

    /** A row of the table: key, environment variable, default. */
    private static final Pattern ROW = Pattern.compile(
            "(?m)^\\| `(?<key>guichet\\.[a-z0-9.-]+)` \\| `(?<variable>[A-Z0-9_]+)` \\|[^|]*\\| (?<default>[^|]*) \\|");

    @Test
    void every_key_of_the_code_is_documented_and_no_other() throws IOException {
        assertThat(documented().keySet())
                .isEqualTo(new TreeSet<>(keysOfTheCode().keySet()));
    }

    @Test
    void a_default_is_documented_as_it_is_in_the_code() throws IOException {
        var documented = documented();
        keysOfTheCode().forEach((key, byDefault) -> {
            if (!byDefault.isEmpty()) {
                assertThat(documented.get(key).byDefault()).as(key).isEqualTo("`" + byDefault + "`");
            }
        });
    }

    @Test
    void a_variable_is_the_key_in_capitals() throws IOException {
        documented()
                .forEach((key, row) -> assertThat(row.variable())
                        .isEqualTo(key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_")));
    }

    private static Map<String, Row> documented() throws IOException {
        var rows = new TreeMap<String, Row>();
        ROW.matcher(Files.readString(ROOT.resolve("docs/configuration.md")))
                .results()
                .forEach(row -> rows.put(row.group(1), new Row(row.group(2), row.group(3))));
        return rows;
    }

    /** Each key with its default, which is empty where it has none. */
    private static Map<String, String> keysOfTheCode() throws IOException {
        var keys = new TreeMap<String, String>();
        for (var source : SOURCES) {
            try (var files = Files.walk(source)) {
                for (var file : mainClasses(files)) {
                    read(file, keys);
                }
            }
        }
        return keys;
    }

    private static List<Path> mainClasses(Stream<Path> files) {
        return files.filter(f -> f.toString().endsWith(".java"))
                .filter(f -> f.toString().contains("src/main/java"))
                .sorted()
                .toList();
    }

    private static void read(Path file, Map<String, String> keys) throws IOException {
        var text = Files.readString(file);
        assertThat(INJECTED.matcher(text).results().count())
                .as("keys of %s in the form that this test reads", file)
                .isEqualTo(text.split("@ConfigProperty\\(", -1).length - 1);
        INJECTED.matcher(text)
                .results()
                .forEach(key -> keys.merge(key.group(1), orEmpty(key.group(2)), ConfigurationDocumentedTest::same));
        if (file.getFileName().toString().endsWith("Config.java")) {
            CONSTANT.matcher(text).results().forEach(key -> keys.putIfAbsent(key.group(1), ""));
        }
    }

    /** Two places that read one key agree on its default. */
    private static String same(String one, String other) {
        assertThat(other).isEqualTo(one);
        return one;
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }

    private record Row(String variable, String byDefault) {}
}
