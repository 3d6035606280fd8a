package io.guichet.extractor;

import java.io.IOException;

/** Text without marks: paragraphs are between empty lines. */
final class PlainTexts {

    private PlainTexts() {}

    static void read(String text, Lines lines) throws IOException {
        var paragraph = new StringBuilder();
        for (var line : (Iterable<String>) text.lines()::iterator) {
            if (line.isBlank()) {
                lines.paragraph(paragraph.toString());
                paragraph.setLength(0);
            } else {
                paragraph.append(line).append(' ');
            }
        }
        lines.paragraph(paragraph.toString());
    }
}
