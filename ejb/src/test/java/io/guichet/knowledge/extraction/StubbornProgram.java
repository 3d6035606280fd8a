package io.guichet.knowledge.extraction;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** Stands for an extractor that a document got the better of. */
final class StubbornProgram {

    private StubbornProgram() {}

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "good" -> {
                var text = new String(System.in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
                say("H\t2\tTitre\nP\t" + text + "\nT\ta | b\nR\tc | d\nQ\tq\ta\nX\twhat\nH\t9\nEND\n");
            }
            case "endless" -> new CountDownLatch(1).await();
            case "flood" -> {
                while (true) {
                    say("P\t" + "x".repeat(10_000) + "\n");
                }
            }
            case "line" -> {
                while (true) {
                    say("x".repeat(100_000));
                }
            }
            case "dies" -> Runtime.getRuntime().halt(137);
            case "half" -> say("P\tHalf of it\nP\tand th");
            case "empty" -> say("END\n");
            case "refuses" -> say("NO encrypted\n");
            case "lies" -> say("NO <script>alert(1)</script>\n");
            case "environment" -> say("P\t" + System.getenv().keySet() + "\nEND\n");
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void say(String text) throws IOException {
        System.out.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        System.out.flush();
    }
}
