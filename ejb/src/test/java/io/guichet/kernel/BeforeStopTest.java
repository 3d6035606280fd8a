package io.guichet.kernel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BeforeStopTest {

    @Test
    void what_is_open_is_ended_with_the_process_and_what_was_closed_is_not() throws Exception {
        assertThat(saidBy(Stopping.class)).isEqualTo("ended");
    }

    /** A process that stops in the midst of things. */
    static final class Stopping {
        public static void main(String[] arguments) {
            new BeforeStop(() -> say("ended"));
            new BeforeStop(() -> say("closed")).close();
        }
    }

    private static void say(String word) {
        System.out.print(word);
    }

    private static String saidBy(Class<?> main) throws IOException, InterruptedException {
        var jvm = ProcessHandle.current().info().command().orElseThrow();
        var path = String.join(
                java.io.File.pathSeparator,
                Stream.of(BeforeStop.class, main)
                        .map(type -> type.getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath())
                        .toList());
        var process = new ProcessBuilder(jvm, "-cp", path, main.getName())
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return said;
    }
}
