package io.guichet.extractor;

import java.io.IOException;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The parts of Markdown that make up a structure: headings, paragraphs, list items, tables. Marks inside of texts go. */
final class Markdown {

    private static final Pattern HEADING = Pattern.compile(" {0,3}(#{1,6})\\s+(.*?)\\s*#*\\s*");
    private static final Pattern ITEM = Pattern.compile("\\s*(?:[-*+]|\\d{1,9}[.)])\\s+(.*)");
    private static final Pattern RULE = Pattern.compile("\\s*\\|?[\\s|:-]*-{2,}[\\s|:-]*");
    private static final Pattern LINK = Pattern.compile("!?\\[([^\\[\\]]{0,500})]\\([^()\\s]{0,2000}\\)");
    private static final Pattern MARKS = Pattern.compile("\\*\\*|__|`|(?<!\\w)[*_](?=\\w)|(?<=\\w)[*_](?!\\w)");

    private final Lines lines;
    private final StringBuilder paragraph = new StringBuilder();
    private boolean inTable;
    private boolean inCode;

    private Markdown(Lines lines) {
        this.lines = lines;
    }

    static void read(String text, Lines lines) throws IOException {
        var markdown = new Markdown(lines);
        for (var line : (Iterable<String>) text.lines()::iterator) {
            markdown.line(line);
        }
        markdown.flush();
    }

    private void line(String line) throws IOException {
        if (line.strip().startsWith("```")) {
            inCode = !inCode;
            flush();
            return;
        }
        var heading = HEADING.matcher(line);
        if (!inCode && heading.matches()) {
            flush();
            lines.heading(heading.group(1).length(), plain(heading.group(2)));
        } else if (!inCode && line.strip().startsWith("|")) {
            row(line.strip());
        } else {
            text(line);
        }
    }

    private void text(String line) throws IOException {
        inTable = false;
        var item = ITEM.matcher(line);
        if (line.isBlank() || (!inCode && RULE.matcher(line).matches())) {
            flush();
        } else if (item.matches()) {
            flush();
            paragraph.append(item.group(1));
        } else {
            paragraph.append(' ').append(line.strip().replaceFirst("^>+\\s?", ""));
        }
    }

    private void row(String line) throws IOException {
        flush();
        if (!RULE.matcher(line).matches()) {
            var cells = Arrays.stream(line.replaceAll("^\\||\\|$", "").split("\\|"))
                    .map(Markdown::plain)
                    .collect(Collectors.joining(" | "));
            lines.row(!inTable, cells);
        }
        inTable = true;
    }

    private void flush() throws IOException {
        lines.paragraph(plain(paragraph.toString()));
        paragraph.setLength(0);
    }

    private static String plain(String text) {
        return MARKS.matcher(LINK.matcher(text).replaceAll("$1")).replaceAll("").strip();
    }
}
