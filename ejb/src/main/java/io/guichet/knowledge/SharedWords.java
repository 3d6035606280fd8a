package io.guichet.knowledge;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Which words of a text a question has as well: where whoever reads the text looks first. */
public final class SharedWords {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}\\p{M}]+");

    private SharedWords() {}

    /** A text in pieces, which make the text again when they are put together. */
    public static List<Piece> in(String text, String question) {
        var asked = Confidence.stems(question);
        var pieces = new ArrayList<Piece>();
        var end = 0;
        var words = WORD.matcher(text);
        while (words.find()) {
            if (Confidence.stem(words.group()).filter(asked::contains).isPresent()) {
                if (words.start() > end) {
                    pieces.add(new Piece(text.substring(end, words.start()), false));
                }
                pieces.add(new Piece(words.group(), true));
                end = words.end();
            }
        }
        if (end < text.length()) {
            pieces.add(new Piece(text.substring(end), false));
        }
        return pieces;
    }

    /**
     * @param shared whether it is a word that the question has
     */
    public record Piece(String text, boolean shared) {}
}
