package io.guichet.widget;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Leaves out of scripts and style sheets what only their authors read: comments that stand on lines of their own,
 * indentation and empty lines. It knows no more of either language than that; the files are written so that it is enough.
 */
final class Lean {

    private Lean() {}

    /** @param name tells the language; what is neither script nor style sheet stays as it is */
    static byte[] of(String name, byte[] content) {
        if (!name.endsWith(".js") && !name.endsWith(".css")) {
            return content;
        }
        var comment = new boolean[1];
        var text = Arrays.stream(new String(content, StandardCharsets.UTF_8).split("\n"))
                .map(String::strip)
                .filter(line -> {
                    var begins = !comment[0] && line.startsWith("/*");
                    var within = comment[0] || begins;
                    comment[0] = within && !line.endsWith("*/");
                    return !within && !line.isEmpty() && !(name.endsWith(".js") && line.startsWith("//"));
                })
                .collect(Collectors.joining("\n", "", "\n"));
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
