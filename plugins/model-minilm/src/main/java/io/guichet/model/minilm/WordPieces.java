package io.guichet.model.minilm;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a text as BERT does: words and signs apart, and of each word the longest pieces first; in lower case and without
 * accents where the network was taught so.
 *
 * @see "Devlin et al., BERT; Wu et al., Google's Neural Machine Translation System, §4.1"
 */
final class WordPieces implements Tokenizer {

    private static final int LONGEST_WORD = 100;

    private final Map<String, Integer> vocabulary;
    private final int unknown;
    private final int begin;
    private final int end;
    private final boolean lowerCase;
    private final boolean withoutAccents;

    private WordPieces(Map<String, Integer> vocabulary, boolean lowerCase, boolean withoutAccents) throws IOException {
        this.vocabulary = Map.copyOf(vocabulary);
        this.unknown = required("[UNK]");
        this.begin = required("[CLS]");
        this.end = required("[SEP]");
        this.lowerCase = lowerCase;
        this.withoutAccents = withoutAccents;
    }

    private int required(String piece) throws IOException {
        var id = vocabulary.get(piece);
        if (id == null) {
            throw new IOException("no vocabulary of BERT's: " + piece + " is missing");
        }
        return id;
    }

    static WordPieces read(JsonNode json) throws IOException {
        var vocabulary = new HashMap<String, Integer>();
        json.path("model")
                .path("vocab")
                .properties()
                .forEach(
                        entry -> vocabulary.put(entry.getKey(), entry.getValue().intValue()));
        var normalizer = json.path("normalizer");
        var lowerCase = normalizer.path("lowercase").asBoolean(Tokenizer.has(normalizer, "Lowercase"));
        var accents = Tokenizer.has(normalizer, "StripAccents") || lowerCase;
        return new WordPieces(
                vocabulary, lowerCase, normalizer.path("strip_accents").asBoolean(accents));
    }

    @Override
    public List<Integer> of(String text, int most) {
        var pieces = new ArrayList<Integer>();
        for (var word : apart(plain(text)).split(" ")) {
            if (!word.isEmpty()) {
                add(word, pieces);
            }
            if (pieces.size() >= most) {
                return List.copyOf(pieces.subList(0, most));
            }
        }
        return List.copyOf(pieces);
    }

    @Override
    public long[] framed(List<Integer> pieces) {
        return Tokenizer.between(begin, pieces, end);
    }

    private void add(String word, List<Integer> pieces) {
        var found = new ArrayList<Integer>();
        var from = 0;
        while (from < word.length()) {
            var to = word.length();
            @Nullable Integer piece = null;
            while (to > from && piece == null) {
                piece = vocabulary.get((from == 0 ? "" : "##") + word.substring(from, to));
                to = piece == null ? to - 1 : to;
            }
            if (piece == null || word.length() > LONGEST_WORD) {
                pieces.add(unknown);
                return;
            }
            found.add(piece);
            from = to;
        }
        pieces.addAll(found);
    }

    private String plain(String text) {
        var plain =
                withoutAccents ? Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{Mn}", "") : text;
        return lowerCase ? plain.toLowerCase(Locale.ROOT) : plain;
    }

    /** Blanks between words, and around each sign and each Chinese character. */
    private static String apart(String text) {
        var apart = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                apart.append(' ');
            } else if (isSign(c) || Character.isIdeographic(c)) {
                apart.append(' ').appendCodePoint(c).append(' ');
            } else if (!Character.isISOControl(c)
                    && c != 0xFFFD
                    && Character.getType(c) != Character.FORMAT
                    && Character.getType(c) != Character.SURROGATE) {
                apart.appendCodePoint(c);
            }
        });
        return apart.toString();
    }

    private static boolean isSign(int c) {
        return switch (Character.getType(c)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> true;
            default -> c < 0x80 && c > 0x20 && !Character.isLetterOrDigit(c);
        };
    }
}
