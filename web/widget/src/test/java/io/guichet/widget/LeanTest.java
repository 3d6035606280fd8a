package io.guichet.widget;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class LeanTest {

    private static final Path PAGE = Path.of("src/main/resources/io/guichet/widget/page");

    /** What would make leaving out lines change what a script does. */
    private static final Pattern CODE_AFTER_COMMENT = Pattern.compile("\\*/\\s*\\S");

    @Test
    void comments_and_indentation_are_left_out_and_nothing_else() {
        var script = """
                import { a } from './a.js';

                /** One. */
                export function b() {
                  // Why.
                  return 'https://a.fr/*'; // stays
                }
                /*
                 * Two.
                 */
                """;

        assertThat(lean("x.js", script))
                .isEqualTo(
                        "import { a } from './a.js';\nexport function b() {\nreturn 'https://a.fr/*'; // stays\n}\n");
        assertThat(lean("x.css", "/* a */\n.b {\n  color: red;\n}\n")).isEqualTo(".b {\ncolor: red;\n}\n");
        assertThat(lean("x.svg", "  <svg/>\n")).isEqualTo("  <svg/>\n");
    }

    @Test
    void the_files_are_written_so_that_this_is_safe() throws IOException {
        var faults = new ArrayList<String>();
        try (var files = Files.list(PAGE)) {
            for (var file :
                    files.filter(f -> f.toString().matches(".*\\.(js|css)")).toList()) {
                for (var line : Files.readAllLines(file)) {
                    if (line.chars().filter(c -> c == '`').count() % 2 == 1
                            || CODE_AFTER_COMMENT.matcher(line).find()) {
                        faults.add(file.getFileName() + ": " + line);
                    }
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    private static String lean(String name, String text) {
        return new String(Lean.of(name, text.getBytes(UTF_8)), UTF_8);
    }
}
