package io.guichet.extractor;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Tells a parser's XHTML in lines: headings, paragraphs, list items and the rows of tables. What moves or hides is left out. */
final class Structure extends DefaultHandler {

    private static final Set<String> LEFT_OUT =
            Set.of("script", "style", "noscript", "template", "svg", "nav", "head", "iframe", "object");
    private static final Set<String> BLOCKS = Set.of(
            "p",
            "div",
            "li",
            "section",
            "article",
            "header",
            "footer",
            "main",
            "blockquote",
            "pre",
            "dt",
            "dd",
            "figcaption",
            "ul",
            "ol",
            "dl",
            "address",
            "aside",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "caption",
            "body");

    private final Lines lines;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder row = new StringBuilder();
    private final Deque<Boolean> tables = new ArrayDeque<>();
    private int leftOut;
    private int cells;

    Structure(Lines lines) {
        this.lines = lines;
    }

    @Override
    public void startElement(String uri, String local, String qualified, Attributes attributes) throws SAXException {
        var name = name(local, qualified);
        if (leftOut > 0 || LEFT_OUT.contains(name)) {
            leftOut++;
            return;
        }
        switch (name) {
            case "table" -> {
                flush();
                tables.push(true);
            }
            case "tr" -> {
                flush();
                row.setLength(0);
                cells = 0;
            }
            case "td", "th" -> text.setLength(0);
            case "br" -> text.append(cells > 0 || !tables.isEmpty() ? " " : "\n");
            default -> {
                if (BLOCKS.contains(name)) {
                    between();
                }
            }
        }
    }

    @Override
    public void endElement(String uri, String local, String qualified) throws SAXException {
        var name = name(local, qualified);
        if (leftOut > 0) {
            leftOut--;
            return;
        }
        switch (name) {
            case "td", "th" -> cell();
            case "tr" -> row();
            case "table" -> {
                flush();
                tables.poll();
            }
            case "h1", "h2", "h3", "h4", "h5", "h6" -> heading(name.charAt(1) - '0');
            default -> {
                if (BLOCKS.contains(name)) {
                    between();
                }
            }
        }
    }

    @Override
    public void characters(char[] characters, int start, int length) {
        if (leftOut == 0) {
            text.append(characters, start, length);
        }
    }

    @Override
    public void ignorableWhitespace(char[] characters, int start, int length) {
        characters(characters, start, length);
    }

    void end() throws IOException {
        paragraphs();
    }

    /** Inside of a cell, paragraphs are words of one text. */
    private void between() throws SAXException {
        if (tables.isEmpty()) {
            flush();
        } else {
            text.append(' ');
        }
    }

    private void cell() {
        row.append(cells++ == 0 ? "" : " | ").append(Lines.clean(text.toString()));
        text.setLength(0);
    }

    private void row() throws SAXException {
        var first = Boolean.TRUE.equals(tables.peek());
        if (cells > 0) {
            tell(() -> lines.row(first, row.toString()));
            if (first) {
                tables.poll();
                tables.push(false);
            }
        }
        row.setLength(0);
        text.setLength(0);
        cells = 0;
    }

    private void heading(int level) throws SAXException {
        if (!tables.isEmpty()) {
            text.append(' ');
            return;
        }
        var heading = text.toString();
        text.setLength(0);
        tell(() -> lines.heading(level, heading));
    }

    private void flush() throws SAXException {
        tell(this::paragraphs);
    }

    /** An empty line ends a paragraph also where a parser says nothing of it, as it is with PDF. */
    private void paragraphs() throws IOException {
        for (var paragraph : text.toString().split("\\n\\s*\\n")) {
            lines.paragraph(paragraph);
        }
        text.setLength(0);
    }

    private static void tell(Telling telling) throws SAXException {
        try {
            telling.tell();
        } catch (IOException e) {
            throw new SAXException(e);
        }
    }

    private static String name(String local, String qualified) {
        return (local.isEmpty() ? qualified : local).toLowerCase(Locale.ROOT);
    }

    private interface Telling {
        void tell() throws IOException;
    }
}
