package io.guichet.knowledge;

import io.guichet.knowledge.extraction.Block;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a document into passages that can be understood alone: what stands under one heading stays together, up to about
 * 220 words; what is longer is cut between paragraphs, else between sentences, and the last sentence is said again. The
 * rows of a table go with its first row; a frequent question is a passage with its answer.
 */
final class Chunking {

    /** From how many words on a passage is full. */
    private static final int FULL = 220;

    /** How many it has at the most. */
    private static final int MOST = 300;

    /** How many are said again. */
    private static final int OVERLAP = 30;

    private static final int LONGEST_HEADING = 300;

    /** No word has as many letters; what has is cut, or a passage would have no end. */
    private static final Pattern OVERLONG = Pattern.compile("\\S{120}(?=\\S)");

    private final List<Chunk> chunks = new ArrayList<>();
    private final TreeMap<Integer, String> headings = new TreeMap<>();
    private final StringBuilder text = new StringBuilder();
    private @Nullable String tableHead;
    private int words;
    private boolean onlyRepeated = true;

    private Chunking() {}

    /**
     * @param heading those above it, the highest first; null where there is none
     */
    record Chunk(@Nullable String heading, String text) {}

    static List<Chunk> chunks(List<Block> blocks) {
        var chunking = new Chunking();
        blocks.forEach(chunking::take);
        chunking.close();
        return List.copyOf(chunking.chunks);
    }

    private void take(Block block) {
        switch (block) {
            case Block.Heading heading -> {
                close();
                headings.tailMap(heading.level(), true).clear();
                headings.put(heading.level(), heading.text());
            }
            case Block.Paragraph paragraph -> {
                tableHead = null;
                pieces(paragraph.text()).forEach(piece -> add(piece, true));
            }
            case Block.Row row -> {
                if (row.first()) {
                    tableHead = null;
                }
                pieces(row.text()).forEach(piece -> add(piece, false));
                if (row.first()) {
                    tableHead = count(row.text()) <= OVERLAP * 2 ? row.text() : null;
                }
            }
            case Block.Pair pair -> {
                close();
                var question = shortened(pair.question());
                pieces(pair.answer()).forEach(piece -> chunks.add(new Chunk(question, piece)));
            }
        }
    }

    private void add(String piece, boolean prose) {
        var length = count(piece);
        if (!onlyRepeated && words + length > (prose ? FULL : MOST)) {
            var repeated = prose ? lastSentence() : tableHead;
            flush();
            if (repeated != null && count(repeated) + length <= MOST) {
                text.append(repeated);
                words = count(repeated);
            }
        }
        if (!text.isEmpty()) {
            text.append('\n');
        }
        text.append(piece);
        words += length;
        onlyRepeated = false;
    }

    private void close() {
        flush();
        tableHead = null;
    }

    private void flush() {
        if (!onlyRepeated) {
            chunks.add(new Chunk(heading(), text.toString()));
        }
        text.setLength(0);
        words = 0;
        onlyRepeated = true;
    }

    private @Nullable String heading() {
        return headings.isEmpty() ? null : shortened(String.join(" › ", headings.values()));
    }

    private static String shortened(String heading) {
        return heading.length() <= LONGEST_HEADING ? heading : heading.substring(0, LONGEST_HEADING - 1) + "…";
    }

    private @Nullable String lastSentence() {
        var sentences = sentences(text.substring(text.lastIndexOf("\n") + 1));
        var last = sentences.getLast();
        return sentences.size() > 1 && count(last) <= OVERLAP ? last : null;
    }

    /** A text in pieces of at most {@link #MOST} words: itself, else its sentences together, else so many words. */
    private static List<String> pieces(String whole) {
        var text = OVERLONG.matcher(whole).replaceAll("$0 ");
        if (count(text) <= MOST) {
            return text.isBlank() ? List.of() : List.of(text.strip());
        }
        var pieces = new ArrayList<String>();
        var piece = new StringBuilder();
        var length = 0;
        for (var sentence : sentences(text)) {
            for (var part : ofWords(sentence)) {
                var more = count(part);
                if (length > 0 && length + more > FULL) {
                    pieces.add(piece.toString());
                    piece.setLength(0);
                    length = 0;
                }
                piece.append(piece.isEmpty() ? "" : " ").append(part);
                length += more;
            }
        }
        if (length > 0) {
            pieces.add(piece.toString());
        }
        return pieces;
    }

    private static List<String> sentences(String text) {
        var breaks = BreakIterator.getSentenceInstance(Locale.FRENCH);
        breaks.setText(text);
        var sentences = new ArrayList<String>();
        var start = breaks.first();
        for (var end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            var sentence = text.substring(start, end).strip();
            if (!sentence.isEmpty()) {
                sentences.add(sentence);
            }
            start = end;
        }
        return sentences.isEmpty() ? List.of(text) : sentences;
    }

    private static List<String> ofWords(String sentence) {
        var all = sentence.split("\\s+");
        if (all.length <= MOST) {
            return List.of(sentence);
        }
        var parts = new ArrayList<String>();
        for (var from = 0; from < all.length; from += FULL) {
            parts.add(String.join(" ", List.of(all).subList(from, Math.min(all.length, from + FULL))));
        }
        return parts;
    }

    private static int count(String text) {
        return text.isBlank() ? 0 : text.strip().split("\\s+").length;
    }
}
