package io.guichet.extractor;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;

/** {@code java -jar extractor.jar <kind> <milliseconds>}: the document on standard input, its structure on standard output. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) throws IOException {
        endIn(Long.parseLong(arguments[1]));
        var bytes = System.in.readAllBytes();
        try (var out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out))) {
            write(arguments[0], bytes, out);
        }
        Runtime.getRuntime().halt(0);
    }

    /** Whoever started this may have been killed. */
    private static void endIn(long millis) {
        Thread.ofPlatform().daemon().start(() -> {
            try {
                TimeUnit.MILLISECONDS.sleep(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Runtime.getRuntime().halt(3);
        });
    }

    static void write(String kind, byte[] bytes, OutputStream out) throws IOException {
        var lines = new Lines(out);
        try {
            read(kind, bytes, lines);
            lines.end();
        } catch (Unreadable e) {
            lines.no(e.code());
        } catch (StackOverflowError e) {
            lines.no("unreadable");
        } catch (OutOfMemoryError e) {
            lines.no("memory");
        }
    }

    private static void read(String kind, byte[] bytes, Lines lines) throws IOException, Unreadable {
        switch (kind) {
            case "txt" -> PlainTexts.read(Encodings.text(bytes), lines);
            case "md" -> Markdown.read(Encodings.text(bytes), lines);
            case "csv" -> Pairs.read(Encodings.text(bytes), lines);
            case "html", "pdf", "docx" -> Structured.read(kind, bytes, lines);
            default -> throw new Unreadable("unreadable");
        }
    }
}
