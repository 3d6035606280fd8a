package io.guichet.extractor;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * What is said of a document: {@code H level text}, {@code P text}, {@code T cells} for the first row of a table, {@code R
 * cells} for the others, {@code Q question answer}; then {@code END}, or {@code NO} and a reason. Between the parts of a line
 * is a tab, which is in no part.
 */
final class Lines {

    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}\\p{Cc}]+");

    private final OutputStream out;

    Lines(OutputStream out) {
        this.out = out;
    }

    void heading(int level, String text) throws IOException {
        say("H\t" + Math.clamp(level, 1, 6) + "\t", text);
    }

    void paragraph(String text) throws IOException {
        say("P\t", text);
    }

    void row(boolean first, String cells) throws IOException {
        say(first ? "T\t" : "R\t", cells);
    }

    void pair(String question, String answer) throws IOException {
        var asked = clean(question);
        if (!asked.isEmpty()) {
            say("Q\t" + asked + "\t", answer);
        }
    }

    void end() throws IOException {
        line("END");
    }

    void no(String code) throws IOException {
        line("NO " + code);
    }

    private void say(String start, String text) throws IOException {
        var clean = clean(text);
        if (!clean.isEmpty()) {
            line(start + clean);
        }
    }

    private void line(String line) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    static String clean(String text) {
        return BLANKS.matcher(text).replaceAll(" ").strip();
    }
}
