package io.guichet.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The ids of the log's messages: somebody who reads one finds the one line that wrote it. */
class LogIdsTest {

    private static final Pattern ID = Pattern.compile("\"(GUI\\d{4})\\b");
    private static final Pattern CALL = Pattern.compile("\\bLOG\\.(?:infof?|warnf?|errorf?)\\(\\s*\"(?!GUI\\d{4} )");

    @Test
    void an_id_is_used_at_one_place() throws IOException {
        var places = new TreeMap<String, List<String>>();
        for (var source : sources()) {
            var ids = ID.matcher(read(source));
            while (ids.find()) {
                places.merge(
                        ids.group(1),
                        List.of(source.toString()),
                        (a, b) -> java.util.stream.Stream.of(a, b)
                                .flatMap(List::stream)
                                .toList());
            }
        }

        assertThat(places).isNotEmpty();
        assertThat(places).allSatisfy((id, where) -> assertThat(where).as(id).hasSize(1));
    }

    @Test
    void every_message_of_the_log_has_an_id() throws IOException {
        assertThat(sources())
                .allSatisfy(source -> assertThat(CALL.matcher(read(source)).find())
                        .as(source.toString())
                        .isFalse());
    }

    private static List<Path> sources() throws IOException {
        var root = Path.of("").toAbsolutePath().getParent();
        try (var all = Files.walk(root)) {
            return all.filter(p -> p.toString().endsWith(".java"))
                    .filter(p -> p.toString().contains("/src/main/java/"))
                    .toList();
        }
    }

    private static String read(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
